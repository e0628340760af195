/** Rows that only serve for a time are dropped after it, and no others. */
import { newId } from '../../src/common/ids.js';
import { SYSTEM, WorkspaceDatabase } from '../../src/database/workspace-database.js';
import { Retention } from '../../src/retention/retention.js';
import { expiryRules } from '../../src/retention/expiry-rules.js';
import { newPerson, startApi, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const DAY_MS = 24 * 60 * 60 * 1000;

describeIf(postgres, 'retention', () => {
  let api: TestApi;
  let database: WorkspaceDatabase;
  beforeAll(async () => {
    api = await startApi();
    database = api.app.get(WorkspaceDatabase);
  });
  afterAll(() => api.close());

  const count = (table: string, condition = 'true'): Promise<number> =>
    database.transaction(SYSTEM, async (manager) => {
      const [row]: { n: number }[] = await manager.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`);
      return row?.n ?? -1;
    });

  it('gives a repeated request its first answer for a day, and then forgets it', async () => {
    const { token } = await newPerson(api);
    const create = () => api.call('POST', '/migrations', { token, headers: { 'idempotency-key': 'once' }, body: { name: 'a', source: 'SELECT 1;', target: 'duckdb', auto_start: false } }); // prettier-ignore
    const first = await create();
    await api.app.get(Retention).sweep(Date.now() + DAY_MS - 60_000);
    expect((await create()).body.id).toBe(first.body.id);
    expect(await api.app.get(Retention).sweep(Date.now() + DAY_MS + 60_000)).toMatchObject({ idempotency_keys: 1 });
    expect((await create()).body.id).not.toBe(first.body.id);
  });

  it('keeps usage for its days, and the audit log for ever', async () => {
    await database.transaction(
      SYSTEM,
      (manager) =>
      manager.query(`INSERT INTO usage_logs (id, workspace_id, kind, duration_ms) VALUES ($1, 'wsp_a', 'api_call', 1)`, [newId('usg')]), // prettier-ignore
    );
    const audited = await count('audit_logs');
    await api.app.get(Retention).sweep(Date.now() + 399 * DAY_MS);
    expect(await count('usage_logs', `workspace_id = 'wsp_a'`)).toBe(1);
    await api.app.get(Retention).sweep(Date.now() + 401 * DAY_MS);
    expect(await count('usage_logs', `workspace_id = 'wsp_a'`)).toBe(0);
    expect(await count('audit_logs')).toBe(audited);
  });

  it('drops more than one batch', async () => {
    await database.transaction(
      SYSTEM,
      (manager) =>
      manager.query(`INSERT INTO usage_logs (id, workspace_id, kind, duration_ms) SELECT 'usg_00' || n, 'wsp_b', 'api_call', 1 FROM generate_series(1, 12000) AS n`), // prettier-ignore
    );
    expect((await api.app.get(Retention).sweep())['usage_logs']).toBe(12_000);
  });

  it('has no rule for usage that is kept for ever', () => {
    expect(expiryRules(0).map(({ table }) => table)).not.toContain('usage_logs');
  });
});
