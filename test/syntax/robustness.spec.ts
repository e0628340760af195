import fc from 'fast-check';
import { parseScript, printNode, tokenCoverage, walk } from '../../src/syntax/tsql/index.js';

const parse = (text: string) => parseScript({ path: 'test.sql', text });

/** Everything a caller may do with a script: none of it may throw. */
function useAll(text: string): void {
  const script = parse(text);
  for (const batch of script.batches) for (const statement of batch.statements) printNode(statement);
  for (const batch of script.batches) walk(batch, () => true);
  const { total, covered } = tokenCoverage(script);
  expect(covered).toBeLessThanOrEqual(total);
}

const WORDS = (
  'SELECT INSERT UPDATE DELETE MERGE CREATE ALTER DROP TABLE VIEW PROCEDURE FUNCTION TRIGGER INDEX TYPE AS BEGIN END IF ELSE ' +
  'WHILE TRY CATCH DECLARE SET EXEC GO WITH FROM WHERE GROUP BY HAVING ORDER UNION ALL EXCEPT JOIN LEFT OUTER APPLY CROSS ON AND OR NOT ' +
  'NULL IS IN LIKE BETWEEN CASE WHEN THEN CAST CONVERT OVER PARTITION VALUES OUTPUT INTO TOP PIVOT FOR XML PATH OPTION GRANT TO DENY ' +
  'CONSTRAINT PRIMARY KEY FOREIGN REFERENCES CHECK DEFAULT UNIQUE IDENTITY CURSOR FETCH OPEN RETURN RETURNS ADD COLUMN USING MATCHED ' +
  "( ) ( ) , ; . = < > + - * / % :: : { } ' \" [ ] -- /* */ @a @@x #t [b] \"c\" 'd' N'e' 1 2.5 1e3 0x1F $1 a b c \n"
).split(' ');

const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' '));

const TEXT = `CREATE TABLE dbo.t (id int IDENTITY(1,1) PRIMARY KEY, name nvarchar(20) NULL DEFAULT N'x', b AS (id * 2));
GO
CREATE VIEW dbo.v AS WITH c AS (SELECT id, CASE WHEN name LIKE 'a%' THEN 1 ELSE 0 END AS flag FROM dbo.t)
SELECT c.id, SUM(flag) OVER (PARTITION BY c.id ORDER BY c.id ROWS UNBOUNDED PRECEDING) s FROM c LEFT JOIN dbo.u AS u ON u.id = c.id
GO
CREATE PROCEDURE p @a int = 1 AS BEGIN TRY IF @a > 1 BEGIN INSERT INTO t (name) VALUES ('a'), ('b') END ELSE UPDATE t SET name = NULL
END TRY BEGIN CATCH RAISERROR ('x', 16, 1) END CATCH
MERGE t USING s ON t.id = s.id WHEN MATCHED THEN DELETE; DECLARE c CURSOR FOR SELECT 1 EXEC sp_help 'a'
GO 2
GRANT SELECT ON t TO u`;

describe('no text makes the parser throw or hang', () => {
  it('random words and marks', () => {
    fc.assert(fc.property(soup, useAll), { numRuns: 1500 });
  });

  it('random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), useAll), { numRuns: 1000 });
  });

  it('a script cut off anywhere', () => {
    for (let length = 0; length <= TEXT.length; length += 1) useAll(TEXT.slice(0, length));
  });

  it('a script with parts removed, doubled and swapped', () => {
    const place = fc.nat({ max: TEXT.length });
    const mutation = fc.tuple(place, place, place, fc.constantFrom(...WORDS));
    const mutate = (text: string, [from, to, at, word]: [number, number, number, string]): string =>
      `${text.slice(0, at)} ${word} ${text.slice(Math.min(from, to), Math.max(from, to))}${text.slice(at)}`;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) =>
        useAll(mutations.reduce(mutate, TEXT)),
      ),
      { numRuns: 300 },
    );
  });
});

describe('no depth of nesting overflows the stack', () => {
  const repeat = (text: string, count: number): string => text.repeat(count);
  const DEEP = 20_000;

  it.each([
    ['parentheses', `SELECT ${repeat('(', DEEP)}1${repeat(')', DEEP)}`],
    ['unclosed parentheses', `SELECT ${repeat('(', DEEP)}`],
    ['subqueries', `SELECT ${repeat('(SELECT ', DEEP)}1${repeat(')', DEEP)}`],
    ['derived tables', `${repeat('SELECT * FROM (', DEEP)}SELECT 1 a${repeat(') t', DEEP)}`],
    ['CASE', `SELECT ${repeat('CASE WHEN 1 = 1 THEN ', DEEP)}1${repeat(' END', DEEP)}`],
    ['calls', `SELECT ${repeat('f(', DEEP)}1${repeat(')', DEEP)}`],
    ['NOT', `SELECT 1 WHERE ${repeat('NOT ', DEEP)}1 = 1`],
    ['minus signs', `SELECT ${repeat('- ', DEEP)}1`],
    ['blocks', `${repeat('BEGIN ', DEEP)}SELECT 1${repeat(' END', DEEP)}`],
    ['IF', `${repeat('IF 1 = 1 ', DEEP)}SELECT 1`],
    ['ELSE IF', `IF 1 = 1 SELECT 1 ${repeat('ELSE IF 1 = 1 SELECT 1 ', DEEP)}`],
    ['block comments', `SELECT 1 ${repeat('/*', DEEP)}${repeat('*/', DEEP)}`],
    ['lists of server statements', `CREATE LOGIN a WITH ${repeat('(', DEEP)}${repeat(')', DEEP)}`],
    ['options', `CREATE TABLE t (a int) WITH ${repeat('(a ', DEEP)}${repeat(')', DEEP)}`],
    ['joins in parentheses', `SELECT * FROM ${repeat('(', DEEP)}t${repeat(')', DEEP)}`],
  ])('%s', (_name, text) => {
    useAll(text);
  });

  it('and says so with a code', () => {
    const { diagnostics } = parse(`SELECT ${repeat('(', DEEP)}1${repeat(')', DEEP)}`);
    expect(diagnostics.map(({ code }) => code)).toContain('SYNTAX-TOO-DEEP');
  });

  it.each([
    ['+', `SELECT ${Array(10_000).fill('a').join(' + ')} FROM t`],
    ['AND', `SELECT 1 WHERE ${Array(10_000).fill('a = 1').join(' AND ')}`],
    ['OR', `SELECT 1 WHERE ${Array(10_000).fill('a = 1').join(' OR ')}`],
    ['UNION ALL', Array(10_000).fill('SELECT 1').join(' UNION ALL ')],
    ['joins', `SELECT 1 FROM t ${repeat('CROSS JOIN u ', 10_000)}`],
    ['COLLATE', `SELECT a ${repeat('COLLATE Latin1_General_BIN ', 10_000)}FROM t`],
  ])('chains of 10,000 %s are parsed whole', (_name, text) => {
    const script = parse(text);
    expect(script.diagnostics).toEqual([]);
    const { total, covered } = tokenCoverage(script);
    expect(covered).toBe(total);
  });
});
