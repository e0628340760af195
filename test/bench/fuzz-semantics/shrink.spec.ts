import { shrink } from '../../../bench/fuzz-semantics/shrink.js';
import { scriptOf, type FuzzTable } from '../../../bench/fuzz-semantics/tables.js';
import { fixed, list, optional, smaller, textOf, type Tree } from '../../../bench/fuzz-semantics/tree.js';

const value = (...pieces: Tree['pieces']): Tree => ({ kind: 'value', pieces, simplest: ['1'] });
const predicate = (...pieces: Tree['pieces']): Tree => ({ kind: 'predicate', pieces, simplest: ['1 = 1'] });

const TABLE: FuzzTable = {
  name: 't1',
  columns: [
    { name: 'id', family: 'int', sql: 'int', nullable: false },
    { name: 'c1', family: 'int', sql: 'int', nullable: true },
    { name: 'c2', family: 'text', sql: 'varchar(5)', nullable: true },
  ],
  rows: [['1', '5', "'a'"], ['2', 'NULL', "'b'"], ['3', '7', "'c'"], ['4', '8', "'d'"]],
}; // prettier-ignore
const OTHER: FuzzTable = { ...TABLE, name: 't2' };

const QUERY = fixed(
  'SELECT ',
  list([fixed('a.id'), value('LEN(', value('REVERSE(', value('a.c1'), ')'), ') + ', value('ABS(2)'))]),
  ' FROM dbo.t1 AS a',
  optional(' WHERE ', predicate(predicate('a.id > 0'), ' AND ', predicate('a.c2 = a.c2'))),
);

describe('making a case smaller', () => {
  it('leaves of the query, the rows and the columns only what still shows it', async () => {
    const small = await shrink(
      { tables: [TABLE, OTHER], views: [], tree: QUERY },
      async ({ tables, tree }) =>
        textOf(tree).includes('REVERSE') && tables.some(({ rows }) => rows.some(([id]) => id === '3')),
      1000,
    );
    expect(textOf(small.tree)).toBe('SELECT REVERSE(1) FROM dbo.t1 AS a');
    expect(scriptOf(small.tables)).toContain('dbo.t1');
    expect(small.tables.flatMap(({ rows }) => rows.map(([id]) => id))).toEqual(['3']);
  });

  it('keeps a case that nothing smaller shows', async () => {
    const sample = { tables: [TABLE], views: [], tree: QUERY };
    expect(await shrink(sample, async () => false, 1000)).toEqual(sample);
  });

  it('stops after so many tries', async () => {
    let tries = 0;
    await shrink({ tables: [TABLE], views: [], tree: QUERY }, async () => (tries++, false), 5);
    expect(tries).toBeLessThanOrEqual(5);
  });

  it('tries only texts that are shorter', () => {
    const whole = textOf(QUERY).length;
    const steps = [...smaller(QUERY)].map((tree) => textOf(tree));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.filter((text) => text.length >= whole)).toEqual([]);
  });
});
