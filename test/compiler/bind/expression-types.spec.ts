import { typeText } from '../../../src/syntax/tsql/data-type.js';
import { bound } from '../../factories/bound-expression.js';

const columns = {
  bi: 'bigint', i: 'int', si: 'smallint', ti: 'tinyint', b: 'bit', d102: 'decimal(10,2)', d53: 'decimal(5,3)', d3810: 'decimal(38,10)', m: 'money', f: 'float', r: 'real',
  vc: 'varchar(20)', c5: 'char(5)', nv: 'nvarchar(30)', vmax: 'varchar(max)', dt: 'datetime', sdt: 'smalldatetime', dt2: 'datetime2(3)', d: 'date', t: 'time(0)', dto: 'datetimeoffset',
  g: 'uniqueidentifier', vb: 'varbinary(8)',
}; // prettier-ignore

const typeOf = (text: string): string => typeText(bound(text, { columns }).scalar.type);

/** Expected types from Microsoft Learn: the page is named with each group. */
const GROUPS: Readonly<Record<string, readonly (readonly [expression: string, type: string])[]>> = {
  'constants ("Constants")': [
    ['1', 'int'], ['2147483648', 'decimal(10,0)'], ['1.50', 'decimal(3,2)'], ['0.05', 'decimal(2,2)'], ['1.', 'decimal(1,0)'], ['1e3', 'float'], ['$1.5', 'money'],
    ["'abc'", 'varchar(3)'], ["N'abc'", 'nvarchar(3)'], ["''", 'varchar(1)'], ['0x1F2', 'varbinary(2)'], ['NULL', 'int'],
  ],
  'decimal results ("Precision, scale, and length")': [
    ['d102 + d53', 'decimal(12,3)'], ['d102 * d53', 'decimal(16,5)'], ['d102 / d53', 'decimal(19,8)'], ['d102 % d53', 'decimal(5,3)'], ['d102 + i', 'decimal(13,2)'],
    ['d102 * 2', 'decimal(12,2)'], ['d102 / 3', 'decimal(14,6)'], ['d3810 * d3810', 'decimal(38,6)'], ['d3810 / d3810', 'decimal(38,6)'], ['d3810 + d102', 'decimal(38,10)'],
    ['i / 2.0', 'decimal(17,6)'], ['CASE WHEN i = 1 THEN d102 ELSE d53 END', 'decimal(11,3)'],
  ],
  'precedence ("Data type precedence")': [
    ['i + bi', 'bigint'], ['ti + ti', 'tinyint'], ['si * i', 'int'], ['i / i', 'int'], ['m * i', 'money'], ['m / m', 'money'], ['m + d102', 'decimal(20,4)'], ['f + d102', 'float'], ['r + i', 'real'],
    ['b + 1', 'int'], ['-ti', 'smallint'], ["i + '1'", 'int'], ["d102 + '1'", 'decimal(11,2)'], ['COALESCE(i, d102)', 'decimal(12,2)'], ['COALESCE(NULL, vc, nv)', 'nvarchar(30)'],
    ['IIF(b = 1, dt, d)', 'datetime'], ['CASE i WHEN 1 THEN 1 ELSE 2.5 END', 'decimal(11,1)'], ['CHOOSE(i, ti, bi)', 'bigint'],
  ],
  'joined texts ("+ (String concatenation)", "CONCAT")': [
    ['vc + c5', 'varchar(25)'], ['vc + nv', 'nvarchar(50)'], ['vc + vmax', 'varchar(max)'], ["vc + ', '", 'varchar(22)'], ['CONCAT(vc, i)', 'varchar(32)'], ['vc + NULL', 'varchar(40)'],
  ],
  'ISNULL has the type of its first argument ("ISNULL")': [['ISNULL(c5, vc)', 'char(5)'], ['ISNULL(i, 1.5)', 'int'], ['ISNULL(NULL, vc)', 'varchar(20)'], ['ISNULL(b, 0)', 'bit']],
  'text functions, each on its page': [
    ['LEN(vc)', 'int'], ['LEN(vmax)', 'bigint'], ['LEFT(nv, 3)', 'nvarchar(3)'], ['SUBSTRING(c5, 2, 2)', 'varchar(2)'], ['UPPER(c5)', 'varchar(5)'], ['REPLACE(vc, nv, 1)', 'nvarchar(4000)'],
    ['CHARINDEX(vc, nv)', 'int'], ['STUFF(vc, 1, 1, vmax)', 'varchar(max)'], ['REPLICATE(vc, 2)', 'varchar(8000)'], ["FORMAT(d102, 'N2')", 'nvarchar(4000)'], ['STR(f, 8, 2)', 'varchar(8)'],
  ],
  'date functions, each on its page': [
    ['DATEADD(day, 1, d)', 'date'], ['DATEADD(day, 1, dt2)', 'datetime2(3)'], ["DATEADD(day, 1, '2020-01-01')", 'datetime'], ['DATEDIFF(day, d, dt)', 'int'], ['DATEDIFF_BIG(ms, d, dt)', 'bigint'],
    ['YEAR(d)', 'int'], ['DATENAME(month, d)', 'nvarchar(30)'], ['EOMONTH(dt)', 'date'], ['dt + 1', 'datetime'], ['dt - dt', 'datetime'], ['GETDATE()', 'datetime'], ['SYSDATETIME()', 'datetime2(7)'],
    ['DATETIME2FROMPARTS(2020, 1, 2, 3, 4, 5, 6, 3)', 'datetime2(3)'], ['DATETRUNC(month, d)', 'date'], ["dt2 AT TIME ZONE 'UTC'", 'datetimeoffset(3)'],
  ],
  'mathematical functions, each on its page': [
    ['ABS(si)', 'int'], ['ROUND(d102, 1)', 'decimal(10,2)'], ['ROUND(si, 1)', 'int'], ['FLOOR(d102)', 'decimal(10,0)'], ['POWER(d102, 2)', 'decimal(38,2)'], ['SQRT(i)', 'float'], ['SIGN(m)', 'money'], ['PI()', 'float'],
  ],
  'aggregates, each on its page': [
    ['COUNT(*)', 'int'], ['COUNT_BIG(*)', 'bigint'], ['SUM(ti)', 'int'], ['SUM(bi)', 'bigint'], ['SUM(d102)', 'decimal(38,2)'], ['SUM(r)', 'float'], ['SUM(m)', 'money'], ['AVG(i)', 'int'],
    ['AVG(d102)', 'decimal(38,6)'], ['AVG(d3810)', 'decimal(38,10)'], ['MIN(c5)', 'char(5)'], ['STDEV(i)', 'float'], ["STRING_AGG(nv, ',')", 'nvarchar(4000)'], ["STRING_AGG(vmax, ',')", 'varchar(max)'],
    ['SUM(i) OVER ()', 'int'], ['ROW_NUMBER() OVER (ORDER BY i)', 'bigint'], ['LAG(vc) OVER (ORDER BY i)', 'varchar(20)'], ['CUME_DIST() OVER (ORDER BY i)', 'float'],
    ['PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY i) OVER ()', 'float'], ['PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY d102) OVER ()', 'decimal(10,2)'],
  ],
  'conversions ("CAST and CONVERT")': [
    ['CAST(i AS varchar)', 'varchar(30)'], ['CAST(i AS decimal)', 'decimal(18,0)'], ['CONVERT(nvarchar(10), dt, 101)', 'nvarchar(10)'], ['TRY_CAST(vc AS int)', 'int'], ['CAST(dt AS float)', 'float'],
  ],
}; // prettier-ignore

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(`result type of ${group}`, () => {
    it.each(cases)('%s is %s', (expression, type) => {
      expect(typeOf(expression)).toBe(type);
    });
  });
}

describe('nullability', () => {
  const nullable = (text: string): boolean =>
    bound(text, { columns: { a: 'int', n: 'int not null', v: 'varchar(5) not null' } }).scalar.type.nullable;

  it.each([
    ['a + n', true], ['n + n', false], ['ISNULL(a, n)', false], ['ISNULL(a, a)', true], ['COALESCE(a, n)', false], ['NULLIF(n, 1)', true], ['CASE WHEN n = 1 THEN n END', true],
    ['CASE WHEN n = 1 THEN n ELSE 0 END', false], ['CONCAT(a, v)', false], ['COUNT(a)', false], ['SUM(n)', true], ['TRY_CAST(v AS int)', true], ['LEN(v)', false], ['n = n', false], ['a = n', true],
  ])('%s nullable: %s', (expression, expected) => {
    expect(nullable(expression)).toBe(expected);
  }); // prettier-ignore
});
