/** A server that is killed with a request on its way: what was asked for with a key is there once, or not at all. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { TEST_SECRET } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { SCRIPT } from './form.js';

const ROUNDS = 3;

describeIf(postgres, 'a server that is killed', () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-killed-'));
  const started: ChildProcess[] = [];
  beforeAll(async () => {
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout: 60_000 });
    database = await freshDatabase();
  }, 90_000);
  afterAll(async () => {
    for (const server of started) server.kill('SIGKILL');
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<{ server: ChildProcess; url: string }> {
    const server = spawn(process.execPath, [inRepository('dist', 'src', 'main.js')], {
      env: {
        PATH: process.env.PATH,
        ROLE: 'all',
        PORT: '0',
        METRICS_PORT: '0',
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        DATABASE_URL: database.url,
        JWT_SECRET: TEST_SECRET,
        RATE_LIMIT_LOGIN: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(server);
    for await (const line of createInterface(server.stdout)) {
      const url = /listening on (http:\/\/[^"\s]+)/.exec(line)?.[1];
      if (url) {
        server.stdout.resume();
        return { server, url };
      }
    }
    throw new Error('the server ended before it listened');
  }

  async function ask(url: string, path: string, body: object, headers: Record<string, string> = {}) {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return fetch(`${url}/api/v1${path}`, { ...init, signal: AbortSignal.timeout(20_000) });
  }

  /** Of somebody new. */
  async function tokenOf(url: string): Promise<string> {
    const person = { email: `person-${started.length}@example.test`, password: 'correct horse of theirs 1' };
    await ask(url, '/register', { ...person, name: 'Person' });
    const login = await ask(url, '/login', person);
    const text = await login.text();
    if (login.status !== 200) throw new Error(`login: ${login.status} ${text}`);
    return (JSON.parse(text) as { access_token: string }).access_token;
  }

  it('makes a migration once for one key, whenever the kill comes', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { server, url } = await start();
      const token = await tokenOf(url);
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `round ${round}` };
      const body = { name: `Round ${round}`, source: SCRIPT, auto_start: false };
      await fetch(`${url}/api/v1/migrations`, { headers }); // the connection is made
      const first = ask(url, '/migrations', body, headers).then(
        async (response) => ((await response.json()) as { id: string }).id,
        () => null,
      );
      await delay(round * 6);
      server.kill('SIGKILL');
      await once(server, 'exit');
      const answered = await first;
      const rows = async (): Promise<{ id: string }[]> =>
        (await database.client.query('SELECT id FROM migrations WHERE name = $1', [body.name])).rows;
      const left = await rows();
      expect(left.length).toBeLessThanOrEqual(1);
      if (answered !== null) expect(left).toEqual([{ id: answered }]);
      const again = await start();
      const repeated = await ask(again.url, '/migrations', body, headers);
      const { id } = (await repeated.json()) as { id: string };
      expect(repeated.status).toBe(201);
      expect(repeated.headers.get('idempotency-replayed')).toBe(left.length === 1 ? 'true' : null);
      if (left.length === 1) expect(id).toBe(left[0]?.id);
      expect(await rows()).toEqual([{ id }]);
      again.server.kill('SIGKILL');
      await once(again.server, 'exit');
    }
  }, 180_000);

  it('makes it once when it is killed between the commit and the answer', async () => {
    const { server, url } = await start();
    const token = await tokenOf(url);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'between' };
    const body = { name: 'Between', source: SCRIPT, auto_start: false };
    // The commit itself waits: a deferred trigger sleeps, and the server is killed meanwhile. PostgreSQL goes on to commit.
    await database.client.query(`
      CREATE FUNCTION sleep_a_while() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER sleep_at_commit AFTER INSERT ON migrations DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.name = 'Between') EXECUTE FUNCTION sleep_a_while()`);
    const first = ask(url, '/migrations', body, headers).then(
      () => 'answered',
      () => 'cut',
    );
    await delay(600);
    server.kill('SIGKILL');
    expect(await first).toBe('cut');
    await delay(2_000);
    const rows = async () => (await database.client.query(`SELECT id FROM migrations WHERE name = 'Between'`)).rows;
    const [made] = await rows();
    expect(made).toBeDefined();
    const again = await start();
    const repeated = await ask(again.url, '/migrations', body, headers);
    expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(((await repeated.json()) as { id: string }).id).toBe(made.id);
    expect(await rows()).toHaveLength(1);
    again.server.kill('SIGKILL');
    await once(again.server, 'exit');
  }, 60_000);
});
