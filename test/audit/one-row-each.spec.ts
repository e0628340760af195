import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'a change and its audit row', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
  });
  afterAll(() => api.close());

  const change = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, path, { body, token: ada.token, headers: { 'If-Match': '*' } });
  const rows = async (): Promise<{ action: string; request_id: string; workspace_id: string; user_id: string }[]> =>
    (await api.database.client.query('SELECT action, request_id, workspace_id, user_id FROM audit_logs ORDER BY id'))
      .rows;
  const newTeam = async (): Promise<string> => (await change('POST', '/workspaces', { name: 'Team' })).body.id;
  const newKey = async (): Promise<string> =>
    (await change('POST', '/api-keys', { name: 'k', scopes: ['usage:read'] })).body.id;
  const newMember = async (): Promise<string> => {
    const team = await newTeam();
    await change('POST', `/workspaces/${team}/members`, { email: bob.email, role: 'viewer' });
    return `/workspaces/${team}/members/${bob.id}`;
  };

  /** Every change of these rooms: its path, its body, and its action. */
  const changes: readonly [string, string, () => Promise<string>, unknown, string][] = [
    ['createWorkspace', 'POST', () => Promise.resolve('/workspaces'), { name: 'x' }, 'workspace.create'],
    ['updateWorkspace', 'PATCH', async () => `/workspaces/${await newTeam()}`, { name: 'x' }, 'workspace.update'],
    ['deleteWorkspace', 'DELETE', async () => `/workspaces/${await newTeam()}`, undefined, 'workspace.delete'],
    [
      'addMember',
      'POST',
      async () => `/workspaces/${await newTeam()}/members`,
      () => ({ email: bob.email, role: 'viewer' }),
      'member.add',
    ],
    ['updateMember', 'PATCH', newMember, { role: 'editor' }, 'member.update'],
    ['removeMember', 'DELETE', newMember, undefined, 'member.remove'],
    [
      'createApiKey',
      'POST',
      () => Promise.resolve('/api-keys'),
      { name: 'x', scopes: ['usage:read'] },
      'api_key.create',
    ],
    ['updateApiKey', 'PATCH', async () => `/api-keys/${await newKey()}`, { name: 'x' }, 'api_key.update'],
    ['rollApiKey', 'POST', async () => `/api-keys/${await newKey()}/roll`, {}, 'api_key.roll'],
    ['revokeApiKey', 'DELETE', async () => `/api-keys/${await newKey()}`, undefined, 'api_key.revoke'],
  ];

  it.each(changes)('%s writes exactly one, with the id of the request', async (_id, method, place, body, action) => {
    const path = await place();
    const before = await rows();
    const sent: unknown = typeof body === 'function' ? body() : body;
    const answer = await change(method, path, sent);
    expect(answer.status).toBeLessThan(300);
    const written = (await rows()).slice(before.length);
    expect(written).toEqual([
      {
        action,
        request_id: answer.headers['x-request-id'],
        workspace_id: expect.stringMatching(/^wsp_/),
        user_id: ada.id,
      },
    ]);
  });

  it.each(changes)('%s is not made when its row cannot be written', async (_id, method, place, body) => {
    const path = await place();
    const state = async () =>
      (
        await api.database.client.query(
          `SELECT (SELECT array_agg(w::text ORDER BY id) FROM workspaces w) w, (SELECT array_agg(m::text ORDER BY workspace_id, user_id) FROM workspace_members m) m, (SELECT array_agg(k::text ORDER BY id) FROM api_keys k) k`,
        )
      ).rows;
    const before = await state();
    await api.database.client.query(`ALTER TABLE audit_logs ADD CONSTRAINT full_disk CHECK (false) NOT VALID`);
    try {
      const answer = await change(method, path, typeof body === 'function' ? body() : body);
      expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
    } finally {
      await api.database.client.query('ALTER TABLE audit_logs DROP CONSTRAINT full_disk');
    }
    expect(await state()).toEqual(before);
  });

  it('a change that is refused writes none', async () => {
    const team = await newTeam();
    const before = (await rows()).length;
    const refused = [
      await change('DELETE', `/workspaces/${ada.workspaceId}`),
      await change('DELETE', `/workspaces/${team}/members/${ada.id}`),
      await change('POST', `/workspaces/${team}/members`, { email: 'nobody@example.test', role: 'viewer' }),
      await change('PATCH', `/workspaces/${team}`, { name: '' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 400, 400]);
    expect(await rows()).toHaveLength(before);
  });
});
