/** The T-SQL types of generated columns, and values that are likely to show a difference: bounds, blanks, case, midnight, ends of months. */
import type { Random } from './random.js';

/** What a grammar asks for; one family holds types that stand for each other in most places. */
export type Family =
  | 'int' | 'bit' | 'decimal' | 'money' | 'float' | 'text' | 'digits' | 'isodate'
  | 'date' | 'time' | 'datetime' | 'datetime2' | 'offset' | 'guid' | 'binary' | 'json'; // prettier-ignore

export interface ColumnType {
  readonly family: Family;
  /** As in CREATE TABLE, with its collation. */
  readonly sql: string;
  /** T-SQL constants of it. */
  readonly values: readonly string[];
  /** Constants near the bounds: most arithmetic on them fails. */
  readonly extremes: readonly string[];
}

const WHOLE = ['0', '1', '2', '3', '-1', '-2', '7', '10', '100'];
const UNSIGNED = ['0', '1', '2', '3', '7', '10', '100'];
const FRACTIONS = ['0', '1', '0.5', '1.5', '2.5', '-0.5', '-1.5', '0.05', '2.25', '-7.75', '10'];
const FLOATS = ['0E0', '1E0', '0.5E0', '1.5E0', '2.5E0', '-0.5E0', '-2.5E0', '0.25E0', '100E0', '-7.75E0'];
const WORDS = ["''", "' '", "'a'", "'A'", "'a '", "'b'", "'B '", "'ab'", "'AB'", "'Ab  '", "' a'", "'aab'", "'abc abc'", "'1'", "'12'", "'z'"]; // prettier-ignore
const MARKS = ["'a%'", "'a_b'", "'a-b'", "'[x]'", "'a.b'", "'it''s'"];
const ACCENTS = ["N'é'", "N'É'", "N'ab é'"];
const DIGITS = ["'0'", "'1'", "'-2'", "'12'", "' 7'", "'007'", "'3 '"];
const DAYS = ["'2020-01-01'", "'2020-01-31'", "'2020-02-29'", "'2019-02-28'", "'2019-12-31'", "'2020-12-28'", "'2021-01-03'", "'2020-06-15'", "'1999-12-31'"]; // prettier-ignore
const FIRST_DAYS = ["'1900-01-01'", "'1753-01-01'"];
const HOURS = ["'00:00:00'", "'12:00:00'", "'23:59:59'", "'06:30:15'", "'00:00:01'"];
const BYTES = ['0x', '0x00', '0x01', '0xFF', '0x0102', '0x414243'];
const JSON_TEXTS = [`'{"a":1,"b":"x","c":null,"n":{"x":[1,2]}}'`, `'{"a":"1.5","b":true}'`, `'[1,"two",{"a":3}]'`, `'{}'`, `'[]'`, `'not json'`, `'{"list":[{"id":1,"s":"q"},{"id":2}],"d":"2020-02-29"}'`]; // prettier-ignore
const GUIDS = ["'00000000-0000-0000-0000-000000000000'", "'6F9619FF-8B86-D011-B42D-00C04FC964FF'", "'0E984725-C51C-4BF4-9960-E1C80E27ABA0'", "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'"]; // prettier-ignore

/** Moments of the days at some times of day. @param fractions digits behind the second */
const moments = (days: readonly string[], fractions: readonly string[]): string[] =>
  days.flatMap(
    (day, at) =>
    ['00:00:00', '12:34:56', '23:59:59'].map((clock, index) => `'${day.slice(1, -1)}T${clock}${fractions[(at + index) % fractions.length] ?? ''}'`), // prettier-ignore
  );

/** Most columns have that of the database: two that differ do not compare. */
const COLLATIONS = ['', '', '', '', '', '', ' COLLATE Latin1_General_CS_AS', ' COLLATE Latin1_General_CS_AS', ' COLLATE Latin1_General_BIN2', ' COLLATE Latin1_General_CI_AI', ' COLLATE SQL_Latin1_General_CP1_CS_AS', ' COLLATE Latin1_General_100_CS_AI', ' COLLATE Latin1_General_100_BIN2']; // prettier-ignore

/** How long a text column's values may be. */
const fitting = (values: readonly string[], length: number): string[] =>
  values.filter((value) => value.replace(/^N/, '').slice(1, -1).replaceAll("''", "'").length <= length);

const make = (
  family: Family,
  sql: string,
  values: readonly string[],
  extremes: readonly string[] = [],
): ColumnType => ({ family, sql, values, extremes });

