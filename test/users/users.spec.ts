import { userPageSchema, userSchema } from '../../src/users/user-schemas.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const ANY = { 'if-match': '*' };

describeIf(postgres, 'accounts, for admins of the service', () => {
  let api: TestApi;
  let admin: Person;

  beforeAll(async () => {
    api = await startApi();
    admin = await newPerson(api, 'admin');
  });
  afterAll(() => api.close());

  const as = (token: string, method: string, path: string, body?: object, headers = {}): Promise<Answer> =>
    api.call(method, path, { token, headers, ...(body ? { body } : {}) });
  const patch = (id: string, body: object, headers: object = ANY, token = admin.token): Promise<Answer> =>
    as(token, 'PATCH', `/users/${id}`, body, headers);
  const remove = (id: string, headers: object = ANY, token = admin.token): Promise<Answer> =>
    as(token, 'DELETE', `/users/${id}`, undefined, headers);
  const isIn = async ({ token }: Person): Promise<boolean> => (await as(token, 'GET', '/me')).status === 200;
  const newAdmin = async (name: string): Promise<Person> => {
    const person = await newPerson(api, name);
    expect((await patch(person.id, { is_admin: true })).status).toBe(200);
    const { body } = await api.call('POST', '/login', { body: { email: person.email, password: person.password } });
    return { ...person, token: body.access_token };
  };
  const count = async (text: string, values: unknown[]): Promise<number> => {
    const { rows } = await api.database.client.query<{ count: number }>(`SELECT count(*)::int ${text}`, values);
    return rows[0]?.count ?? -1;
  };

  it('are closed to everybody else, and to an admin of a workspace', async () => {
    const person = await newPerson(api);
    for (const [method, path, body] of [
      ['GET', '/users', undefined],
      ['POST', '/users', { email: 'x@example.test', password: 'long enough phrase', name: 'X' }],
      ['GET', `/users/${person.id}`, undefined],
      ['PATCH', `/users/${person.id}`, { is_admin: true }],
      ['DELETE', `/users/${admin.id}`, undefined],
    ] as const) {
      const answer = await as(person.token, method, path, body, ANY);
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_role']);
      expect((await api.call(method, path, { ...(body ? { body } : {}), headers: ANY })).status).toBe(401);
    }
    expect((await as(person.token, 'GET', '/me')).body.is_admin).toBe(false);
  });

  it('are listed in pages, newest first, without a trace of a password', async () => {
    const newest = await newPerson(api);
    const first = await as(admin.token, 'GET', '/users?limit=1');
    const page = userPageSchema.parse(first.body);
    expect(page).toMatchObject({ has_more: true, data: [{ id: newest.id }] });
    expect(first.headers.link).toContain('rel="next"');
    const seen: string[] = [];
    let cursor: string | null = page.next_cursor;
    while (cursor) {
      const next = userPageSchema.parse((await as(admin.token, 'GET', `/users?limit=2&cursor=${cursor}`)).body);
      seen.push(...next.data.map(({ id }) => id));
      cursor = next.next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.at(-1)).toBe(admin.id);
    expect(first.text).not.toMatch(/password|hash|\$2b\$/i);
  });

  it('are made for somebody, who logs in with the password that was given, also where registration is closed', async () => {
    const closed = await startApi({ REGISTRATION: 'closed' }, api.database);
    try {
      const body = { email: 'Made@Example.test', password: 'a phrase for a colleague', name: 'Made' };
      const made = await closed.call('POST', '/users', { token: admin.token, body });
      expect(made.status).toBe(201);
      const user = userSchema.parse(made.body);
      expect(user).toMatchObject({ email: body.email, is_admin: false, is_disabled: false });
      expect(made.headers.location).toBe(`/api/v1/users/${user.id}`);
      const read = await closed.call('GET', `/users/${user.id}`, { token: admin.token });
      expect([read.body, read.headers.etag]).toEqual([user, made.headers.etag]);
      const login = await closed.call('POST', '/login', { body: { email: body.email, password: body.password } });
      expect(login.status).toBe(200);
      const again = await closed.call('POST', '/users', {
        token: admin.token,
        body: { ...body, email: 'made@example.test' },
      });
      expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
    } finally {
      await closed.close();
    }
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['a field that cannot be changed', { email: 'other@example.test' }],
    ['a password', { password: 'a phrase that is long' }],
    ['a version', { version: 1 }],
    ['an admin that is a text', { is_admin: 'true' }],
    ['a name that is null', { name: null }],
  ])('are not changed by %s', async (_what, body) => {
    const person = await newPerson(api);
    const answer = await patch(person.id, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  });

  it('are changed under the version that was read', async () => {
    const person = await newPerson(api);
    const read = await as(admin.token, 'GET', `/users/${person.id}`);
    const etag = { 'if-match': String(read.headers.etag) };
    expect((await patch(person.id, { name: 'N' }, {})).body.code).toBe('precondition_required');
    const changed = await patch(person.id, { name: 'New Name' }, etag);
    expect(userSchema.parse(changed.body)).toEqual({ ...read.body, name: 'New Name', updated_at: expect.any(String) });
    expect((await patch(person.id, { name: 'Lost' }, etag)).body.code).toBe('precondition_failed');
    expect((await remove(person.id, etag)).body.code).toBe('precondition_failed');
    expect((await remove(person.id, {})).body.code).toBe('precondition_required');
    expect(await isIn(person)).toBe(true);
  });

  it('that are not there are 404', async () => {
    for (const id of ['usr_01kar3v6mxw2t9y8n5h4c7d0ef', 'usr_x', "'", admin.workspaceId]) {
      const path = `/users/${encodeURIComponent(id)}`;
      expect((await as(admin.token, 'GET', path)).body.code).toBe('not_found');
      expect((await as(admin.token, 'PATCH', path, { name: 'N' }, ANY)).body.code).toBe('not_found');
      expect((await as(admin.token, 'DELETE', path, undefined, ANY)).body.code).toBe('not_found');
    }
  });

  it('keep their sessions when only their name changes, or what they are not is taken away', async () => {
    const person = await newPerson(api);
    await patch(person.id, { name: 'Other' });
    await patch(person.id, { is_admin: false });
    expect(await isIn(person)).toBe(true);
  });

  it('lose the rights of an admin, and their sessions, at once', async () => {
    const second = await newAdmin('second');
    expect((await as(second.token, 'GET', '/users')).status).toBe(200);
    await patch(second.id, { is_admin: false });
    expect((await as(second.token, 'GET', '/users')).status).toBe(401);
    const { body } = await api.call('POST', '/login', { body: { email: second.email, password: second.password } });
    expect((await as(body.access_token, 'GET', '/users')).status).toBe(403);
  });

  it('must have an admin: the last cannot be disabled, demoted or deleted, nor the last that is not disabled', async () => {
    const idle = await newAdmin('idle');
    expect((await patch(idle.id, { is_disabled: true })).status).toBe(200);
    for (const answer of [
      await patch(admin.id, { is_disabled: true }),
      await patch(admin.id, { is_admin: false }),
      await remove(admin.id),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'last_admin']);
    expect(await isIn(admin)).toBe(true);
    expect((await remove(idle.id)).status).toBe(204);
  });

  it('keep an admin when two admins demote, disable or delete each other at the same time', async () => {
    let survivor = admin;
    for (const strip of [
      (by: Person, of: Person) => patch(of.id, { is_admin: false }, ANY, by.token),
      (by: Person, of: Person) => patch(of.id, { is_disabled: true }, ANY, by.token),
      (by: Person, of: Person) => remove(of.id, ANY, by.token),
    ]) {
      const rival = await newPerson(api, 'rival');
      await patch(rival.id, { is_admin: true }, ANY, survivor.token);
      const { body } = await api.call('POST', '/login', { body: { email: rival.email, password: rival.password } });
      const other = { ...rival, token: body.access_token };
      const answers = await Promise.all([strip(survivor, other), strip(other, survivor)]);
      const refused = answers.filter(({ status }) => status >= 400);
      expect(refused).toHaveLength(1);
      // Stripped of its session before it was asked, or told that it would be the last.
      expect([401, 403, 409]).toContain(refused[0]?.status);
      expect(await count('FROM users WHERE is_admin AND disabled_at IS NULL', [])).toBe(1);
      survivor = (answers[0]?.status ?? 500) < 400 ? survivor : other;
    }
    admin = survivor;
  });

  it('go with their sessions, keys and personal workspace, and what they did stays in the audit log', async () => {
    const person = await newPerson(api);
    const key = await as(person.token, 'POST', '/api-keys', { name: 'k', scopes: ['usage:read'] });
    const migration = await as(person.token, 'POST', '/migrations', {
      name: 'm',
      source: 'CREATE VIEW dbo.v AS SELECT 1 AS a;',
      auto_start: false,
    });
    expect([201, 202]).toContain(migration.status);
    expect((await remove(person.id)).status).toBe(204);
    expect(await isIn(person)).toBe(false);
    expect((await as(key.body.key, 'GET', '/usage')).status).toBe(401);
    expect((await remove(person.id)).status).toBe(404);
    for (const table of ['sessions', 'api_keys', 'workspace_members'])
      expect(await count(`FROM ${table} WHERE user_id = $1`, [person.id])).toBe(0);
    expect(await count('FROM workspaces WHERE created_by = $1', [person.id])).toBe(0);
    expect(await count('FROM migrations WHERE workspace_id = $1', [person.workspaceId])).toBe(0);
    expect(await count(`FROM audit_logs WHERE user_id = $1 AND action = 'user.register'`, [person.id])).toBe(1);
    expect(await count(`FROM audit_logs WHERE target_id = $1 AND action = 'user.delete'`, [person.id])).toBe(1);
    // The address is free again.
    const again = await api.call('POST', '/register', { body: { email: person.email, password: person.password, name: 'N' } }); // prettier-ignore
    expect(again.status).toBe(201);
  });

  it('that are the only admin of a team stay until the team has another', async () => {
    const owner = await newPerson(api, 'owner');
    const mate = await newPerson(api, 'mate');
    const team = (await as(owner.token, 'POST', '/workspaces', { name: 'Team' })).body;
    const members = `/workspaces/${team.id}/members`;
    expect((await as(owner.token, 'POST', members, { email: mate.email, role: 'editor' })).status).toBe(201);
    const refused = await remove(owner.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'last_admin']);
    expect(await isIn(owner)).toBe(true);
    await as(owner.token, 'PATCH', `${members}/${mate.id}`, { role: 'admin' }, ANY);
    expect((await remove(owner.id)).status).toBe(204);
    const left = await as(mate.token, 'GET', `/workspaces/${team.id}`);
    expect([left.status, left.body.role]).toEqual([200, 'admin']);
  });

  it('that are deleted while they refresh and log in leave nothing behind, and break nothing', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const person = await newPerson(api);
      const answers = await Promise.all([
        remove(person.id),
        api.call('POST', '/token/refresh', { body: { refresh_token: person.refreshToken } }),
        api.call('POST', '/login', { body: { email: person.email, password: person.password } }),
        as(person.token, 'PATCH', '/me', { name: 'N' }, ANY),
      ]);
      expect(answers[0]?.status).toBe(204);
      for (const { status } of answers) expect([200, 204, 401]).toContain(status);
      expect(await count('FROM sessions WHERE user_id = $1', [person.id])).toBe(0);
    }
  });
});
