import { bound } from '../../factories/bound-expression.js';
import { described } from './describe-scalar.js';

const columns = {
  i: 'int', b: 'bit', d: 'date', dt: 'datetime', dt2: 'datetime2(7)', sdt: 'smalldatetime', vc: 'varchar(20)', c5: 'char(5)', cs: 'varchar(20) collate Latin1_General_CS_AS', bin: 'varchar(20) collate Latin1_General_BIN2',
  dec: 'decimal(10,2)', g: 'uniqueidentifier', x: 'xml', f: 'float', h: 'hierarchyid', n: 'nvarchar(10)', tm: 'time(7)',
}; // prettier-ignore

const meaning = (text: string): string => described(bound(text, { columns }).scalar);

describe('constants take the type of what they meet', () => {
  it.each([
    ["dt > '19970101'", "dt > datetime '1997-01-01 00:00:00.000'"],
    ["d BETWEEN '1/31/1998' AND '1998-02-28'", "and(d >= date '1998-01-31', d <= date '1998-02-28')"],
    ["dt = '2020-01-02T03:04:05.678'", "dt = datetime '2020-01-02 03:04:05.677'"],
    ["sdt = '20200102 03:04:45'", "sdt = smalldatetime '2020-01-02 03:05:00'"],
    ["dt2 = 'March 5, 2001 4:05 PM'", "dt2 = datetime2 '2001-03-05 16:05:00.0000000'"],
    ["tm > '13:30'", "tm > time '13:30:00.0000000'"],
    ["i = '42'", 'i = 42'],
    ["dec >= ' 1.5 '", 'dec >= 1.5'],
    ['b = 1', "b = bit '1'"],
    ["b = 'false'", "b = bit '0'"],
    ['b IN (0, 1)', "in_list(b, bit '0', bit '1')"],
    ["g = '6f9619ff-8b86-d011-b42d-00c04fc964ff'", "g = uniqueidentifier '6F9619FF-8B86-D011-B42D-00C04FC964FF'"],
    [
      'DATEADD(month, DATEDIFF(month, 0, dt), 0)',
      "dateadd:month(datediff:month(datetime '1900-01-01 00:00:00.000', dt), datetime '1900-01-01 00:00:00.000')",
    ],
    ['-5', '-5'],
    ["CAST('2020-02-29' AS date)", "date '2020-02-29'"],
    ["CONVERT(date, '31/12/2019', 103)", "date '2019-12-31'"],
    ["CAST('12:00' AS datetime)", "datetime '1900-01-01 12:00:00.000'"],
  ])('%s', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });

  it('reads numeric dates by the language of the source', () => {
    expect(described(bound("d = '02/01/2020'", { columns, settings: { language: 'British' } }).scalar)).toBe(
      "d = date '2020-01-02'",
    );
    expect(described(bound("dt = '2020-02-01'", { columns, settings: { language: 'British' } }).scalar)).toBe(
      "dt = datetime '2020-01-02 00:00:00.000'",
    );
  });

  it('leaves a constant SQL Server would refuse to fail where it failed before, and says so', () => {
    const { scalar, findings } = bound("dt = '2020-13-45'", { columns });
    expect(described(scalar)).toBe("dt = <varchar '2020-13-45' as datetime>");
    expect(findings).toContain('TSQL-CONSTANT-NOT-CONVERTIBLE varchar(10) to datetime');
  });
});

