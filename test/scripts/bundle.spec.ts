import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TEST_SECRET } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { until } from '../support/until.js';

const idleMemoryMaxMib = 120;
const cacheTimeoutMs = 20_000;
const nobody = 65_534;

/** What agents leave behind is described here, and read by the API too. They load nothing else. */
const WORDS_OF_ARTIFACTS = ['agents/assessment/assessment', 'agents/evaluator/evaluation', 'agents/evaluator/report/report-schema', 'agents/options', 'agents/tester/test-report', 'dbt/project'].map((name) => `dist/src/${name}.js`); // prettier-ignore

/** The product as an image has it: what is built, and the packages. */
function makeInstallation(): string {
  const top = mkdtempSync(join(tmpdir(), 'dm-bundle-'));
  chmodSync(top, 0o755);
  for (const file of ['package.json', 'package-lock.json', 'bin', 'scripts', 'dist'])
    cpSync(inRepository(file), join(top, file), { recursive: true });
  symlinkSync(inRepository('node_modules'), join(top, 'node_modules'));
  rmSync(join(top, 'dist', 'bundle'), { recursive: true, force: true });
  return top;
}

describeIf(postgres, 'the bundled server', () => {
  let top = '';
  let database: TestDatabase;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout: 60_000 });
    top = makeInstallation();
    expect(bundle()).toMatch(/^bundled dist\/bundle\/ in \d+ ms\n$/);
    database = await freshDatabase();
  }, 180_000);
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => end(child)));
  });
  afterAll(async () => {
    await database?.close();
    rmSync(top, { recursive: true, force: true });
  });

  const bundle = (...args: string[]): string => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(top, 'scripts', 'bundle.mjs'), ...args], { encoding: 'utf8', timeout: 150_000 }); // prettier-ignore
    return `${stdout}${stderr}${status ? `exit ${status}` : ''}`;
  };
  const folder = (): string => join(top, 'dist', 'bundle');
  const caches = (role: string): string[] =>
    readdirSync(folder()).filter((name) => name.startsWith(`${role}.cjs.`) && name.endsWith('.cache'));
  const end = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<unknown> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0];
  };
  const launch = (file: string, environment: Record<string, string>, args: string[] = [], account = {}) => {
    const child = spawn(process.execPath, [join(top, file), ...args], {
      cwd: '/',
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, JWT_SECRET: TEST_SECRET, SERVICE_TOKEN: TEST_SECRET, AGENTS_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', DATA_DIR: tmpdir(), ...environment }, // prettier-ignore
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
    children.push(child);
    return { child, output };
  };
  /** Started and ready. */
  const start = async (environment: Record<string, string>, { file = 'bin/start.mjs', account = {} } = {}) => {
    const port = await freePort();
    const { child, output } = launch(file, { PORT: String(port), AGENTS_PORT: environment.ROLE === 'worker' ? String(port) : '', ...environment }, [], account); // prettier-ignore
    const url = `http://127.0.0.1:${port}`;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(output.join(''));
      return fetch(`${url}/ready`).then(({ ok }) => ok, () => false); // prettier-ignore
    }, 50_000);
    return { child, output, url };
  };
  const post = async (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }); // prettier-ignore

  it('leaves agents, compiler, engine, DuckDB and LangGraph out of role api', () => {
    const files = readFileSync(join(folder(), 'api.files.txt'), 'utf8').split('\n');
    expect(files).toContain('dist/src/roles/api.js');
    const work = files.filter((file) => /^dist\/src\/(agents|compiler|dbt|sandbox)\/|langchain|duckdb/.test(file));
    expect(work.filter((file) => !WORDS_OF_ARTIFACTS.includes(file))).toEqual([]);
    expect(readFileSync(join(folder(), 'api.cjs'), 'latin1')).not.toContain('@duckdb/node-api');
  });

  it('holds TypeORM once, and no other database of it', () => {
    const files = readFileSync(join(folder(), 'all.files.txt'), 'utf8').split('\n');
    expect(files.filter((file) => /typeorm\/(index\.(m?js)|browser)/.test(file))).toEqual([
      'node_modules/typeorm/index.js',
    ]);
    expect(readFileSync(join(folder(), 'all.cjs'), 'latin1')).not.toMatch(/class \w*(Oracle|Spanner|Sap)Driver/);
  });

  it('is ASCII, so that V8 keeps a letter in one byte', () => {
    for (const role of ['api', 'worker', 'all'])
      expect(/[^\x00-\x7f]/.test(readFileSync(join(folder(), `${role}.cjs`), 'utf8'))).toBe(false); // eslint-disable-line no-control-regex
  });

  it('answers as the compiled files do, holds little memory when idle, says nothing, and ends in order', async () => {
    const bundled = await start({ ROLE: 'api' });
    await delay(1_000);
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${bundled.child.pid}/status`, 'utf8');
      expect(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024).toBeLessThan(idleMemoryMaxMib);
    }
    const compiled = await start({ ROLE: 'api' }, { file: 'dist/src/main.js' });
    for (const path of ['/openapi.json', '/docs', '/problems', '/health']) {
      const [ours, theirs] = await Promise.all([fetch(bundled.url + path), fetch(compiled.url + path)]);
      expect([path, ours.status]).toEqual([path, 200]);
      expect(await ours.text()).toBe(await theirs.text());
    }
    const credentials = { email: `${process.pid}@example.test`, password: 'three long words here' };
    expect((await post(`${bundled.url}/api/v1/register`, { ...credentials, name: 'A' })).status).toBe(201);
    const login = await post(`${bundled.url}/api/v1/login`, credentials);
    const { access_token: token } = (await login.json()) as { access_token: string }; // the contract of /login
    const list = await fetch(`${bundled.url}/api/v1/migrations`, { headers: { Authorization: `Bearer ${token}` } });
    expect([list.status, await list.json()]).toEqual([200, { data: [], next_cursor: null, has_more: false }]);
    expect(await end(bundled.child, 'SIGTERM')).toBe(0);
    expect(bundled.output).toEqual([]);
  });

  it('runs agents in the other roles: a migration is completed by the process of role all', async () => {
    const { url } = await start({ ROLE: 'all' });
    const credentials = { email: `all-${process.pid}@example.test`, password: 'three long words here' };
    await post(`${url}/api/v1/register`, { ...credentials, name: 'A' });
    const login = await post(`${url}/api/v1/login`, credentials);
    const { access_token: token } = (await login.json()) as { access_token: string }; // the contract of /login
    const headers = { Authorization: `Bearer ${token}` };
    const created = await post(`${url}/api/v1/migrations`, { name: 'one', source: 'CREATE TABLE dbo.t (a int NOT NULL);\nGO\nCREATE VIEW dbo.v AS SELECT a FROM dbo.t;', target: 'duckdb' }, headers); // prettier-ignore
    expect(created.status).toBe(202);
    const own = `${url}${created.headers.get('Location')}`;
    const read = async () => (await (await fetch(own, { headers })).json()) as { status: string }; // the contract of a migration
    await until(async () => !['pending', 'running'].includes((await read()).status), 50_000);
    expect(await read()).toMatchObject({ status: 'completed', error: null });
  });

  it('starts role worker, and brings the tables up to date and ends when told so', async () => {
    expect((await start({ ROLE: 'worker', REDIS_URL: '' })).output).toEqual([]);
    const { child, output } = launch('bin/start.mjs', {}, ['schema']);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output.join('')).toBe('the schema is up to date\n');
  });

  it('tells bad settings as the compiled files do: once, with exit code 1', async () => {
    const settings: Record<string, string>[] = [{ ROLE: 'api', PORT: 'eighty' }, { ROLE: '../all' }];
    for (const environment of settings) {
      const { child, output } = launch('bin/start.mjs', environment);
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(output.join('').match(/^These settings cannot be used:$/gm)).toHaveLength(1);
    }
  });

  it('has a code cache that V8 takes, for the flags of the build', async () => {
    const [name = ''] = caches('api');
    const before = statSync(join(folder(), name)).ino;
    await start({ ROLE: 'api' });
    await delay(6_000); // by then one that does not fit would have been replaced
    expect(caches('api')).toEqual([name]);
    expect(statSync(join(folder(), name)).ino).toBe(before);
  });

  it('makes a code cache of its own where there is none, where it is damaged, and for other flags of V8', async () => {
    const [name = ''] = caches('api');
    const whole = statSync(join(folder(), name)).size;
    writeFileSync(join(folder(), name), 'damaged');
    const { output } = await start({ ROLE: 'api' });
    await until(() => statSync(join(folder(), name)).size > whole / 2, cacheTimeoutMs);
    expect(output).toEqual([]);
    await start({ ROLE: 'api', NODE_OPTIONS: '--max-old-space-size=200' });
    await until(() => caches('api').length === 2, cacheTimeoutMs);
  });

  it('starts where nothing can be written', async () => {
    for (const name of caches('api')) rmSync(join(folder(), name));
    chmodSync(folder(), 0o555);
    const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
    const { output } = await start({ ROLE: 'api' }, { account });
    await delay(6_000);
    expect([output, caches('api')]).toEqual([[], []]);
    chmodSync(folder(), 0o755);
  });

  it('is made anew only when what it is made of changed', () => {
    const file = join(folder(), 'schema.cjs');
    const made = statSync(file).ino;
    const startedMs = performance.now();
    expect(bundle('--if-stale')).toBe('');
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    writeFileSync(join(top, 'dist', '.build.json'), '{}');
    expect(bundle('--if-stale')).toMatch(/^bundled/);
    expect(statSync(file).ino).not.toBe(made);
  }, 150_000);

  it('is not needed: without it the compiled files start', async () => {
    renameSync(folder(), `${folder()}.away`);
    const { output } = await start({ ROLE: 'api' });
    expect([output, existsSync(folder())]).toEqual([[], false]);
    mkdirSync(folder());
  });
});
