import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/dbt/run/duckdb-engine.js';
import { loadSources, runProject } from '../../src/dbt/run/index.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { column, model, project, sourceTable, staging, test as dbtTest } from './project-factory.js';

describe('the embedded runner', () => {
  let folder: string;
  let rows: RowStore;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'run-project-'));
    rows = new RowStore(folder);
    await rows.write('Orders', ['["1","2024-01-02 03:04:05.1234567","1","00ff"]', '["2",null,"0",null]']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const orders = sourceTable('Orders', [
    column('OrderID', 'integer'),
    column('Placed', 'timestamp'),
    column('Paid', 'boolean'),
    column('Blob', 'blob'),
  ]);

  test('loads rows, builds models in order and counts failing rows', async () => {
    const run = await runProject(
      project({
        sources: [orders],
        models: [
          model('totals', 'select count(*) as n from {{ ref("stg_orders") }}'),
          staging(orders, {
            tests: [
              dbtTest('not_null', { column: 'OrderID' }),
              dbtTest('not_null', { column: 'Placed', severity: 'warn' }),
              dbtTest('unique', { column: 'OrderID' }),
            ],
          }),
        ],
      }),
      { rows },
    );
    try {
      expect(run.nodes.map(({ uniqueId, status, failures, problem }) => [uniqueId, status, failures, problem])).toEqual(
        [
          ['model.shop.stg_orders', 'success', null, null],
          ['model.shop.totals', 'success', null, null],
          ['test.shop.not_null_stg_orders__OrderID_', 'pass', 0, null],
          ['test.shop.not_null_stg_orders__Placed_', 'warn', 1, null],
          ['test.shop.unique_stg_orders__OrderID_', 'pass', 0, null],
        ],
      );
      expect((await run.rowsOf('totals')).rows).toEqual([['2']]);
      expect((await run.rowsOf('stg_orders')).rows).toEqual([
        [1, '2024-01-02 03:04:05.123456', true, '\\x00\\xFF'],
        [2, null, false, null],
      ]);
    } finally {
      await run.close();
    }
  });

  test('goes on after a statement that had to be killed, with what was built before', async () => {
    const bomb =
      "select max(length(repeat('a', i))) as n from range(3000000000, 3000000001) as r(i), range(1000000000000)";
    const run = await runProject(
      project({
        sources: [orders],
        models: [
          staging(orders),
          model('a_bomb', bomb, { materialized: 'table' }),
          model('after_bomb', 'select * from {{ ref("a_bomb") }}'),
          model('z_good', 'select count(*) as n from {{ ref("stg_orders") }}'),
        ],
      }),
      { rows, nodeTimeoutMs: 1_500 },
    );
    try {
      const byName = new Map(run.nodes.map((node) => [node.name, node]));
      expect(byName.get('a_bomb')).toMatchObject({ status: 'error', problem: { code: 'sql_resource_limit' } });
      expect(byName.get('after_bomb')).toMatchObject({ status: 'skipped', problem: { code: 'BUILD-UPSTREAM' } });
      expect(byName.get('z_good')).toMatchObject({ status: 'success', rows: 1 });
    } finally {
      await run.close();
    }
  });

  test('skips what reads an external source, and says why', async () => {
    const external = sourceTable('Elsewhere', [], { source: 'other', rowsKey: null });
    const reads = model('reads', "select * from {{ source('other', 'Elsewhere') }}");
    const run = await runProject(project({ sources: [external], models: [reads, model('child', 'select * from {{ ref("reads") }}')] }), { rows }); // prettier-ignore
    await run.close();
    expect(run.nodes.map(({ name, status, problem }) => [name, status, problem?.code])).toEqual([
      ['child', 'skipped', 'BUILD-UPSTREAM'],
      ['reads', 'skipped', 'BUILD-EXTERNAL-SOURCE'],
    ]);
    expect(run.sources[0]).toMatchObject({ created: false, problem: { code: 'BUILD-EXTERNAL-SOURCE' } });
  });

  test('reads every column of every row, so that a view that fails when it is read is seen', async () => {
    const view = model(
      'fails',
      `select "OrderID", cast("OrderID" || 'x' as integer) as n from {{ ref('stg_orders') }}`,
    );
    const run = await runProject(project({ sources: [orders], models: [staging(orders), view] }), { rows });
    await run.close();
    expect(run.nodes.find(({ name }) => name === 'fails')).toMatchObject({ status: 'success', rows: null, readProblem: { code: 'sql_error' } }); // prettier-ignore
  });

  test('counts the rows that a target refuses, and keeps the others', async () => {
    await rows.write('Bad', ['["1"]', '["x"]', '["3"]', '["y"]']);
    const bad = sourceTable('Bad', [column('n', 'integer')]);
    const run = await runProject(project({ sources: [bad], models: [staging(bad)] }), { rows });
    expect(run.sources[0]).toMatchObject({ rows: 2, rejected: 2, problem: { code: 'sql_error' } });
    expect((await run.rowsOf('stg_bad')).rows).toEqual([[1], [3]]);
    await run.close();
  });

  test('leaves nothing behind, and stops when it is cancelled', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('datamigrate-run-')).length;
    const before = left();
    const cancel = new AbortController();
    const cancelled = runProject(project({ sources: [orders], models: [staging(orders), model('b', 'select 1')] }), {
      rows,
      signal: cancel.signal,
      onNode: () => cancel.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'RUN-CANCELLED' });
    expect(left()).toBe(before);
  });

  test('makes a file that holds the raw tables and nothing else', async () => {
    const file = join(folder, 'shop.duckdb');
    const made = project({ sources: [orders], models: [staging(orders)] });
    expect(await loadSources(made, rows, file)).toMatchObject([{ created: true, rows: 2, rejected: 0 }]);
    const run = await runProject(made, { rows, databasePath: file });
    await run.close();
    const engine = await openDuckDb(file);
    const { rows: tables } = await engine.query('select table_schema, table_name from information_schema.tables', { timeoutMs: 5_000, rowLimit: 9 }); // prettier-ignore
    await engine.close();
    expect(tables).toEqual([['raw', 'Orders']]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.wal'))).toEqual([]);
  });
});
