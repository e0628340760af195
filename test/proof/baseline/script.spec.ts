/** The script that a person runs on a real server: it must read only, parse, and give what is in the rows. */
import { baselineScript, readRecording, viewsToRecord } from '../../../src/proof/baseline/index.js';
import { Session } from '../../../src/engine/session/session.js';
import { parseScript } from '../../../src/syntax/tsql/index.js';
import { walk } from '../../../src/syntax/tsql/walk.js';
import { catalogOf, playServer, SHOP, SURROUNDINGS } from './shop.js';

async function partsOf(script: string) {
  return viewsToRecord(await catalogOf(script), SURROUNDINGS);
}

describe('the script of a baseline', () => {
  it('holds nothing but SELECTs, options of its own session and one transaction', async () => {
    const script = baselineScript({ source: 'shop', ...(await partsOf(SHOP)), rowsMax: 100 });
    const { batches, diagnostics } = parseScript({ path: 'baseline.sql', text: script });
    expect(diagnostics).toEqual([]);
    const statements = batches.flatMap((batch) => batch.statements);
    const kinds = new Set(statements.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['select_statement', 'set', 'transaction']);
    const written: string[] = [];
    for (const statement of statements)
      walk(statement, (node) => {
        if (/^(insert|update|delete|merge|truncate|create|alter|drop|execute|exec|unsupported|dml_table)/.test(node.kind)) written.push(node.kind); // prettier-ignore
        if (node.kind === 'select' && 'into' in node && node.into !== null) written.push('into');
      });
    expect(written).toEqual([]);
    const transactions = statements.filter(({ kind }) => kind === 'transaction');
    expect(transactions.map(({ span }) => script.slice(span.start, span.end).replace(';', ''))).toEqual(['BEGIN TRANSACTION', 'COMMIT TRANSACTION']); // prettier-ignore
    expect(script).toContain('SET TRANSACTION ISOLATION LEVEL SNAPSHOT;');
  });

  it('is the same whenever it is made', async () => {
    const [a, b] = [await partsOf(SHOP), await partsOf(SHOP)];
    expect(baselineScript({ source: 's', ...a, rowsMax: 9 })).toBe(baselineScript({ source: 's', ...b, rowsMax: 9 }));
  });

  it('leaves out what it cannot record, and says why', async () => {
    const parts = await partsOf(SHOP);
    expect(parts.left.map(({ name, reason }) => [name.name, reason.slice(0, 40)])).toEqual([
      ['Broken', 'SQL Server itself would refuse it: error'],
      ['Variant', 'values of sql_variant, as in the column '],
    ]);
    expect(baselineScript({ source: 's', ...parts, rowsMax: 9 })).toMatch(/-- Not recorded:\n--   dbo\.Broken: .*1033/);
  });

  it('keeps the name of a source from ending its comment', async () => {
    const script = baselineScript({ source: 'x\nDROP TABLE t', ...(await partsOf(SHOP)), rowsMax: 9 });
    expect(script).not.toMatch(/^DROP/m);
  });

  it('leaves out names that a client would read as the end of a batch', async () => {
    const { left, tables } = await partsOf(
      'CREATE TABLE dbo.t (a int);\nGO\nCREATE VIEW dbo.[v\nGO\nx] AS SELECT a FROM dbo.t;',
    );
    expect(left.every(({ reason }) => reason === 'its name has a line break')).toBe(true);
    expect(tables.map(({ name }) => name)).toEqual(['t']);
  });
});

describe('what the script gives, run by the reference engine', () => {
  it('is read back whole: every value of every type, NULL, blanks, quotes and line ends', async () => {
    const recording = readRecording([await playServer(SHOP)]);
    expect(recording.faults).toEqual([]);
    expect(recording.isComplete).toBe(true);
    expect([...recording.tables]).toEqual([['dbo.item', 3]]);
    expect([...recording.views.keys()]).toEqual(['dbo.allitems', 'dbo.nothing', 'dbo.odd ]names']);
    const [first, second, third] = recording.views.get('dbo.allitems')?.rows ?? [];
    expect(first).toEqual(['1', 'Chair "x"', 'Zoë\n\\ next', 'ab  ', '12.345', '4.5000', '1.0000000000000001e-001', '1.5000000000000000e+000', '1', '2024-02-29', '2024-02-29 13:14:15.997', '2024-02-29 13:14:15.1234567', '2024-02-29 13:14:15.123 +02:00', '13:14:15.12', '2024-02-29 13:14:00.000', '0AFF', '6F9619FF-8B86-D011-B42D-00C04FC964FF', '9223372036854775807', '255']); // prettier-ignore
    expect(second?.slice(1).every((cell) => cell === null)).toBe(true);
    expect(third?.slice(1, 4)).toEqual(['', '', '    ']);
  });

  it('has counts, sums, least and greatest values', async () => {
    const view = readRecording([await playServer(SHOP)]).views.get('dbo.allitems');
    const figures = Object.fromEntries(view?.columns.map((column) => [column.name, column.figures]) ?? []);
    expect(figures['id']).toEqual({ nulls: 0, sum: '6', min: '1', max: '3' });
    expect(figures['price']).toEqual({ nulls: 1, sum: '12.345', min: '0.000', max: '12.345' });
    expect(figures['big']).toEqual({ nulls: 1, sum: '-1', min: '-9223372036854775808', max: '9223372036854775807' });
    expect(figures['raw']).toEqual({ nulls: 1, sum: null, min: null, max: null });
  });

  it('keeps names with dots, quotes and brackets', async () => {
    const view = readRecording([await playServer(SHOP)]).views.get('dbo.odd ]names');
    expect(view?.columns.map(({ name }) => name)).toEqual(['a.b', "it's"]);
    expect(view?.rows).toEqual([['1', 'Chair "x"'], ['2', null]]); // prettier-ignore
  });

  it('takes the first rows by all columns where there are too many', async () => {
    const view = readRecording([await playServer(SHOP, 2)]).views.get('dbo.allitems');
    expect([view?.rowsTotal, view?.rows.map(([id]) => id)]).toEqual([3, ['1', '2']]);
  });

  it('runs in one session without an error', async () => {
    const session = new Session({ surroundings: SURROUNDINGS });
    session.run(SHOP);
    const script = baselineScript({ source: 'shop', ...(await partsOf(SHOP)), rowsMax: 9 });
    const results = [...session.batches(script)].flat();
    expect(results.filter(({ kind }) => kind === 'error')).toEqual([]);
  });
});
