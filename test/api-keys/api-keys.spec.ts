import { apiKeyPageSchema, apiKeySchema, newApiKeySchema } from '../../src/api-keys/api-key-schemas.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const SCOPES = ['migrations:read', 'migrations:write', 'runs:write', 'usage:read'];

describeIf(postgres, 'API keys', () => {
  let api: TestApi;
  let ada: Person;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
  });
  afterAll(() => api.close());

  const create = (body: object = {}, person = ada, workspaceId = person.workspaceId): Promise<Answer> =>
    api.call('POST', '/api-keys', {
      body: { name: 'key', scopes: ['usage:read'], ...body },
      token: person.token,
      headers: { 'X-Workspace-Id': workspaceId },
    });
  const roll = (id: string, overlapS: number, token = ada.token): Promise<Answer> =>
    api.call('POST', `/api-keys/${id}/roll`, { body: { overlap_seconds: overlapS }, token });
  const revoke = (id: string, token = ada.token): Promise<Answer> =>
    api.call('DELETE', `/api-keys/${id}`, { token, headers: { 'If-Match': '*' } });
  const use = async (key: string): Promise<number> => (await api.call('GET', '/usage', { token: key })).status;
  const daysAhead = (time: string): number => Math.round((Date.parse(time) - Date.now()) / DAY_MS);
  const actionsOn = async (id: string): Promise<string[]> => {
    const { rows } = await api.database.client.query<{ action: string }>(
      'SELECT action FROM audit_logs WHERE target_id = $1 ORDER BY id',
      [id],
    );
    return rows.map(({ action }) => action);
  };

  it('shows a key once, when it is made, and afterwards only what it is recognised by', async () => {
    const made = await create({ name: 'Nightly', scopes: ['usage:read', 'migrations:read'] });
    expect(made.status).toBe(201);
    const { key, ...shown } = newApiKeySchema.parse(made.body);
    expect(key).toMatch(/^dmk_live_[0-9A-Za-z]{34}$/);
    expect(shown).toMatchObject({
      name: 'Nightly',
      scopes: ['usage:read', 'migrations:read'],
      status: 'active',
      prefix: key.slice(0, 12),
      last4: key.slice(-4),
      created_by: ada.id,
      workspace_id: ada.workspaceId,
      last_used_at: null,
      revoked_at: null,
    });
    expect(daysAhead(shown.expires_at)).toBe(90);
    expect(made.headers['cache-control']).toBe('no-store');
    const read = await api.call('GET', `/api-keys/${shown.id}`, { token: ada.token });
    expect(apiKeySchema.parse(read.body)).toEqual(shown);
    expect(read.headers.etag).toBe(made.headers.etag);
    const list = await api.call('GET', '/api-keys', { token: ada.token });
    expect(apiKeyPageSchema.parse(list.body).data).toContainEqual(shown);
    expect(list.text).not.toContain(key);
    expect(await actionsOn(shown.id)).toEqual(['api_key.create']);
  });

  it('keeps nothing in the database that a key could be read from', async () => {
    const { body } = await create();
    const dump = await api.database.client.query<{ text: string }>(
      `SELECT string_agg(t::text, '') AS text FROM (SELECT k::text AS t FROM api_keys k UNION ALL SELECT a::text FROM audit_logs a UNION ALL SELECT i::text FROM idempotency_keys i) all_rows`,
    );
    expect(dump.rows[0]?.text).toContain(body.id);
    expect(dump.rows[0]?.text).not.toContain(body.key);
    expect(dump.rows[0]?.text).not.toContain(body.key.slice(9, 30));
  });

  it('takes a key in either header', async () => {
    const { body } = await create();
    expect((await api.call('GET', '/usage', { headers: { 'X-API-Key': body.key } })).status).toBe(200);
    expect((await api.call('GET', '/usage', { headers: { Authorization: `Bearer ${body.key}` } })).status).toBe(200);
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['a scope that is none', { scopes: ['usage:read', 'admin'] }],
    ['a scope twice', { scopes: ['usage:read', 'usage:read'] }],
    ['an end that is past', { expires_in_days: 0 }],
    ['an end more than 366 days ahead', { expires_in_days: 367 }],
    ['an end that is no whole number', { expires_in_days: 1.5 }],
    ['no end', { expires_in_days: null }],
    ['an end of its own', { expires_at: '2030-01-01T00:00:00Z' }],
    ['no name', { name: '' }],
    [
      "fields that are the server's",
      { key: 'dmk_live_x', user_id: 'usr_1', status: 'active', last_used_at: null, workspace_id: 'wsp_1' },
    ],
  ])('refuses %s and makes nothing', async (_case, body) => {
    const count = async () => (await api.database.client.query('SELECT id FROM api_keys')).rowCount;
    const before = await count();
    const answer = await create(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors.length).toBeGreaterThan(0);
    expect(await count()).toBe(before);
  });

  it('lives as long as it was made for, up to 366 days', async () => {
    for (const days of [1, 366])
      expect(daysAhead((await create({ expires_in_days: days })).body.expires_at)).toBe(days);
  });

  it('changes name and scopes with the ETag of what is there, and at once for who uses it', async () => {
    const made = await create();
    expect(await use(made.body.key)).toBe(200);
    const patch = (body: unknown, headers = {}) =>
      api.call('PATCH', `/api-keys/${made.body.id}`, { body, token: ada.token, headers });
    expect((await patch({ name: 'x' })).status).toBe(428);
    expect((await patch({ name: 'x' }, { 'If-Match': '"99"' })).status).toBe(412);
    for (const body of [{}, { scopes: [] }, { expires_at: '2030-01-01T00:00:00Z' }, { name: 'x', user_id: ada.id }])
      expect((await patch(body, { 'If-Match': '*' })).status).toBe(400);
    const changed = await patch(
      { name: 'Renamed', scopes: ['migrations:read'] },
      { 'If-Match': String(made.headers.etag) },
    );
    expect(changed.status).toBe(200);
    expect(apiKeySchema.parse(changed.body)).toMatchObject({ name: 'Renamed', scopes: ['migrations:read'] });
    expect(changed.headers.etag).not.toBe(made.headers.etag);
    expect(await use(made.body.key)).toBe(403);
    expect(await actionsOn(made.body.id)).toEqual(['api_key.create', 'api_key.update']);
  });

  it('revokes a key: it stops at once, stays readable, and is not changed any more', async () => {
    const { body } = await create();
    expect(await use(body.key)).toBe(200);
    expect((await api.call('DELETE', `/api-keys/${body.id}`, { token: ada.token })).status).toBe(428);
    expect((await revoke(body.id)).status).toBe(204);
    expect(await use(body.key)).toBe(401);
    const read = await api.call('GET', `/api-keys/${body.id}`, { token: ada.token });
    expect(apiKeySchema.parse(read.body)).toMatchObject({ status: 'revoked', revoked_at: expect.any(String) });
    const patched = await api.call('PATCH', `/api-keys/${body.id}`, {
      body: { name: 'x' },
      token: ada.token,
      headers: { 'If-Match': '*' },
    });
    expect(patched.status).toBe(409);
    expect((await revoke(body.id)).status).toBe(204);
    const after = await api.call('GET', `/api-keys/${body.id}`, { token: ada.token });
    expect(after.body.revoked_at).toBe(read.body.revoked_at);
  });

  it('rolls a key: both work until the overlap ends, then only the new one', async () => {
    const old = await create({ name: 'Rolled', scopes: ['usage:read', 'runs:write'] });
    const made = await roll(old.body.id, 2);
    expect(made.status).toBe(201);
    expect(newApiKeySchema.parse(made.body)).toMatchObject({
      name: 'Rolled',
      scopes: ['usage:read', 'runs:write'],
      status: 'active',
    });
    expect(daysAhead(made.body.expires_at)).toBe(90);
    expect(made.body.key).not.toBe(old.body.key);
    expect([await use(old.body.key), await use(made.body.key)]).toEqual([200, 200]);
    const rolled = await api.call('GET', `/api-keys/${old.body.id}`, { token: ada.token });
    expect(rolled.body).toMatchObject({ status: 'rolled', replaced_by: made.body.id });
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect([await use(old.body.key), await use(made.body.key)]).toEqual([401, 200]);
    expect(await actionsOn(old.body.id)).toEqual(['api_key.create', 'api_key.roll']);
  });

  it('ends an old key at once when there is no overlap, and gives a day when nothing is said', async () => {
    const first = await create();
    await roll(first.body.id, 0);
    expect(await use(first.body.key)).toBe(401);
    const second = await create();
    await api.call('POST', `/api-keys/${second.body.id}/roll`, { body: {}, token: ada.token });
    const read = await api.call('GET', `/api-keys/${second.body.id}`, { token: ada.token });
    expect(daysAhead(read.body.expires_at)).toBe(1);
  });

  it('never lengthens the life of a key by rolling it', async () => {
    const { body } = await create({ expires_in_days: 1 });
    const soon = new Date(Date.now() + 60_000);
    await api.database.client.query('UPDATE api_keys SET expires_at = $2 WHERE id = $1', [body.id, soon]);
    const made = await roll(body.id, 3_600);
    const old = await api.call('GET', `/api-keys/${body.id}`, { token: ada.token });
    expect(old.body.expires_at).toBe(soon.toISOString());
    expect(Date.parse(made.body.expires_at) - Date.now()).toBeLessThan(61_000);
  });

  it('rolls no key twice, also not at the same moment, and none that is revoked', async () => {
    const { body } = await create();
    const answers = await Promise.all([roll(body.id, 60), roll(body.id, 60), roll(body.id, 60)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409]);
    const revoked = await create();
    await revoke(revoked.body.id);
    expect((await roll(revoked.body.id, 60)).body.code).toBe('conflict');
  });

  it.each([
    { overlap_seconds: -1 },
    { overlap_seconds: 604_801 },
    { overlap_seconds: 1.5 },
    { overlap_seconds: '60' },
    { scopes: SCOPES },
    null,
  ])('refuses to roll with %j', async (body) => {
    const { body: made } = await create();
    const answer = await api.call('POST', `/api-keys/${made.id}/roll`, { body, token: ada.token });
    expect(answer.status).toBe(400);
    expect(await use(made.key)).toBe(200);
  });

  it('lets no key make, read, change, roll or revoke keys, whatever its scopes', async () => {
    const { body } = await create({ scopes: SCOPES });
    const calls: [string, string, unknown][] = [
      ['GET', '/api-keys', undefined],
      ['POST', '/api-keys', { name: 'x', scopes: ['usage:read'] }],
      ['GET', `/api-keys/${body.id}`, undefined],
      ['PATCH', `/api-keys/${body.id}`, { scopes: SCOPES }],
      ['POST', `/api-keys/${body.id}/roll`, { overlap_seconds: 60 }],
      ['DELETE', `/api-keys/${body.id}`, undefined],
    ];
    for (const [method, path, sent] of calls) {
      const answer = await api.call(method, path, { body: sent, token: body.key, headers: { 'If-Match': '*' } });
      expect([method, answer.status, answer.body.code]).toEqual([method, 403, 'session_required']);
    }
    expect((await api.call('GET', `/api-keys/${body.id}`, { token: ada.token })).body.status).toBe('active');
  });

  describe('in a team', () => {
    let team: string;
    let editor: Person;
    let viewer: Person;
    let others: string;

    beforeAll(async () => {
      team = (await api.call('POST', '/workspaces', { body: { name: 'Team' }, token: ada.token })).body.id;
      editor = await newPerson(api, 'editor');
      viewer = await newPerson(api, 'viewer');
      for (const [person, role] of [
        [editor, 'editor'],
        [viewer, 'viewer'],
      ] as const)
        // prettier-ignore
        await api.call('POST', `/workspaces/${team}/members`, { body: { email: person.email, role }, token: ada.token });
      others = (await create({ name: 'of the admin' }, ada, team)).body.id;
    });
    const inTeam = (method: string, path: string, person: Person, body?: unknown): Promise<Answer> =>
      api.call(method, path, { body, token: person.token, headers: { 'X-Workspace-Id': team, 'If-Match': '*' } });

    it('lets no viewer near keys', async () => {
      for (const [method, path, body] of [
        ['GET', '/api-keys'],
        ['POST', '/api-keys', { name: 'x', scopes: SCOPES }],
        ['GET', `/api-keys/${others}`],
      ] as const)
        // prettier-ignore
        expect((await inTeam(method, path, viewer, body)).body.code).toBe('insufficient_role');
    });

    it('shows an editor their own keys only, and an admin all of the workspace', async () => {
      const own = (await create({ name: 'of the editor' }, editor, team)).body.id;
      const elsewhere = (await create({ name: 'elsewhere' })).body.id;
      const listed = async (person: Person) =>
        (await inTeam('GET', '/api-keys', person)).body.data.map(({ id }: { id: string }) => id);
      expect(await listed(editor)).toEqual([own]);
      expect(await listed(ada)).toEqual(expect.arrayContaining([own, others]));
      expect(await listed(ada)).not.toContain(elsewhere);
      for (const [method, path, body] of [
        ['GET', '', undefined],
        ['PATCH', '', { name: 'mine' }],
        ['DELETE', '', undefined],
        ['POST', '/roll', { overlap_seconds: 0 }],
      ] as const)
        expect([method, (await inTeam(method, `/api-keys/${others}${path}`, editor, body)).status]).toEqual([
          method,
          404,
        ]);
      expect((await inTeam('GET', `/api-keys/${elsewhere}`, ada)).status).toBe(404);
    });

    it('lets an admin revoke the key of a member, but not roll it: the new one would act in their name', async () => {
      const { body } = await create({}, editor, team);
      const rolled = await inTeam('POST', `/api-keys/${body.id}/roll`, ada, { overlap_seconds: 0 });
      expect([rolled.status, rolled.body.code]).toEqual([403, 'insufficient_role']);
      expect((await inTeam('DELETE', `/api-keys/${body.id}`, ada)).status).toBe(204);
      expect(await use(body.key)).toBe(401);
    });

    it('works in its own workspace and no other', async () => {
      const { body } = await create({}, editor, team);
      const asked = (workspaceId: string) =>
        api.call('GET', '/usage', { token: body.key, headers: { 'X-Workspace-Id': workspaceId } });
      expect((await asked(team)).status).toBe(200);
      expect((await asked(editor.workspaceId)).status).toBe(404);
    });

    it('dies with its user: disabled, it is refused', async () => {
      const person = await newPerson(api, 'gone');
      const { body } = await create({}, person);
      expect(await use(body.key)).toBe(200);
      const account = await api.call('GET', `/users/${person.id}`, { token: ada.token });
      const disabled = await api.call('PATCH', `/users/${person.id}`, {
        body: { is_disabled: true },
        token: ada.token,
        headers: { 'If-Match': String(account.headers.etag) },
      });
      expect(disabled.status).toBe(200);
      const refusedBy = Date.now() + 5_000;
      while (Date.now() < refusedBy && (await use(body.key)) === 200)
        await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await use(body.key)).toBe(401);
    });
  });
});
