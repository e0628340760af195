import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { changeSchema } from '../../src/database/schema-changes.js';
import { WORKSPACE_TABLES } from '../../src/database/schema-changes/0001-row-security.sql.js';
import { SYSTEM, WorkspaceDatabase } from '../../src/database/workspace-database.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'schema changes', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  it('are made once when several processes start together', async () => {
    const states = await Promise.all(Array.from({ length: 4 }, () => changeSchema(database.url)));
    expect(states.flatMap(({ applied }) => applied)).toEqual(['Platform1764000000000']);
  });

  it('leave nothing to do for the next start', async () => {
    expect((await changeSchema(database.url)).applied).toEqual([]);
  });

  it('guard every table that has a workspace_id by row-level security, forced on its owner too', async () => {
    const { rows } = await database.client.query<{ table: string; guarded: boolean }>(
      `SELECT c.relname AS table, c.relrowsecurity AND c.relforcerowsecurity AS guarded FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows.filter(({ guarded }) => !guarded)).toEqual([]);
    expect(rows.map(({ table }) => table)).toEqual([...WORKSPACE_TABLES].sort());
  });

  it('give every foreign key of ours an index that begins with its columns', async () => {
    const { rows } = await database.client.query<{ key: string }>(
      `SELECT con.conrelid::regclass || '.' || a.attname AS key FROM pg_constraint con
       JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
       WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace AND a.attname <> 'workspace_id'
         AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = con.conrelid AND (i.indkey[0] = con.conkey[1] OR i.indkey[1] = con.conkey[1]))`,
    );
    expect(rows).toEqual([]);
  });
});

/** Z-07: the WHERE of every statement is the first wall; this is the second. */
describeIf(postgres, 'row-level security', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let workspaces: WorkspaceDatabase;
  const names = { name: 'all_names', text: 'SELECT name FROM migrations ORDER BY name' };

  beforeAll(async () => {
    database = await freshDatabase();
    const { needsAppRole } = await changeSchema(database.url);
    dataSource = await new DataSource(dataSourceOptions(database.url, needsAppRole)).initialize();
    workspaces = new WorkspaceDatabase(dataSource);
    await dataSource.query(
      `INSERT INTO workspaces (id, name, kind, created_by) VALUES ('wsp_a', 'A', 'team', 'usr_a'), ('wsp_b', 'B', 'team', 'usr_b')`,
    );
    for (const workspace of ['wsp_a', 'wsp_b']) await insert(workspace, `mig_${workspace}`, workspace);
  });
  afterAll(async () => {
    await workspaces.onApplicationShutdown();
    await dataSource.destroy();
    await database.close();
  });

  const insert = (scope: string, id: string, workspace: string) =>
    workspaces.transaction(scope, (manager) =>
      manager.query(
        `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, status) VALUES ($1, $2, 'usr', $1, 'script', 'duckdb', 'draft')`,
        [id, workspace],
      ),
    );

  it('shows a statement without any WHERE only the rows of its own workspace', async () => {
    for (const scope of ['wsp_a', 'wsp_b', 'wsp_a'])
      expect(await workspaces.query(scope, names, [])).toEqual([{ name: `mig_${scope}` }]);
    expect(await workspaces.query(SYSTEM, names, [])).toHaveLength(2);
  });

  it('shows nothing to a connection that was told no workspace', async () => {
    expect(await dataSource.query('SELECT count(*)::int AS n FROM migrations')).toEqual([{ n: 0 }]);
  });

  it('refuses to write a row into another workspace', async () => {
    await expect(insert('wsp_a', 'mig_x', 'wsp_b')).rejects.toThrow(/row-level security/);
  });

  it('changes and deletes nothing of another workspace', async () => {
    const changed = await workspaces.transaction('wsp_a', (manager) => manager.query(`UPDATE migrations SET name = 'taken' WHERE id = 'mig_wsp_b' RETURNING id`)); // prettier-ignore
    expect(changed[0]).toEqual([]);
  });
});

describeIf(postgres, 'short statements on pipelined connections', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let workspaces: WorkspaceDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    workspaces = new WorkspaceDatabase(dataSource);
  });
  afterAll(async () => {
    await workspaces.onApplicationShutdown();
    await dataSource.destroy();
    await database.close();
  });
  const scopeOf = { name: 'scope', text: `SELECT current_setting('app.workspace_id') AS scope, $1::int AS n` };
  const failing = { name: 'failing', text: 'SELECT 1 / $1::int' };

  it('run each under its own workspace, however they are mixed, and give each its own answer', async () => {
    const asked = Array.from({ length: 400 }, (_, n) => ({ scope: `wsp_${n % 7}`, n }));
    const answers = await Promise.all(asked.map(({ scope, n }) => workspaces.query(scope, scopeOf, [n])));
    expect(answers.map(([row]) => row)).toEqual(asked);
  });

  it('fail alone: the statements before and after one that fails are answered', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        n % 3 === 1 ? workspaces.query('wsp_a', failing, [0]) : workspaces.query('wsp_a', scopeOf, [n]),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(
      results.map((_, n) => (n % 3 === 1 ? 'rejected' : 'fulfilled')),
    );
  });

  it('find another connection when theirs is ended', async () => {
    await database.client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`); // prettier-ignore
    const ask = () => workspaces.query('wsp_a', scopeOf, [1]).catch(() => null);
    await ask();
    await ask();
    expect(await ask()).toEqual([{ scope: 'wsp_a', n: 1 }]);
  });

  it('are refused as overload when too many wait', async () => {
    const slow = { name: 'slow', text: 'SELECT pg_sleep($1::float8)' };
    const waiting = Array.from({ length: 1100 }, () => workspaces.query('wsp_a', slow, [0.0001]));
    const results = await Promise.allSettled(waiting);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((result) => result.status === 'rejected' && result.reason.code === 'overloaded')).toBe(true);
  });
});
