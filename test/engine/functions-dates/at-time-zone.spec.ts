import { NotInEngine, SqlError } from '../../../src/engine/errors.js';
import { atTimeZone } from '../../../src/engine/functions/at-time-zone.js';
import { textOf } from '../../../src/engine/conversion/convert.js';
import { bind, expressionOf, newRun } from '../functions-support/evaluate.js';

function at(moment: string, type: string, zone: string): string | null {
  try {
    const bound = atTimeZone(bind(expressionOf(`CAST('${moment}' AS ${type})`)), bind(expressionOf(`'${zone}'`)));
    const value = bound.evaluate({ row: [], outer: null }, newRun());
    return value === null ? null : textOf(value, bound.type);
  } catch (error) {
    if (error instanceof SqlError) return `error ${error.number}`;
    if (error instanceof NotInEngine) return error.code;
    throw error;
  }
}

const CENTRAL_EUROPE = 'Central European Standard Time';

/** Source: Microsoft Learn, "AT TIME ZONE (Transact-SQL)"; the transitions by law. */
describe('AT TIME ZONE', () => {
  it.each([
    ['2015-03-29T01:01:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-03-29 01:01:00 +01:00'],
    ['2015-03-29T02:01:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-03-29 03:01:00 +02:00'],
    ['2015-03-29T03:01:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-03-29 03:01:00 +02:00'],
    ['2015-10-25T01:01:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-10-25 01:01:00 +02:00'],
    ['2015-10-25T02:00:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-10-25 02:00:00 +02:00'],
    ['2015-10-25T03:01:00', 'datetime2(0)', CENTRAL_EUROPE, '2015-10-25 03:01:00 +01:00'],
    ['2024-01-01T12:00:00+00:00', 'datetimeoffset(0)', 'Pacific Standard Time', '2024-01-01 04:00:00 -08:00'],
    ['2024-03-10T09:59:59+00:00', 'datetimeoffset(0)', 'Pacific Standard Time', '2024-03-10 01:59:59 -08:00'],
    ['2024-03-10T10:00:00+00:00', 'datetimeoffset(0)', 'Pacific Standard Time', '2024-03-10 03:00:00 -07:00'],
    ['2024-11-03T05:59:59+00:00', 'datetimeoffset(0)', 'eastern standard time', '2024-11-03 01:59:59 -04:00'],
    ['2024-11-03T06:00:00+00:00', 'datetimeoffset(0)', 'Eastern Standard Time', '2024-11-03 01:00:00 -05:00'],
    ['2024-01-01T00:00:00', 'datetime2(0)', 'AUS Eastern Standard Time', '2024-01-01 00:00:00 +11:00'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'AUS Eastern Standard Time', '2024-07-01 00:00:00 +10:00'],
    ['2024-09-29T02:30:00', 'datetime2(0)', 'New Zealand Standard Time', '2024-09-29 03:30:00 +13:00'],
    ['2006-04-01T12:00:00', 'datetime2(0)', 'Eastern Standard Time', '2006-04-01 12:00:00 -05:00'],
    ['2006-04-02T12:00:00', 'datetime2(0)', 'Eastern Standard Time', '2006-04-02 12:00:00 -04:00'],
    ['2006-10-29T12:00:00', 'datetime2(0)', 'Eastern Standard Time', '2006-10-29 12:00:00 -05:00'],
    ['2007-04-01T00:00:00', 'datetime2(0)', 'Eastern Standard Time', '2007-04-01 00:00:00 -04:00'],
    ['1986-07-01T00:00:00', 'datetime2(0)', 'Eastern Standard Time', 'ENGINE-AT-TIME-ZONE'],
    ['2024-03-10T00:30:00', 'datetime2(0)', 'Cuba Standard Time', '2024-03-10 01:30:00 -04:00'],
    ['2024-03-31T03:00:00', 'datetime2(0)', 'E. Europe Standard Time', '2024-03-31 03:00:00 +03:00'],
    ['2023-09-16T00:00:00', 'datetime2(0)', 'Chatham Islands Standard Time', '2023-09-16 00:00:00 +12:45'],
    ['2023-09-24T03:00:00', 'datetime2(0)', 'Chatham Islands Standard Time', '2023-09-24 04:00:00 +13:45'],
    ['2023-03-24T01:59:00', 'datetime2(0)', 'Israel Standard Time', '2023-03-24 01:59:00 +02:00'],
    ['2023-03-24T03:00:00', 'datetime2(0)', 'Israel Standard Time', '2023-03-24 03:00:00 +03:00'],
    ['2023-09-30T23:59:00', 'datetime2(0)', 'Paraguay Standard Time', '2023-09-30 23:59:00 -04:00'],
    ['2023-10-01T01:00:00', 'datetime2(0)', 'Paraguay Standard Time', '2023-10-01 01:00:00 -03:00'],
    ['2023-03-26T00:00:00', 'datetime2(0)', 'Paraguay Standard Time', '2023-03-26 00:00:00 -04:00'],
    ['2025-03-26T00:00:00', 'datetime2(0)', 'Paraguay Standard Time', 'ENGINE-AT-TIME-ZONE'],
    ['2023-07-01T00:00:00', 'datetime2(0)', 'Central Asia Standard Time', '2023-07-01 00:00:00 +06:00'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'Central Asia Standard Time', 'ENGINE-AT-TIME-ZONE'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'Tomsk Standard Time', '2024-07-01 00:00:00 +07:00'],
    ['1950-07-01T00:00:00', 'datetime2(0)', 'UTC', '1950-07-01 00:00:00 +00:00'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'Turkey Standard Time', '2024-07-01 00:00:00 +03:00'],
    ['2014-07-01T00:00:00', 'datetime2(0)', 'Turkey Standard Time', 'ENGINE-AT-TIME-ZONE'],
    ['1990-07-01T00:00:00', 'datetime2(0)', CENTRAL_EUROPE, 'ENGINE-AT-TIME-ZONE'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'Nowhere Standard Time', 'ENGINE-AT-TIME-ZONE'],
    ['2024-07-01T00:00:00', 'datetime2(0)', 'nothing', 'error 9820'],
    ['2024-07-01T00:00:00', 'varchar(30)', 'UTC', 'error 8116'],
    ['2024-07-01', 'date', 'UTC', 'error 8116'],
  ])('%s as %s at %s is %s', (moment, type, zone, expected) => {
    expect(at(moment, type, zone)).toBe(expected);
  });
});
