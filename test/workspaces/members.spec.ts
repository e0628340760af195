import { memberPageSchema, memberSchema } from '../../src/workspaces/workspace-schemas.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'members of a workspace', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;
  let eve: Person;
  let id: string;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
    eve = await newPerson(api, 'eve');
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    id = (await api.call('POST', '/workspaces', { body: { name: 'Team' }, token: ada.token })).body.id;
  });

  const add = (person: Person, role: string, by = ada): Promise<Answer> =>
    api.call('POST', `/workspaces/${id}/members`, { body: { email: person.email, role }, token: by.token });
  const change = (person: Person, role: string, by = ada): Promise<Answer> =>
    api.call('PATCH', `/workspaces/${id}/members/${person.id}`, { body: { role }, token: by.token });
  const remove = (person: Person, by = ada): Promise<Answer> =>
    api.call('DELETE', `/workspaces/${id}/members/${person.id}`, { token: by.token });
  const usageAs = (token: string): Promise<Answer> =>
    api.call('GET', '/usage', { token, headers: { 'X-Workspace-Id': id } });
  const roles = async (): Promise<Record<string, string>> => {
    const { body } = await api.call('GET', `/workspaces/${id}/members`, { token: ada.token });
    return Object.fromEntries(memberPageSchema.parse(body).data.map(({ user_id: user, role }) => [user, role]));
  };

  it('adds an account by its e-mail address, however that is written, and lists who is in', async () => {
    const added = await api.call('POST', `/workspaces/${id}/members`, {
      body: { email: bob.email.toUpperCase(), role: 'editor' },
      token: ada.token,
    });
    expect(added.status).toBe(201);
    expect(memberSchema.parse(added.body)).toMatchObject({
      workspace_id: id,
      user_id: bob.id,
      email: bob.email,
      role: 'editor',
    });
    expect(await roles()).toEqual({ [ada.id]: 'admin', [bob.id]: 'editor' });
    const audit = await api.database.client.query(
      `SELECT action, target_id, user_id, details FROM audit_logs WHERE workspace_id = $1 AND action LIKE 'member.%'`,
      [id],
    );
    expect(audit.rows).toEqual([
      { action: 'member.add', target_id: bob.id, user_id: ada.id, details: { role: 'editor' } },
    ]);
  });

  it('pages through members', async () => {
    await add(bob, 'viewer');
    await add(eve, 'viewer');
    const first = await api.call('GET', `/workspaces/${id}/members?limit=2`, { token: bob.token });
    const second = await api.call('GET', `/workspaces/${id}/members?limit=2&cursor=${first.body.next_cursor}`, {
      token: bob.token,
    });
    const users = [...first.body.data, ...second.body.data].map((member) => member.user_id);
    expect(users).toEqual([ada.id, bob.id, eve.id].sort());
    expect([first.body.has_more, second.body.has_more]).toEqual([true, false]);
  });

  it('gives a member access at once, and what their role allows', async () => {
    expect((await usageAs(bob.token)).status).toBe(404);
    await add(bob, 'viewer');
    expect((await usageAs(bob.token)).status).toBe(200);
    expect((await api.call('GET', `/workspaces/${id}`, { token: bob.token })).body.role).toBe('viewer');
    for (const role of ['viewer', 'editor']) {
      await change(bob, role);
      const refused = [
        await add(eve, 'viewer', bob),
        await change(ada, 'viewer', bob),
        await remove(ada, bob),
        await api.call('PATCH', `/workspaces/${id}`, {
          body: { name: 'Mine' },
          token: bob.token,
          headers: { 'If-Match': '*' },
        }),
        await api.call('DELETE', `/workspaces/${id}`, { token: bob.token, headers: { 'If-Match': '*' } }),
      ];
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
        refused.map(() => [403, 'insufficient_role']),
      );
    }
    await change(bob, 'admin');
    expect((await add(eve, 'viewer', bob)).status).toBe(201);
  });

  it('takes access away at once from who is removed, and their keys are revoked for good', async () => {
    await add(bob, 'editor');
    const headers = { 'X-Workspace-Id': id };
    const key = await api.call('POST', '/api-keys', {
      body: { name: 'k', scopes: ['usage:read'] },
      token: bob.token,
      headers,
    });
    expect((await api.call('GET', '/usage', { token: key.body.key })).status).toBe(200);
    expect((await usageAs(bob.token)).status).toBe(200);
    expect((await remove(bob)).status).toBe(204);
    expect((await usageAs(bob.token)).status).toBe(404);
    expect((await api.call('GET', '/usage', { token: key.body.key })).status).toBe(401);
    await add(bob, 'editor');
    const again = await api.call('GET', `/api-keys/${key.body.id}`, { token: bob.token, headers });
    expect(again.body.status).toBe('revoked');
  });

  it('tells only an admin that an e-mail address has no account', async () => {
    await add(bob, 'editor');
    const unknown = (token: string) =>
      api.call('POST', `/workspaces/${id}/members`, { body: { email: 'nobody@example.test', role: 'viewer' }, token });
    const asAdmin = await unknown(ada.token);
    expect(asAdmin.status).toBe(400);
    expect(asAdmin.body.errors).toEqual([expect.objectContaining({ pointer: '/email', code: 'unknown_account' })]);
    expect((await unknown(bob.token)).body.detail).toBe((await add(eve, 'viewer', bob)).body.detail);
    expect((await unknown(eve.token)).body.detail).toBe((await add(bob, 'viewer', eve)).body.detail);
  });

  it('adds nobody twice, and nobody to a personal workspace', async () => {
    await add(bob, 'editor');
    const twice = await add(bob, 'viewer');
    expect([twice.status, twice.body.code]).toEqual([409, 'already_exists']);
    expect((await roles())[bob.id]).toBe('editor');
    const body = { email: bob.email, role: 'viewer' };
    const personal = await api.call('POST', `/workspaces/${ada.workspaceId}/members`, { body, token: ada.token });
    expect([personal.status, personal.body.code]).toEqual([409, 'conflict']);
  });

  it('lets everybody leave but the last admin, who cannot step down either', async () => {
    await add(bob, 'editor');
    expect((await remove(ada)).body.code).toBe('last_admin');
    expect((await change(ada, 'editor')).body.code).toBe('last_admin');
    expect((await remove(bob, bob)).status).toBe(204);
    await add(bob, 'admin');
    expect((await remove(ada)).status).toBe(204);
    expect((await api.call('GET', `/workspaces/${id}`, { token: ada.token })).status).toBe(404);
  });

  it('keeps an admin when two leave at the same moment', async () => {
    await add(bob, 'admin');
    const answers = await Promise.all([remove(ada, ada), remove(bob, bob)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409]);
  });

  it.each([
    ['POST', '', { email: 'x', role: 'editor' }],
    ['POST', '', { email: 'a@example.test' }],
    ['POST', '', { email: 'a@example.test', role: 'owner' }],
    ['POST', '', { email: 'a@example.test', role: 'viewer', user_id: 'usr_1', workspace_id: 'wsp_1', created_at: 'x' }],
    ['PATCH', '/usr_00000000000000000000000000', { role: 'root' }],
    ['PATCH', '/usr_00000000000000000000000000', { role: 'admin', is_admin: true }],
    ['PATCH', '/usr_00000000000000000000000000', {}],
  ])('refuses %s%s %j and changes nothing', async (method, path, body) => {
    const before = await roles();
    const answer = await api.call(method, `/workspaces/${id}/members${path}`, { body, token: ada.token });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(await roles()).toEqual(before);
  });

  it('answers 404 for who is not a member', async () => {
    expect((await change(eve, 'viewer')).status).toBe(404);
    expect((await remove(eve)).status).toBe(404);
    expect((await api.call('DELETE', `/workspaces/${id}/members/x`, { token: ada.token })).status).toBe(404);
  });
});
