import { workspacePageSchema, workspaceSchema } from '../../src/workspaces/workspace-schemas.js';
import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'workspaces', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
  });
  afterAll(() => api.close());

  const team = async (name = 'Team', person = ada): Promise<{ id: string; etag: string }> => {
    const made = await api.call('POST', '/workspaces', { body: { name }, token: person.token });
    expect(made.status).toBe(201);
    return { id: made.body.id, etag: String(made.headers.etag) };
  };
  const auditOf = async (targetId: string): Promise<string[]> => {
    const { rows } = await api.database.client.query<{ action: string }>(
      'SELECT action FROM audit_logs WHERE target_id = $1 ORDER BY id',
      [targetId],
    );
    return rows.map(({ action }) => action);
  };

  it('makes a workspace for a team, of which its maker is the admin', async () => {
    const made = await api.call('POST', '/workspaces', { body: { name: 'Finance' }, token: ada.token });
    expect(made.status).toBe(201);
    expect(workspaceSchema.parse(made.body)).toMatchObject({
      name: 'Finance',
      kind: 'team',
      role: 'admin',
      created_by: ada.id,
    });
    expect(made.headers.location).toBe(`/api/v1/workspaces/${made.body.id}`);
    const read = await api.call('GET', `/workspaces/${made.body.id}`, { token: ada.token });
    expect(read.body).toEqual(made.body);
    expect(read.headers.etag).toBe(made.headers.etag);
    expect(await auditOf(made.body.id)).toEqual(['workspace.create']);
  });

  it('makes one workspace of a request that is repeated with the same Idempotency-Key', async () => {
    const send = (name: string) =>
      api.call('POST', '/workspaces', { body: { name }, token: ada.token, headers: { 'Idempotency-Key': 'once' } });
    const [first, second] = [await send('Once'), await send('Once')];
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await send('Twice')).status).toBe(422);
  });

  it('lists what the caller is a member of, newest first, and nothing of others', async () => {
    const person = await newPerson(api, 'lister');
    const made = [await team('one', person), await team('two', person), await team('three', person)];
    const seen: string[] = [];
    let path: string | null = '/workspaces?limit=3';
    while (path) {
      const page = await api.call('GET', path, { token: person.token });
      expect(page.status).toBe(200);
      seen.push(...workspacePageSchema.parse(page.body).data.map(({ id }) => id));
      const link = /<\/api\/v1(.+)>; rel="next"/.exec(String(page.headers.link ?? ''));
      expect(link !== null).toBe(page.body.has_more);
      path = link?.[1] ?? null;
    }
    expect(seen).toEqual([...made.map(({ id }) => id).reverse(), person.workspaceId]);
    expect((await api.call('GET', '/workspaces', { token: bob.token })).body.data).toHaveLength(1);
  });

  it("refuses a cursor that was made for somebody else's list, or by hand", async () => {
    const { body } = await api.call('GET', '/workspaces?limit=1', { token: ada.token });
    for (const cursor of [body.next_cursor, 'bWFkZQ', 'x'.repeat(1_000)]) {
      const answer = await api.call('GET', `/workspaces?cursor=${cursor}`, { token: bob.token });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_cursor']);
    }
  });

  it('renames a workspace only with the ETag of what is there', async () => {
    const { id, etag } = await team('Old');
    const rename = (headers: Record<string, string>) =>
      api.call('PATCH', `/workspaces/${id}`, { body: { name: 'New' }, token: ada.token, headers });
    expect((await rename({})).status).toBe(428);
    expect((await rename({ 'If-Match': '"99"' })).status).toBe(412);
    const renamed = await rename({ 'If-Match': etag });
    expect(renamed.status).toBe(200);
    expect(workspaceSchema.parse(renamed.body).name).toBe('New');
    expect(renamed.headers.etag).not.toBe(etag);
    expect((await rename({ 'If-Match': etag })).status).toBe(412);
    expect((await rename({ 'If-Match': '*' })).status).toBe(200);
    expect(await auditOf(id)).toEqual(['workspace.create', 'workspace.update', 'workspace.update']);
  });

  it('deletes a workspace with everything that it owns, and keeps its audit rows', async () => {
    const { id, etag } = await team('Doomed');
    const headers = { 'X-Workspace-Id': id };
    const key = await api.call('POST', '/api-keys', {
      body: { name: 'k', scopes: ['usage:read'] },
      token: ada.token,
      headers,
    });
    expect(key.status).toBe(201);
    expect((await api.call('GET', '/usage', { token: key.body.key })).status).toBe(200);
    const remove = (match?: string) =>
      api.call('DELETE', `/workspaces/${id}`, { token: ada.token, headers: match ? { 'If-Match': match } : {} });
    expect((await remove()).status).toBe(428);
    expect((await remove('"99"')).status).toBe(412);
    expect((await remove(etag)).status).toBe(204);
    expect((await api.call('GET', `/workspaces/${id}`, { token: ada.token })).status).toBe(404);
    expect((await remove('*')).status).toBe(404);
    expect((await api.call('GET', '/usage', { token: ada.token, headers })).status).toBe(404);
    const left = await api.database.client.query(
      'SELECT (SELECT count(*) FROM api_keys WHERE workspace_id = $1)::int keys, (SELECT count(*) FROM workspace_members WHERE workspace_id = $1)::int members',
      [id],
    );
    expect(left.rows).toEqual([{ keys: 0, members: 0 }]);
    expect(await auditOf(id)).toEqual(['workspace.create', 'workspace.delete']);
  });

  it('does not delete a personal workspace', async () => {
    const answer = await api.call('DELETE', `/workspaces/${ada.workspaceId}`, {
      token: ada.token,
      headers: { 'If-Match': '*' },
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
  });

  it("answers 404 for another's workspace, as for one that cannot exist", async () => {
    const { id } = await team('Secret');
    const unknown = `wsp_${'0'.repeat(26)}`;
    const calls: [string, string, unknown][] = [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
      ['GET', '/members', undefined],
      ['POST', '/members', { email: bob.email, role: 'admin' }],
      ['PATCH', `/members/${ada.id}`, { role: 'viewer' }],
      ['DELETE', `/members/${ada.id}`, undefined],
    ];
    for (const [method, path, body] of calls) {
      const answers = await Promise.all(
        [id, unknown, 'nonsense'].map((workspace) =>
          api.call(method, `/workspaces/${workspace}${path}`, { body, token: bob.token, headers: { 'If-Match': '*' } }),
        ),
      );
      const shown = answers.map(({ status, body: { code, detail } }) => ({ status, code, detail }));
      expect(shown).toEqual(shown.map(() => ({ status: 404, code: 'not_found', detail: shown[0]?.detail })));
    }
    expect((await api.call('GET', `/workspaces/${id}`, { token: ada.token })).body.name).toBe('Secret');
  });

  it.each([
    ['no name', {}],
    ['a name of spaces', { name: '   ' }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a name that is too long', { name: 'x'.repeat(101) }],
    ['a name that is no text', { name: 7 }],
    [
      "fields that are the server's",
      { name: 'x', id: 'wsp_1', kind: 'personal', created_by: 'usr_1', role: 'admin', version: 9, created_at: 'x' },
    ],
    ['a list', []],
    ['nothing', null],
  ])('refuses %s with every fault named, and makes nothing', async (_case, body) => {
    const count = async () => (await api.database.client.query('SELECT id FROM workspaces')).rowCount;
    const before = await count();
    const answer = await api.call('POST', '/workspaces', { body, token: ada.token });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors.length).toBeGreaterThan(0);
    if (body && 'kind' in body) expect(answer.body.errors).toHaveLength(6);
    expect(await count()).toBe(before);
  });

  it('needs a login: not a key, and not nobody', async () => {
    const key = await api.call('POST', '/api-keys', { body: { name: 'k', scopes: ['usage:read'] }, token: ada.token });
    const withKey = await api.call('GET', '/workspaces', { token: key.body.key });
    expect([withKey.status, withKey.body.code]).toEqual([403, 'session_required']);
    expect((await api.call('GET', '/workspaces')).status).toBe(401);
  });
});
