import { newPerson, startApi, type Answer, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

// Other work on the machine can slow one half of a measurement down by chance; a login that tells is slower each time.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** Enough to see a missing hash (some 55 ms of 60) at any noise of a busy machine; few enough for a minute. */
const SAMPLES = 60;

/**
 * Two-sided Mann-Whitney test: how likely such a difference in rank is when both samples are of one kind. Normal approximation,
 * good from some 20 samples on.
 */
function mannWhitneyP(one: readonly number[], other: readonly number[]): number {
  let wins = 0;
  for (const a of one) for (const b of other) wins += a > b ? 1 : a === b ? 0.5 : 0;
  const mean = (one.length * other.length) / 2;
  const deviation = Math.sqrt((mean * (one.length + other.length + 1)) / 6);
  return 2 * (1 - normal(Math.abs(wins - mean) / deviation));
}

/** Distribution function of the normal distribution. Source: Abramowitz and Stegun, 26.2.17 (error below 1e-7). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

describe('the statistics of this test', () => {
  const ramp = Array.from({ length: 60 }, (_, at) => 60 + (at % 7));
  it('see no difference where there is none, and one of five percent where it is steady', () => {
    expect(mannWhitneyP(ramp, [...ramp].reverse())).toBeGreaterThan(0.9);
    expect(mannWhitneyP(ramp, ramp.map((value) => value * 1.05))).toBeLessThan(0.01); // prettier-ignore
    expect(normal(1.959964)).toBeCloseTo(0.975, 5);
  });
});

describeIf(postgres, 'login tells nobody which accounts there are', () => {
  let api: TestApi;
  let known: string;
  let disabled: { email: string; password: string };

  beforeAll(async () => {
    api = await startApi();
    const admin = await newPerson(api, 'admin');
    known = (await newPerson(api, 'known')).email;
    const person = await newPerson(api, 'disabled');
    disabled = person;
    const off = await api.call('PATCH', `/users/${person.id}`, {
      token: admin.token,
      headers: { 'if-match': '*' },
      body: { is_disabled: true },
    });
    expect(off.status).toBe(200);
  });
  afterAll(() => api.close());

  const login = (email: string, password = 'not the password'): Promise<Answer> =>
    api.call('POST', '/login', { body: { email, password } });
  /** Everything but what is of this one request. */
  const shown = ({ status, body, headers }: Answer) => {
    const { request_id: _id, instance: _instance, ...rest } = body;
    return { status, rest, headers: Object.keys(headers).sort(), length: headers['content-length'] };
  };

  it('by what it answers: no account, a wrong password and a disabled account with the right one', async () => {
    const unknown = shown(await login('nobody@example.test'));
    expect(unknown).toMatchObject({ status: 401, rest: { code: 'invalid_credentials' } });
    expect(shown(await login(known))).toEqual(unknown);
    expect(shown(await login(disabled.email, disabled.password))).toEqual(unknown);
  });

  it.each<[string, () => string]>([
    ['a wrong password', () => known],
    ['a disabled account', () => disabled.email],
  ])('by the time that it takes: %s and no account', async (_what, email) => {
    const times = { unknown: [] as number[], existing: [] as number[] };
    const timed = async (address: string): Promise<number> => {
      const start = performance.now();
      await login(address);
      return performance.now() - start;
    };
    for (let warm = 0; warm < 4; warm++) await login(warm % 2 ? email() : 'nobody@example.test');
    for (let at = 0; at < SAMPLES; at++) {
      // In turns, and each first in turn: what else the machine does falls on both.
      const order = at % 2 ? (['unknown', 'existing'] as const) : (['existing', 'unknown'] as const);
      for (const kind of order)
        times[kind].push(await timed(kind === 'existing' ? email() : `nobody-${at}@example.test`));
    }
    const gap = Math.abs(median(times.existing) / median(times.unknown) - 1);
    // One of both must hold: on a machine that others use too, either alone fails now and then without a cause.
    expect(mannWhitneyP(times.existing, times.unknown) > 0.01 || gap < 0.05).toBe(true);
    expect(gap).toBeLessThan(0.15);
  });

  it('and registration does the same work for an address that is taken', async () => {
    const body = { email: known, password: 'a phrase that is long enough', name: 'N' };
    const times = { taken: [] as number[], free: [] as number[] };
    for (let at = 0; at < 15; at++) {
      for (const kind of ['taken', 'free'] as const) {
        const start = performance.now();
        const email = kind === 'taken' ? known : `fresh-${at}@example.test`;
        const { status } = await api.call('POST', '/register', { body: { ...body, email } });
        times[kind].push(performance.now() - start);
        expect(status).toBe(kind === 'taken' ? 409 : 201);
      }
    }
    // That it is taken is said (a server of one's own without e-mail has no other way); but no faster than the truth is made.
    expect(median(times.taken)).toBeGreaterThan(median(times.free) / 2);
  });
});
