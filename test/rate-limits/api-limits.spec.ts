import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'the limits of the API', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    api = await startApi({ RATE_LIMIT_READ: '6', RATE_LIMIT_WRITE: '4', RATE_LIMIT_LOGIN: '8' });
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
  });
  afterAll(() => api.close());

  const statuses = async (times: number, call: () => Promise<{ status: number }>): Promise<number[]> => {
    const seen: number[] = [];
    for (let at = 0; at < times; at++) seen.push((await call()).status);
    return seen;
  };

  it('are for each user and each key, although all call from one address', async () => {
    const key = await api.call('POST', '/api-keys', { body: { name: 'k', scopes: ['usage:read'] }, token: ada.token });
    expect(key.headers['ratelimit-policy']).toBe('"write";q=4;w=60');
    const left = async (token: string): Promise<unknown> => (await api.call('GET', '/usage', { token })).headers['x-ratelimit-remaining']; // prettier-ignore
    // newPerson has read /me once.
    expect([await left(ada.token), await left(ada.token), await left(bob.token)]).toEqual(['4', '3', '4']);
    expect(await left(key.body.key)).toBe('5');
    expect(await statuses(4, () => api.call('GET', '/workspaces', { token: ada.token }))).toEqual([200, 200, 200, 429]);
    expect((await api.call('GET', '/workspaces', { token: bob.token })).status).toBe(200);
  });

  it('count a call that has faults like any other', async () => {
    const eve = await newPerson(api, 'eve');
    const faulty = () => api.call('POST', '/workspaces', { body: { name: 7 }, token: eve.token });
    expect(await statuses(5, faulty)).toEqual([400, 400, 400, 400, 429]);
  });

  it('hold logins, registrations and refreshes up by their address, before a password is looked at', async () => {
    const remoteAddress = '203.0.113.9';
    const login = (password: string) =>
      api.call('POST', '/login', { body: { email: ada.email, password }, remoteAddress });
    const refresh = () =>
      api.call('POST', '/token/refresh', { body: { refresh_token: 'x'.repeat(43) }, remoteAddress });
    expect(await statuses(4, () => login('wrong password'))).toEqual([401, 401, 401, 401]);
    const refreshed = await statuses(4, refresh);
    expect(refreshed).not.toContain(429);
    const refused = await login(ada.password);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(String(refused.headers['retry-after'])).toMatch(/^[1-9]\d?$/);
    const elsewhere = await api.call('POST', '/login', { body: { email: ada.email, password: ada.password } , remoteAddress: '203.0.113.10' }); // prettier-ignore
    expect(elsewhere.status).toBe(200);
  });

  it('leave health checks alone', async () => {
    expect(await statuses(20, () => api.call('GET', '//health'))).toEqual(Array(20).fill(200));
  });
});