function textType(random: Random, family: Family, values: readonly string[]): ColumnType {
  const base = random.pick(['varchar', 'nvarchar', 'varchar', 'char', 'nchar']);
  const length = random.pick([3, 5, 10, 20]);
  const own = base.startsWith('n') && family === 'text' ? [...values, ...ACCENTS] : values;
  return make(family, `${base}(${length})${random.pick(COLLATIONS)}`, fitting(own, length));
}

/** Types by weight; each entry makes one, with facets by chance. */
const TYPES: readonly { readonly weight: number; readonly make: (random: Random) => ColumnType }[] = [
  { weight: 4, make: () => make('int', 'int', WHOLE, ['2147483647', '-2147483648']) },
  { weight: 1, make: () => make('int', 'tinyint', UNSIGNED, ['255']) },
  { weight: 1, make: () => make('int', 'smallint', WHOLE, ['32767', '-32768']) },
  { weight: 2, make: () => make('int', 'bigint', WHOLE, ['9223372036854775807', '-9223372036854775808']) },
  { weight: 2, make: () => make('bit', 'bit', ['0', '1']) },
  { weight: 2, make: (random) => decimalType(random) },
  { weight: 1, make: () => make('money', 'money', FRACTIONS, ['922337203685477.5807', '-922337203685477.5808']) },
  { weight: 1, make: () => make('money', 'smallmoney', FRACTIONS, ['214748.3647', '-214748.3648']) },
  { weight: 2, make: () => make('float', 'float', FLOATS, ['1.5E300', '-1E-300']) },
  { weight: 1, make: () => make('float', 'real', FLOATS, ['3.0E38']) },
  { weight: 5, make: (random) => textType(random, 'text', random.chance(0.3) ? [...WORDS, ...MARKS] : WORDS) },
  { weight: 1, make: (random) => make('text', 'varchar(max)', WORDS.concat(random.pick([MARKS, []]))) },
  { weight: 1, make: (random) => textType(random, 'digits', DIGITS) },
  { weight: 1, make: () => make('isodate', 'varchar(10)', DAYS) },
  { weight: 2, make: () => make('date', 'date', [...DAYS, ...FIRST_DAYS], ["'0001-01-01'", "'9999-12-31'"]) },
  { weight: 1, make: (random) => timeType(random) },
  { weight: 2, make: () => make('datetime', 'datetime', [...moments(DAYS, ['', '.003', '.997', '.5']), "'1900-01-01'"], ["'9999-12-31T23:59:59.997'", "'1753-01-01'"]) }, // prettier-ignore
  { weight: 1, make: () => make('datetime', 'smalldatetime', moments(DAYS, ['']), ["'2079-06-06T23:59:00'", "'1900-01-01'"]) }, // prettier-ignore
  { weight: 2, make: (random) => datetime2Type(random) },
  { weight: 1, make: (random) => make('offset', `datetimeoffset(${random.pick([0, 3, 7])})`, moments(DAYS, ['']).map((value) => `${value.slice(0, -1)}${random.pick(['+00:00', '-05:00', '+05:30'])}'`)) }, // prettier-ignore
  { weight: 1, make: () => make('guid', 'uniqueidentifier', GUIDS) },
  { weight: 1, make: (random) => make('binary', `${random.pick(['varbinary', 'binary'])}(4)`, BYTES) },
  { weight: 1, make: () => make('json', 'nvarchar(400)', JSON_TEXTS) },
];

function decimalType(random: Random): ColumnType {
  const [precision, scale] = random.pick([[5, 2], [9, 4], [18, 0], [18, 6], [38, 10], [28, 2], [10, 1]] as const); // prettier-ignore
  const nines = `${'9'.repeat(precision - scale)}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`;
  return make('decimal', `${random.pick(['decimal', 'numeric'])}(${precision}, ${scale})`, FRACTIONS, [nines, `-${nines}`]); // prettier-ignore
}

function timeType(random: Random): ColumnType {
  const scale = random.pick([0, 3, 7]);
  const values = HOURS.map((value) => `${value.slice(0, -1)}${scale === 0 ? '' : random.pick(['', '.5', '.123', '.999'])}'`); // prettier-ignore
  return make('time', `time(${scale})`, values, scale === 7 ? ["'23:59:59.9999999'"] : []);
}

function datetime2Type(random: Random): ColumnType {
  const scale = random.pick([0, 1, 3, 6, 7]);
  const fractions = scale === 0 ? [''] : scale < 6 ? ['', '.5', '.9'] : ['', '.123456', '.999999', '.5'];
  const extremes = ["'0001-01-01T00:00:00'", "'9999-12-31T23:59:59'"];
  return make('datetime2', `datetime2(${scale})`, moments(DAYS, fractions), extremes);
}

export const columnType = (random: Random): ColumnType => random.weighted(TYPES).make(random);
