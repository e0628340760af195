import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProject } from '../../src/dbt/run/index.js';
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
});
