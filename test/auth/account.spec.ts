import { meSchema, sessionPageSchema, tokensSchema } from '../../src/auth/auth-schemas.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const PASSWORD = 'a phrase that is long enough';

describeIf(postgres, 'accounts', () => {
  let api: TestApi;
  let admin: Person;

  beforeAll(async () => {
    api = await startApi();
    admin = await newPerson(api, 'admin');
  });
  afterAll(() => api.close());

  let made = 0;
  const address = (): string => `somebody-${++made}@example.test`;
  const register = (body: object): Promise<Answer> =>
    api.call('POST', '/register', { body: { email: address(), password: PASSWORD, name: 'Somebody', ...body } });
  const login = (email: string, password: string): Promise<Answer> =>
    api.call('POST', '/login', { body: { email, password } });
  const pointers = ({ body }: Answer): string[] =>
    (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
  const actionsOf = async (userId: string): Promise<string[]> => {
    const { rows } = await api.database.client.query<{ line: string }>(
      `SELECT action || ' ' || outcome AS line FROM audit_logs WHERE user_id = $1 ORDER BY id`,
      [userId],
    );
    return rows.map(({ line }) => line);
  };

  describe('registration', () => {
    it('makes the account and a personal workspace that it is the admin of', async () => {
      const answer = await register({ email: 'Grace@Example.test', name: 'Grace' });
      expect(answer.status).toBe(201);
      const me = meSchema.parse(answer.body);
      expect(me).toMatchObject({ email: 'Grace@Example.test', name: 'Grace', is_admin: false });
      const { access_token: token } = (await login('grace@example.test', PASSWORD)).body;
      expect((await api.call('GET', '/me', { token })).body).toEqual(me);
      const workspaces = await api.call('GET', '/workspaces', { token });
      expect(workspaces.body.data).toMatchObject([{ id: me.personal_workspace_id, kind: 'personal', role: 'admin' }]);
      expect(await actionsOf(me.id)).toEqual(['user.register success', 'session.login success']);
    });

    it('takes no second account for an address, whatever its case and the spaces around it', async () => {
      const email = address();
      expect((await register({ email: ` ${email} ` })).body.email).toBe(email);
      for (const again of [email, email.toUpperCase(), `\t${email}\n`]) {
        const answer = await register({ email: again });
        expect([answer.status, answer.body.code]).toEqual([409, 'already_exists']);
      }
      expect((await login(` ${email.toUpperCase()}`, PASSWORD)).status).toBe(200);
    });

    it('of one address sixteen times at once makes one account', async () => {
      const email = address();
      const answers = await Promise.all(Array.from({ length: 16 }, () => register({ email })));
      const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
      expect(statuses).toEqual([201, ...Array.from({ length: 15 }, () => 409)]);
      const { rows } = await api.database.client.query(
        'SELECT count(*)::int AS spaces FROM workspaces w JOIN users u ON u.id = w.created_by WHERE u.email_key = $1',
        [email],
      );
      expect(rows).toEqual([{ spaces: 1 }]);
    });

    it('makes nobody an admin who asks to be one', async () => {
      const answer = await register({ is_admin: true, id: 'usr_x', personal_workspace_id: admin.workspaceId });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    });

    it('names all faults at once, and repeats no password', async () => {
      const answer = await register({ email: 'nobody', password: 'kX9#mQz', name: ' ' });
      expect(answer.status).toBe(400);
      expect(pointers(answer).sort()).toEqual(['/email', '/name', '/password']);
      expect(answer.text).not.toContain('kX9#mQz');
    });

    it.each<[string, object]>([
      ['an address of 255 characters', { email: `${'a'.repeat(243)}@example.test` }],
      ['a name with a line break', { name: 'Ada\nSet-Cookie: x' }],
      ['a name of 201 characters', { name: 'a'.repeat(201) }],
      ['a password that is a number', { password: 12345678901 }],
      ['a password of 7 characters', { password: 'kX9#mQz' }],
      ['a password of 1025 characters', { password: `${'kX9#'.repeat(256)}!` }],
      ['the password password1', { password: 'password1' }],
      ['the password Password1!', { password: 'Password1!' }],
      ['the password 1234567890', { password: '1234567890' }],
      ['the password datamigrate2026', { password: 'datamigrate2026' }],
    ])('refuses %s', async (_what, body) => {
      const answer = await register(body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(pointers(answer)).toEqual([`/${Object.keys(body)[0]}`]);
    });
  });

  it.each<[string, string, object]>([
    ['an address to register', '/register', { email: 'a\0@example.test', password: PASSWORD, name: 'N' }],
    ['a name', '/register', { email: 'nul@example.test', password: PASSWORD, name: 'Ada\0' }],
    ['a password', '/register', { email: 'nul@example.test', password: 'long enough\0but cut by C', name: 'N' }],
    ['an address to log in with', '/login', { email: 'a\0b', password: 'b' }],
    ['a refresh token', '/token/refresh', { refresh_token: 'dmr_\0' }],
  ])('take no NUL in %s', async (_what, path, body) => {
    const { status } = await api.call('POST', path, { body });
    expect(status === 400 || (path === '/token/refresh' && status === 401)).toBe(true);
  });

  describe('a password', () => {
    const opens = async (set: string, tried: string): Promise<boolean> => {
      const email = address();
      expect((await register({ email, password: set })).status).toBe(201);
      return (await login(email, tried)).status === 200;
    };

    it('counts to its last character: two that differ at the 73rd are two', async () => {
      const long = 'x'.repeat(72);
      const password = `${long}A${'y'.repeat(27)}`;
      expect(await opens(password, `${long}B${'y'.repeat(27)}`)).toBe(false);
      expect(await opens(password, password)).toBe(true);
    });

    it('is not ended by a NUL when it is tried', async () => {
      expect(await opens(PASSWORD, `${PASSWORD}\0more`)).toBe(false);
    });

    it('is the same however its accents are composed', async () => {
      const composed = 'crème brûlée à la carte';
      expect(composed.normalize('NFD')).not.toBe(composed.normalize('NFC'));
      expect(await opens(composed.normalize('NFC'), composed.normalize('NFD'))).toBe(true);
      expect(await opens(composed.normalize('NFD'), composed.normalize('NFC'))).toBe(true);
    });

    it('is taken as it is: case and spaces count, and there is no rule on its letters', async () => {
      expect(await opens('  spaced out  ', 'spaced out')).toBe(false);
      expect(await opens('all lower case letters', 'All lower case letters')).toBe(false);
      expect(await opens('ʻŌlelo 漢字 🦆🦆🦆', 'ʻŌlelo 漢字 🦆🦆🦆')).toBe(true);
      expect(await opens('p'.repeat(8) + 'q'.repeat(1016), 'p'.repeat(8) + 'q'.repeat(1016))).toBe(true);
    });
  });

  describe('login', () => {
    it('gives the tokens of its contract, which nothing may store', async () => {
      const answer = await login(admin.email, admin.password);
      expect(answer.status).toBe(200);
      expect(tokensSchema.parse(answer.body)).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it.each<[string, object]>([
      ['nothing', {}],
      ['a list for an address', { email: ['a'], password: 'b' }],
      ['an object for an address', { email: { $ne: '' }, password: 'b' }],
      ['a password of 1025 characters', { email: 'a', password: 'b'.repeat(1025) }],
      ['a field too many', { email: 'a', password: 'b', is_admin: true }],
    ])('refuses %s', async (_what, body) => {
      const answer = await api.call('POST', '/login', { body });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    });

    it('writes a failure down, with the account that was meant and never what was tried', async () => {
      const person = await newPerson(api);
      await login(person.email, 'not the password');
      expect(await actionsOf(person.id)).toEqual([
        'user.register success',
        'session.login success',
        'session.login failure',
      ]);
      const { rows } = await api.database.client.query(
        `SELECT a::text AS line FROM audit_logs a WHERE a::text ILIKE '%not the password%'`,
      );
      expect(rows).toEqual([]);
    });
  });

  describe('my account', () => {
    it('changes its name, under the version that was read', async () => {
      const { token, id } = await newPerson(api);
      const read = await api.call('GET', '/me', { token });
      const etag = String(read.headers.etag);
      const patch = (headers: Record<string, string>, body: object = { name: 'Ada L.' }) =>
        api.call('PATCH', '/me', { token, headers, body });
      expect((await patch({})).body.code).toBe('precondition_required');
      expect((await patch({ 'if-match': etag }, { email: 'other@example.test' })).body.code).toBe('invalid_request');
      const changed = await patch({ 'if-match': etag });
      expect(meSchema.parse(changed.body)).toEqual({ ...read.body, name: 'Ada L.', updated_at: expect.any(String) });
      expect(changed.headers.etag).not.toBe(etag);
      expect((await patch({ 'if-match': etag })).body.code).toBe('precondition_failed');
      expect(await actionsOf(id)).toContain('user.update success');
    });

    it('is not shown to an API key', async () => {
      const { token } = await newPerson(api);
      const made = await api.call('POST', '/api-keys', { token, body: { name: 'k', scopes: ['usage:read'] } });
      for (const path of ['/me', '/sessions', '/users']) {
        const answer = await api.call('GET', path, { token: made.body.key });
        expect([answer.status, answer.body.code]).toEqual([403, 'session_required']);
      }
    });

    it('lists its sessions in pages, newest first, and no other person’s', async () => {
      const { token, email, password } = await newPerson(api);
      for (let turn = 0; turn < 2; turn++) await login(email, password);
      const first = await api.call('GET', '/sessions?limit=2', { token });
      const page = sessionPageSchema.parse(first.body);
      expect(page).toMatchObject({ has_more: true, data: [{ is_current: false }, { is_current: false }] });
      expect(first.headers.link).toContain('rel="next"');
      const rest = await api.call('GET', `/sessions?limit=2&cursor=${page.next_cursor}`, { token });
      expect(sessionPageSchema.parse(rest.body)).toMatchObject({ has_more: false, data: [{ is_current: true }] });
      const foreign = await api.call('GET', `/sessions?cursor=${page.next_cursor}`, { token: admin.token });
      expect(foreign.body.code).toBe('invalid_cursor');
    });
  });

  it('leave no readable secret in the database', async () => {
    const person = await newPerson(api, 'dumped');
    const next = (await api.call('POST', '/token/refresh', { body: { refresh_token: person.refreshToken } })).body;
    const key = (await api.call('POST', '/api-keys', { token: person.token, body: { name: 'k', scopes: ['usage:read'] } })).body.key; // prettier-ignore
    const secrets = [person.password, person.token, person.refreshToken, next.access_token, next.refresh_token, key];
    const { rows: tables } = await api.database.client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    let dump = '';
    for (const { name } of tables) {
      const { rows } = await api.database.client.query<{ line: string }>(
        `SELECT row_to_json(t)::text AS line FROM ${name} t`,
      );
      dump += rows.map(({ line }) => line).join('\n');
    }
    expect(tables.length).toBeGreaterThan(10);
    expect(dump).toContain(person.email);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      const random = secret.replace(/^dm[rk]_(live_)?/, '');
      for (const form of [
        secret,
        random,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64').slice(0, -4),
      ])
        // prettier-ignore
        expect(dump.includes(form)).toBe(false);
    }
    for (const raw of [person.refreshToken, next.refresh_token])
      expect(dump).not.toContain(Buffer.from(raw.slice(4), 'base64url').toString('hex'));
  });
});
