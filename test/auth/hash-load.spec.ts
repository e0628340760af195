import { setTimeout as delay } from 'node:timers/promises';
import { Passwords } from '../../src/auth/passwords.js';
import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const LOGINS = 200;
const MEGABYTE = 1024 * 1024;

describeIf(postgres, 'two hundred logins at once', () => {
  let api: TestApi;
  let ada: Person;
  let address: string;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    await api.app.listen(0, '127.0.0.1');
    address = await api.app.getUrl();
  });
  afterAll(() => api.close());

  const login = async (): Promise<{ status: number; retryAfter: string | null; code: string }> => {
    const answer = await fetch(`${address}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: ada.email, password: ada.password }),
      signal: AbortSignal.timeout(30_000),
    });
    const { code = '' } = (await answer.json()) as { code?: string }; // a problem, or tokens
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), code };
  };

  it('are hashed two at a time, the rest is told to come back, and /health/live answers all the while', async () => {
    await fetch(`${address}/health/live`);
    const rssBefore = process.memoryUsage().rss;
    let isOver = false;
    const waits: number[] = [];
    const poll = (async () => {
      while (!isOver) {
        const start = performance.now();
        const answer = await fetch(`${address}/health/live`, { signal: AbortSignal.timeout(30_000) });
        await answer.arrayBuffer();
        expect(answer.status).toBe(200);
        waits.push(performance.now() - start);
        await delay(5);
      }
    })();
    const answers = await Promise.all(Array.from({ length: LOGINS }, login));
    isOver = true;
    await poll;

    const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
    expect(count(200) + count(503)).toBe(LOGINS);
    expect(count(200)).toBeGreaterThanOrEqual(18);
    expect(count(503)).toBeGreaterThan(0);
    for (const { status, retryAfter, code } of answers)
      if (status === 503) expect([retryAfter, code]).toEqual(['1', 'overloaded']);
    expect(api.app.get(Passwords).queue.peak).toBeLessThanOrEqual(2);

    const p99 = waits.sort((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1] ?? Infinity;
    expect(waits.length).toBeGreaterThan(20);
    // Both ends of every request are in this one process, with all two hundred clients.
    expect(p99).toBeLessThan(200);
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(150 * MEGABYTE);
  });

  it('leave a server that logs in again at once', async () => {
    expect((await login()).status).toBe(200);
  });
});
