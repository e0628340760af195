import { auditPageSchema } from '../../src/audit/audit-schemas.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { DataSource } from 'typeorm';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'the audit log', () => {
  let api: TestApi;
  let root: Person;
  let bob: Person;
  let team: string;

  beforeAll(async () => {
    api = await startApi();
    root = await newPerson(api, 'root');
    bob = await newPerson(api, 'bob');
    team = (await api.call('POST', '/workspaces', { body: { name: 'Team' }, token: bob.token })).body.id;
    for (const name of ['a', 'b', 'c'])
      await api.call('POST', '/api-keys', {
        body: { name, scopes: ['usage:read'] },
        token: bob.token,
        headers: { 'X-Workspace-Id': team },
      });
    await api.call('POST', `/workspaces/${team}/members`, {
      body: { email: root.email, role: 'editor' },
      token: bob.token,
    });
  });
  afterAll(() => api.close());

  const read = (query = '', person = bob, workspaceId = team): Promise<Answer> =>
    api.call('GET', `/audit-logs${query}`, { token: person.token, headers: { 'X-Workspace-Id': workspaceId } });
  const actions = ({ body }: Answer): string[] => auditPageSchema.parse(body).data.map(({ action }) => action);

  it('tells an admin who changed what in the workspace, newest first', async () => {
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(actions(answer)).toEqual([
      'member.add',
      'api_key.create',
      'api_key.create',
      'api_key.create',
      'workspace.create',
    ]);
    const [newest] = auditPageSchema.parse(answer.body).data;
    expect(newest).toMatchObject({
      workspace_id: team,
      user_id: bob.id,
      api_key_id: null,
      target_type: 'user',
      target_id: root.id,
      outcome: 'success',
      ip: '127.0.0.1',
      details: { role: 'editor' },
    });
    expect(newest?.request_id).toMatch(/^req_/);
  });

  it('filters by action, kind of action, person and time', async () => {
    expect(actions(await read('?action=member.add'))).toEqual(['member.add']);
    expect(actions(await read('?action=api_key'))).toHaveLength(3);
    expect(actions(await read('?action=api'))).toEqual([]);
    expect(actions(await read(`?user_id=${bob.id}`))).toHaveLength(5);
    expect(actions(await read(`?user_id=${root.id}`))).toEqual([]);
    const { created_at: middle } = (await read()).body.data[2];
    const [after, before] = [await read(`?from=${middle}`), await read(`?to=${middle}`)];
    expect(actions(after).length + actions(before).length).toBe(5);
    expect(actions(await read('?from=2999-01-01T00:00:00%2B01:00'))).toEqual([]);
    expect(actions(await read('?to=0000-01-01T00:00:00%2B23:00'))).toEqual([]);
  });

  it('is paged, and a cursor fits only the filters and the workspace that it came from', async () => {
    const seen: string[] = [];
    let path: string | null = '?limit=2&action=api_key';
    let cursor = '';
    while (path) {
      const page = await read(path);
      seen.push(...page.body.data.map(({ id }: { id: string }) => id));
      cursor ||= page.body.next_cursor;
      path = /<\/api\/v1\/audit-logs(.+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1] ?? null;
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
    expect((await read(`?limit=2&cursor=${cursor}`)).body.code).toBe('invalid_cursor');
    expect((await read(`?limit=2&action=api_key&cursor=${cursor}`, bob, bob.workspaceId)).body.code).toBe(
      'invalid_cursor',
    );
  });

  it('is for admins of the workspace, and all of it for admins of the service', async () => {
    expect((await read('', root)).body.code).toBe('insufficient_role');
    expect((await read('', await newPerson(api, 'eve'))).status).toBe(404);
    expect((await read('?all=true')).body.code).toBe('insufficient_role');
    const all = await read('?all=true&limit=200', root, root.workspaceId);
    expect(all.status).toBe(200);
    expect(new Set(auditPageSchema.parse(all.body).data.map((entry) => entry.workspace_id))).toContain(team);
    expect((await read('?all=true&action=api_key', root, root.workspaceId)).body.data).toHaveLength(3);
  });

  it.each([
    '?action=%00',
    '?action=A.b',
    '?user_id=usr_1',
    '?from=yesterday',
    '?to=2026-13-01T00:00:00Z',
    '?all=yes',
    '?limit=0',
    '?limit=201',
    '?owner=1',
  ])('refuses %s', async (query) => {
    const answer = await read(query);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors).toHaveLength(1);
  });

  it.each([`UPDATE audit_logs SET action = 'nothing'`, 'DELETE FROM audit_logs', 'TRUNCATE audit_logs'])(
    'is append-only, for its owner and for the service: %s',
    async (sql) => {
      const count = async () =>
        (await api.database.client.query('SELECT count(*)::int AS n FROM audit_logs')).rows[0]?.n as number;
      const before = await count();
      await expect(api.database.client.query(sql)).rejects.toThrow(/append-only/);
      const service = new DataSource({ ...dataSourceOptions(api.database.url, true), entities: [] });
      await service.initialize();
      try {
        await service.query(`SELECT set_config('app.workspace_id', '*', false)`);
        await expect(service.query(sql)).rejects.toThrow(/append-only|permission denied/);
      } finally {
        await service.destroy();
      }
      expect(await count()).toBe(before);
      expect(before).toBeGreaterThan(5);
    },
  );
});
