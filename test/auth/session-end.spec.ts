import { setTimeout as delay } from 'node:timers/promises';
import { Passwords } from '../../src/auth/passwords.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

/** Two memories that follow each other: of sessions (5 s) and of verified tokens (4.5 s). */
const WITHIN_MS = 12_000;

interface Login {
  readonly token: string;
  readonly refreshToken: string;
}

describeIf(postgres, 'a session that ended', () => {
  let api: TestApi;
  /** Another process on the same database, as far as sessions go: nothing but the database is shared. */
  let other: TestApi;
  let admin: Person;

  beforeAll(async () => {
    api = await startApi();
    other = await startApi({}, api.database);
    admin = await newPerson(api, 'admin');
  });
  afterAll(async () => {
    await other.close();
    await api.close();
  });

  const login = async ({ email, password }: { email: string; password: string }): Promise<Login> => {
    const { body, status } = await api.call('POST', '/login', { body: { email, password } });
    expect(status).toBe(200);
    return { token: body.access_token, refreshToken: body.refresh_token };
  };
  const asks = async (at: TestApi, { token }: Login): Promise<number> =>
    (await at.call('GET', '/me', { token })).status;
  const refreshes = async (at: TestApi, { refreshToken }: Login): Promise<number> =>
    (await at.call('POST', '/token/refresh', { body: { refresh_token: refreshToken } })).status;
  const both = async (login_: Login): Promise<number[]> => [await asks(api, login_), await asks(other, login_)];
  const reasonsOf = async (userId: string): Promise<(string | null)[]> => {
    const { rows } = await api.database.client.query<{ reason: string | null }>(
      'SELECT revoked_reason AS reason FROM sessions WHERE user_id = $1 ORDER BY id',
      [userId],
    );
    return rows.map(({ reason }) => reason);
  };
  const patchUser = (id: string, body: object): Promise<Answer> =>
    api.call('PATCH', `/users/${id}`, { token: admin.token, headers: { 'if-match': '*' }, body });

  it.each<[string, (person: Person, own: Login, sessionId: string) => Promise<Answer>, string]>([
    ['logout', (_person, own) => api.call('POST', '/logout', { token: own.token }), 'logout'],
    ['its end by the person, from another session', (person, _own, id) => api.call('DELETE', `/sessions/${id}`, { token: person.token }), 'ended'], // prettier-ignore
    ['the end of all other sessions', (person) => api.call('DELETE', '/sessions', { token: person.token }), 'ended'],
    ['a change of the password, elsewhere', (person) => api.call('PUT', '/me/password', { token: person.token, body: { current_password: person.password, new_password: 'another phrase that is long' } }), 'password_change'], // prettier-ignore
  ])('by %s is refused at once where it ended, and the other sessions go on', async (_what, end, reason) => {
    const person = await newPerson(api);
    const own = await login(person);
    const { body } = await api.call('GET', '/sessions', { token: own.token });
    const { id } = body.data.find(({ is_current: isCurrent }: { is_current: boolean }) => isCurrent);
    expect(await both(own)).toEqual([200, 200]);

    expect((await end(person, own, id)).status).toBe(204);
    expect(await asks(api, own)).toBe(401);
    expect(await refreshes(api, own)).toBe(401);
    expect(await refreshes(other, own)).toBe(401);
    expect(await asks(api, person)).toBe(200);
    expect(await reasonsOf(person.id)).toEqual([null, reason]);
    const left = await api.call('GET', '/sessions', { token: person.token });
    expect(left.body.data).toHaveLength(1);
  });

  it('by a disabled account is refused: every session of it, and every key, and no new login', async () => {
    const person = await newPerson(api);
    const own = await login(person);
    const { body } = await api.call('POST', '/api-keys', {
      token: own.token,
      body: { name: 'k', scopes: ['usage:read'] },
    });
    const usage = async (): Promise<number> => (await api.call('GET', '/usage', { token: body.key })).status;
    expect([await asks(api, person), await asks(api, own), await usage()]).toEqual([200, 200, 200]);
    expect((await patchUser(person.id, { is_disabled: true })).body.is_disabled).toBe(true);
    expect([await asks(api, person), await asks(api, own), await usage()]).toEqual([401, 401, 401]);
    expect([await refreshes(api, person), await refreshes(other, own)]).toEqual([401, 401]);
    const again = await api.call('POST', '/login', { body: person });
    expect(again.status).toBe(400); // the whole person is more than a login
    const { email, password } = person;
    expect((await api.call('POST', '/login', { body: { email, password } })).body.code).toBe('invalid_credentials');

    expect((await patchUser(person.id, { is_disabled: false })).body.is_disabled).toBe(false);
    expect(await asks(api, own)).toBe(401);
    expect(await asks(api, await login(person))).toBe(200);
    expect(await usage()).toBe(200);
  });

  it('by an account that was disabled past the API, in the database, is refused as well', async () => {
    const person = await newPerson(api);
    const [fresh, unused] = [await login(person), await login(person)];
    await api.database.client.query('UPDATE users SET disabled_at = now() WHERE id = $1', [person.id]);
    expect(await both(fresh)).toEqual([401, 401]);
    expect([await refreshes(api, fresh), await refreshes(other, unused)]).toEqual([401, 401]);
  });

  it('dies within seconds in a process that was told nothing', async () => {
    const person = await newPerson(api);
    const ended = { logout: await login(person), disabled: await newPerson(api), deleted: await newPerson(api) };
    for (const own of Object.values(ended)) expect(await both(own)).toEqual([200, 200]);
    const start = performance.now();
    await api.call('POST', '/logout', { token: ended.logout.token });
    await patchUser(ended.disabled.id, { is_disabled: true });
    await api.call('DELETE', `/users/${ended.deleted.id}`, { token: admin.token, headers: { 'if-match': '*' } });

    const statuses = async (): Promise<number[]> =>
      Promise.all(Object.values(ended).map((own) => asks(other, own))); // prettier-ignore
    while ((await statuses()).some((status) => status !== 401) && performance.now() - start < 2 * WITHIN_MS)
      await delay(100);
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
    // Nothing of it comes back when memories end.
    expect(await statuses()).toEqual([401, 401, 401]);
    expect(await asks(other, person)).toBe(200);
  });

  it('of another person cannot be ended, nor one that ended already', async () => {
    const person = await newPerson(api);
    const stranger = await newPerson(api);
    const { body } = await api.call('GET', '/sessions', { token: person.token });
    const [{ id }] = body.data;
    const end = (as: Person) => api.call('DELETE', `/sessions/${id}`, { token: as.token });
    expect((await end(stranger)).status).toBe(404);
    expect((await end(admin)).status).toBe(404);
    expect(await asks(api, person)).toBe(200);
    const own = await login(person);
    const asOwn = (): Promise<Answer> => api.call('DELETE', `/sessions/${id}`, { token: own.token });
    expect([(await asOwn()).status, (await asOwn()).status]).toEqual([204, 404]);
    expect((await api.call('DELETE', '/sessions/nonsense', { token: own.token })).status).toBe(404);
  });

  it('is not prolonged by a refresh that runs at the same time', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const person = await newPerson(api);
      const [, refreshed] = await Promise.all([
        api.call('POST', '/logout', { token: person.token }),
        other.call('POST', '/token/refresh', { body: { refresh_token: person.refreshToken } }),
      ]);
      if (refreshed.status === 200) {
        const own = { token: refreshed.body.access_token, refreshToken: refreshed.body.refresh_token };
        expect(await refreshes(api, own)).toBe(401);
        expect(await asks(api, own)).toBe(401);
      } else expect(refreshed.status).toBe(401);
    }
  });
});