describe('implicit conversions are in sight where they change a value, and only there', () => {
  it.each([
    ['i = vc', 'i = <vc as int>'],
    ['d = dt', '<d as datetime> = dt'],
    ['i + dec', 'add(i, dec)'],
    ['i = dec', 'i = dec'],
    ['vc = n', 'vc =[ci] n'],
    ['ISNULL(c5, vc)', 'isnull(c5, <vc as char(5)>)'],
    ['ISNULL(i, dec)', 'isnull(i, <dec as int>)'],
    ['COALESCE(b, 0)', 'coalesce(<b as int>, 0)'],
    ['CONCAT(vc, i)', 'concat(vc, <i as varchar(12)>)'],
    ['LEN(i)', 'len(<i as varchar(12)>)'],
    ["i LIKE '1%'", "like(<i as varchar(12)>, varchar '1%')"],
    ["i + '1'", 'add(i, 1)'],
    ["vc + 'a' + c5", "concat(vc, varchar 'a', c5)"],
    ['vc + NULL', 'concat(vc, null)'],
    ['dt + 1', 'dateadd:day(1, dt)'],
    ['dt - 0.5', 'dateadd:millisecond(-43200000, dt)'],
    ['dt - i', 'dateadd:day(negate(i), dt)'],
    ['dt - dt', 'datetime_subtract(dt, dt)'],
    ['YEAR(vc)', 'datepart:year(<vc as datetime2(7)>)'],
    ['DATEDIFF(wk, d, dt)', 'datediff:week(d, dt)'],
  ])('%s', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });
});

describe('collation of a comparison', () => {
  it.each([
    ["vc = 'a'", "vc =[ci] varchar 'a'"],
    ["cs = 'a'", "cs =[cs] varchar 'a'"],
    ["bin <> 'a'", "bin <>[bin] varchar 'a'"],
    ['vc = cs COLLATE Latin1_General_CI_AI', 'vc =[ci] cs'],
    ["vc + 'x' = cs COLLATE Latin1_General_CS_AS", "concat(vc, varchar 'x') =[cs] cs"],
  ])('%s', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });

  it('two columns of different collations conflict', () => {
    expect(bound('vc = cs', { columns }).findings).toEqual(['TSQL-COLLATION-CONFLICT']);
  });

  it('in binary mode no collation is kept and every site is reported', () => {
    const { scalar, findings } = bound("vc = 'a'", { columns, settings: { collationMode: 'binary' } });
    expect(described(scalar)).toBe("vc = varchar 'a'");
    expect(findings).toEqual(['TSQL-COLLATION-BINARY-MODE SQL_Latin1_General_CP1_CI_AS']);
  });
});

describe('forms that are written another way', () => {
  it.each([
    ["CASE i WHEN 1 THEN 'a' END", "case(i = 1, varchar 'a')"],
    ["IIF(i > 1, 'a', 'b')", "case(i > 1, varchar 'a', varchar 'b')"],
    ["CHOOSE(i, 'a', 'b')", "case(i = 1, varchar 'a', i = 2, varchar 'b')"],
    ['NULLIF(i, 0)', 'nullif(i, 0)'],
    ["NULLIF(vc, '')", "case(vc =[ci] varchar '', null, vc)"],
    ['i NOT BETWEEN 1 AND 2', 'not(and(i >= 1, i <= 2))'],
    ['NOT i IN (1, 2)', 'not_in_list(i, 1, 2)'],
    ['i !> 3', 'i <= 3'],
    ['CURRENT_TIMESTAMP', 'getdate()'],
    ["TRIM('.' FROM vc)", "trim(vc, varchar '.')"],
    ['@@DATEFIRST', "tinyint '7'"],
  ])('%s', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });

  it('a chain of thousands of conditions is one flat node', () => {
    const { scalar } = bound(Array.from({ length: 5000 }, (_, index) => `i = ${index}`).join(' OR '), { columns });
    expect(scalar.op === 'logic' && scalar.operands.length).toBe(5000);
  });

  it('a chain of thousands of joined texts is one flat node', () => {
    const { scalar } = bound(Array.from({ length: 3000 }, () => 'vc').join(' + '), { columns });
    expect(scalar.op === 'arithmetic' && scalar.operands.length).toBe(3000);
  });
});

