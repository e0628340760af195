import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { newestDuckdb, queryWithNewestDuckdb } from './newest-duckdb.js';
import { describeIf } from './requirement.js';

describeIf(newestDuckdb, 'the newest DuckDB', () => {
  it("opens a file that this project's DuckDB wrote, and reads the same rows", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dm-newest-'));
    const file = join(folder, 'written.duckdb');
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run(
      `CREATE TABLE t AS SELECT * FROM (VALUES (1, 'ä', DATE '2024-02-29'), (2, NULL, NULL)) AS v(id, name, day)`,
    );
    connection.closeSync();
    instance.closeSync();
    const rows = queryWithNewestDuckdb(file, 'SELECT * FROM t ORDER BY id');
    rmSync(folder, { recursive: true, force: true });
    expect(rows).toEqual([
      [1, 'ä', '2024-02-29'],
      [2, null, null],
    ]);
  });
});