describeIf(postgres, 'changing the password', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('needs the current one and a good new one, and the old one is worth nothing then', async () => {
    const person = await newPerson(api);
    const change = (current: string, next: string): Promise<Answer> =>
      api.call('PUT', '/me/password', { token: person.token, body: { current_password: current, new_password: next } });
    const opens = async (password: string): Promise<boolean> =>
      (await api.call('POST', '/login', { body: { email: person.email, password } })).status === 200;
    const next = 'another phrase that is long';
    expect((await change('wrong', next)).body.code).toBe('invalid_credentials');
    expect((await change(person.password, 'password1')).body.code).toBe('invalid_request');
    expect(await opens(person.password)).toBe(true);
    expect((await change(person.password, next)).status).toBe(204);
    expect([await opens(person.password), await opens(next)]).toEqual([false, true]);
  });

  it('of two changes at once lets one be', async () => {
    const person = await newPerson(api);
    const answers = await Promise.all(
      ['one phrase of the two', 'the other of the two'].map((next) =>
        api.call('PUT', '/me/password', {
          token: person.token,
          body: { current_password: person.password, new_password: next },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409]);
  });
});

describeIf(postgres, 'a login that is slower than what ends it', () => {
  it.each<[string, (api: TestApi, admin: Person, person: Person) => Promise<Answer>]>([
    ['a change of the password', (api, _admin, person) => api.call('PUT', '/me/password', { token: person.token, body: { current_password: person.password, new_password: 'another phrase that is long' } })], // prettier-ignore
    ['disabling the account', (api, admin, person) => api.call('PATCH', `/users/${person.id}`, { token: admin.token, headers: { 'if-match': '*' }, body: { is_disabled: true } })], // prettier-ignore
    ['deleting the account', (api, admin, person) => api.call('DELETE', `/users/${person.id}`, { token: admin.token, headers: { 'if-match': '*' } })], // prettier-ignore
  ])('is refused after %s', async (_what, end) => {
    const api = await startApi();
    try {
      const admin = await newPerson(api, 'admin');
      const person = await newPerson(api);
      const passwords = api.app.get(Passwords);
      const verify = passwords.verify.bind(passwords);
      jest.spyOn(passwords, 'verify').mockImplementationOnce(async (password, find) => {
        const verified = await verify(password, find);
        expect((await end(api, admin, person)).status).toBeLessThan(300);
        return verified;
      });
      const { email, password } = person;
      const login = await api.call('POST', '/login', { body: { email, password } });
      expect([login.status, login.body.code]).toEqual([401, 'invalid_credentials']);
      const { rows } = await api.database.client.query(
        'SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND id <> (SELECT min(id) FROM sessions WHERE user_id = $1)',
        [person.id],
      );
      expect(rows).toEqual([]);
    } finally {
      await api.close();
    }
  });
});
