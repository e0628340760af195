import fc from 'fast-check';
import { parseScript, printNode, tokenCoverage } from '../../src/syntax/tsql/index.js';

const NAMES = ['a', '[b c]', '"d"', 't.a', 'dbo.t.a', '@v', '@@ROWCOUNT', 'CURRENT_TIMESTAMP'];
const CONSTANTS = ['1', '2.50', '1e3', "'x'", "N'it''s'", '0xFF', '$1.5', 'NULL'];
const VALUE_OPERATORS = ['+', '-', '*', '/', '%', '&', '|', '^'];
const COMPARISONS = ['=', '<>', '!=', '<', '<=', '>', '>=', '!<', '!>'];

/** Random values, conditions, tables and queries, each a text of the grammar. */
const grammar = fc.letrec<{ value: string; condition: string; table: string; query: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...NAMES, ...CONSTANTS),
    fc.tuple(tie('value'), fc.constantFrom(...VALUE_OPERATORS), tie('value')).map((parts) => parts.join(' ')),
    tie('value').map((inner) => `(${inner})`),
    tie('value').map((inner) => `- ${inner}`),
    tie('value').map((inner) => `CAST(${inner} AS decimal(10, 2))`),
    fc.tuple(tie('value'), tie('value')).map(([left, right]) => `ISNULL(${left}, ${right})`),
    fc.tuple(tie('condition'), tie('value')).map(([when, then]) => `CASE WHEN ${when} THEN ${then} ELSE 0 END`),
    tie('value').map((inner) => `SUM(${inner}) OVER (PARTITION BY a ORDER BY ${inner} DESC)`),
    tie('query').map((inner) => `(${inner})`),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(tie('value'), fc.constantFrom(...COMPARISONS), tie('value')).map((parts) => parts.join(' ')),
    fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map((parts) => parts.join(' ')),
    tie('condition').map((inner) => `NOT ${inner}`),
    tie('condition').map((inner) => `(${inner})`),
    tie('value').map((inner) => `${inner} IS NOT NULL`),
    fc.tuple(tie('value'), tie('value')).map(([operand, bound]) => `${operand} BETWEEN ${bound} AND ${bound}`),
    fc.tuple(tie('value'), tie('value')).map(([operand, entry]) => `${operand} NOT IN (${entry}, 1)`),
    fc.tuple(tie('value'), tie('value')).map(([operand, pattern]) => `${operand} LIKE ${pattern} ESCAPE '!'`),
    fc.tuple(tie('value'), tie('query')).map(([operand, query]) => `${operand} IN (${query})`),
    tie('query').map((inner) => `EXISTS (${inner})`),
  ),
  table: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('t', 'dbo.[t u] AS x', 's y WITH (NOLOCK)', '@t AS z'),
    fc.tuple(tie('table'), tie('table'), tie('condition')).map(([l, r, on]) => `${l} LEFT JOIN (${r}) ON ${on}`),
    fc.tuple(tie('table'), tie('query')).map(([left, query]) => `${left} CROSS APPLY (${query}) AS q (a)`),
    tie('query').map((inner) => `(${inner}) AS d`),
  ),
  query: fc.oneof(
    { maxDepth: 3 },
    tie('value').map((value) => `SELECT ${value} AS a`),
    fc.tuple(tie('value'), tie('table')).map(([value, table]) => `SELECT TOP (1) x = ${value} FROM ${table}`),
    fc
      .tuple(tie('table'), tie('condition'), tie('value'))
      .map(([table, where, key]) => `SELECT ${key} k FROM ${table} WHERE ${where} GROUP BY ${key} HAVING ${where}`),
    fc.tuple(tie('query'), fc.constantFrom('UNION ALL', 'EXCEPT', 'INTERSECT'), tie('query')).map((q) => q.join(' ')),
  ),
}));

describe('every query of the grammar', () => {
  it('is taken in whole, and its text is a fixed point of parsing and printing', () => {
    fc.assert(
      fc.property(grammar.query, (text) => {
        const script = parseScript({ path: 'random.sql', text });
        expect(script.diagnostics).toEqual([]);
        const coverage = tokenCoverage(script);
        expect(coverage.covered).toBe(coverage.total);
        expect(script.batches.flatMap(({ statements }) => statements).map((node) => printNode(node))).toEqual([text]);
      }),
      { numRuns: 500 },
    );
  });
});
