import { LoginThrottle } from '../../src/auth/login-throttle.js';
import { Passwords } from '../../src/auth/passwords.js';
import { CountersAwayError, CounterStore } from '../../src/cache/counter-store.js';
import { InProcessCounterStore } from '../../src/cache/in-process.js';
import { Settings } from '../../src/config/settings.js';
import { newPerson, startApi, TEST_SECRET, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const ATTACKER = '203.0.113.7';
const HOME = '198.51.100.20';

/** The bucket of all logins from an address is wide here: it has tests of its own. */
const WIDE = { RATE_LIMIT_LOGIN: '100000' };

describeIf(postgres, 'guessing at a password', () => {
  let api: TestApi;
  let victim: Person;
  let hashed: jest.SpyInstance;

  beforeAll(async () => {
    api = await startApi(WIDE);
    await newPerson(api, 'admin');
    hashed = jest.spyOn(api.app.get(Passwords), 'verify');
  });
  beforeEach(async () => {
    victim = await newPerson(api, 'victim');
    hashed.mockClear();
  });
  afterAll(() => api.close());

  const login = (password: string, remoteAddress: string, email = victim.email): Promise<Answer> =>
    api.call('POST', '/login', { body: { email, password }, remoteAddress });
  const guess = async (times: number, address: (at: number) => string): Promise<number[]> => {
    const statuses: number[] = [];
    for (let at = 0; at < times; at++) statuses.push((await login(`guess ${at}`, address(at))).status);
    return statuses;
  };

  it('from one address reaches the hash ten times of a hundred, and does not lock the victim out elsewhere', async () => {
    const statuses = await guess(100, () => ATTACKER);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(10)).toEqual(Array.from({ length: 90 }, () => 429));
    expect(hashed).toHaveBeenCalledTimes(10);
    const refused = await login(victim.password, ATTACKER);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login(victim.password, HOME)).status).toBe(200);
  });

  it('in parallel is counted too', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, at) => login(`guess ${at}`, ATTACKER)));
    expect(hashed.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('is not made cheaper by the case or the spaces of the address', async () => {
    for (let at = 0; at < 30; at++)
      await login('guess', ATTACKER, at % 2 ? ` ${victim.email.toUpperCase()}` : victim.email);
    expect(hashed).toHaveBeenCalledTimes(10);
  });

  it('from many addresses of one IPv6 network counts as one', async () => {
    await guess(30, (at) => `2001:db8:1:2::${at.toString(16)}`);
    expect(hashed).toHaveBeenCalledTimes(10);
    expect((await login(victim.password, '2001:db8:1:3::1')).status).toBe(200);
  });

  it('from many addresses leaves each of them two tries, so that the victim still comes in from any new one', async () => {
    const counters = new InProcessCounterStore();
    const throttle = new LoginThrottle(counters, Settings.read({ JWT_SECRET: TEST_SECRET }));
    const tries = async (ip: string): Promise<number> => {
      for (let at = 0; at < 12; at++) {
        const isRefused = await throttle.attempt('v@example.test', ip).then(
          () => false,
          () => true,
        );
        if (isRefused) return at;
      }
      return 12;
    };
    const allowed: number[] = [];
    for (let at = 0; at < 30; at++) allowed.push(await tries(`10.0.0.${at}`));
    expect(allowed.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 10));
    expect(allowed.slice(10)).toEqual(Array.from({ length: 20 }, () => 2));
    await expect(throttle.attempt('v@example.test', HOME)).resolves.toBeUndefined();
    await expect(throttle.attempt('other@example.test', '10.0.0.1')).resolves.toBeUndefined();
  });

  it('ends its count with the right password', async () => {
    for (let turn = 0; turn < 3; turn++) {
      expect(await guess(8, () => HOME)).toEqual(Array.from({ length: 8 }, () => 401));
      expect((await login(victim.password, HOME)).status).toBe(200);
    }
  });

  it('of an account that is logged in is counted as well', async () => {
    const change = (current: string): Promise<Answer> =>
      api.call('PUT', '/me/password', {
        token: victim.token,
        body: { current_password: current, new_password: 'a new phrase that is long' },
        remoteAddress: ATTACKER,
      });
    const statuses: number[] = [];
    for (let at = 0; at < 12; at++) statuses.push((await change(`guess ${at}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect((await change(victim.password)).status).toBe(429);
  });

  it('never becomes free when the counters are away: nobody logs in then, and nothing is hashed', async () => {
    const store = api.app.get<CounterStore>(CounterStore);
    const away = jest.spyOn(store, 'increment').mockRejectedValue(new CountersAwayError('away'));
    try {
      const start = performance.now();
      const answer = await login(victim.password, HOME);
      expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'overloaded', '2']);
      expect(performance.now() - start).toBeLessThan(1000);
      expect(hashed).not.toHaveBeenCalled();
    } finally {
      away.mockRestore();
    }
    expect((await login(victim.password, HOME)).status).toBe(200);
  });
});