describe('windows', () => {
  const windowOf = (text: string) => {
    const { scalar } = bound(text, { columns });
    if (scalar.op !== 'window') throw new Error(`no window: ${text}`);
    return scalar;
  };

  it('the default frame is made explicit where there is an order and the function has a frame', () => {
    const range = {
      unit: 'range',
      start: { type: 'unbounded_preceding', offset: null },
      end: { type: 'current_row', offset: null },
    };
    expect(windowOf('SUM(i) OVER (ORDER BY d)').frame).toEqual(range);
    expect(windowOf('LAST_VALUE(i) OVER (ORDER BY d)').frame).toEqual(range);
    expect(windowOf('SUM(i) OVER (PARTITION BY d)').frame).toBeNull();
    expect(windowOf('ROW_NUMBER() OVER (ORDER BY d)').frame).toBeNull();
    expect(windowOf('SUM(i) OVER (ORDER BY d ROWS 2 PRECEDING)').frame).toEqual({
      unit: 'rows',
      start: { type: 'preceding', offset: 2 },
      end: { type: 'current_row', offset: null },
    });
  });

  it('ORDER BY (SELECT NULL) asks for no order, which is said', () => {
    const { scalar, findings } = bound('ROW_NUMBER() OVER (ORDER BY (SELECT NULL))', { columns });
    expect(scalar.op === 'window' && scalar.orderBy).toEqual([]);
    expect(findings).toEqual(['TSQL-WINDOW-UNORDERED ROW_NUMBER']);
  });

  it('a text partitions and orders under its collation', () => {
    const { partitionBy, orderBy } = windowOf('RANK() OVER (PARTITION BY vc ORDER BY cs DESC)');
    expect([
      partitionBy[0]?.collation?.caseSensitive,
      orderBy[0]?.collation?.caseSensitive,
      orderBy[0]?.descending,
    ]).toEqual([false, true, true]);
  });
});

describe('what has no faithful meaning is reported once, by code, and never passed through', () => {
  it.each([
    ['NOT_A_FUNCTION(i)', 'TSQL-UNSUPPORTED-FUNCTION NOT_A_FUNCTION'],
    ['SUSER_SNAME()', 'TSQL-SESSION-FUNCTION SUSER_SNAME'],
    ['@@ROWCOUNT + 1', 'TSQL-SESSION-VARIABLE @@ROWCOUNT'],
    ['@x', 'TSQL-UNKNOWN-VARIABLE @x'],
    ['LEN(vc, 1)', 'TSQL-ARGUMENT-COUNT LEN takes 1'],
    ['DATEADD(fortnight, 1, d)', 'TSQL-UNKNOWN-DATEPART fortnight'],
    ["x.query('/a')", 'TSQL-UNSUPPORTED-METHOD .query'],
    ['x = x', 'TSQL-UNSUPPORTED-TYPE-OPERATION comparison of xml'],
    ['CAST(vc AS xml)', 'TSQL-UNSUPPORTED-TYPE xml'],
    ['CAST(h AS varchar(10))', 'TSQL-UNSUPPORTED-TYPE-OPERATION hierarchyid to varchar'],
    ['CAST(d AS int)', 'TSQL-NO-CONVERSION date to int'],
    ['d + 1', 'TSQL-TYPE-CLASH date add int'],
    ['vc - vc', 'TSQL-TYPE-CLASH varchar(20) subtract varchar(20)'],
    ['SUM(b)', 'TSQL-TYPE-CLASH sum of bit'],
    ['CONVERT(varchar(10), d, i)', 'TSQL-STYLE-NOT-CONSTANT'],
    ['vc COLLATE Klingon', 'TSQL-UNKNOWN-COLLATION Klingon'],
    ['SUM(SUM(i))', 'TSQL-AGGREGATE-NOT-ALLOWED SUM'],
    ['ROW_NUMBER()', 'TSQL-OVER-MISSING ROW_NUMBER'],
    ['dt + f', 'TSQL-DATETIME-FRACTION float'],
    ['dt + 0.5 + missing', 'BIND-UNKNOWN-COLUMN missing'],
    ["CONTAINS(vc, 'a')", 'TSQL-FULL-TEXT CONTAINS'],
  ])('%s', (text, finding) => {
    expect(bound(text, { columns }).findings).toEqual([finding]);
  });
});
