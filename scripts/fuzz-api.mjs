// Fuzzes the built API against its own description: valid, boundary and wrong requests, alone and in sequences, all checks on.
// usage: fuzz-api.mjs [--seconds 120] [--schemathesis PATH]     needs postgresql and redis-server (Debian) and schemathesis (PyPI)
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startProgram, startServices, stopProgram } from '../dist/bench/api/services.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' }, schemathesis: { type: 'string', default: 'schemathesis' }, seed: { type: 'string', default: '20261124' } } }); // prettier-ignore

/** They end the session of the run, or stream for as long as a run lasts: the first are fuzzed apart, the others have tests of their own. */
const ENDING = ['logout', 'endSession', 'endOtherSessions', 'changePassword'];
const STREAMING = ['streamEvents', 'streamRunEvents'];

const secret = () => randomBytes(48).toString('base64url');
const services = await startServices();
let server;
try {
  server = await startProgram(join(root, 'bin', 'start.mjs'), environment(), /listening on (http:[^"\s]+)/);
  const main = await run([
    '--max-time',
    values.seconds,
    ...ENDING.concat(STREAMING).flatMap((id) => ['--exclude-operation-id', id]),
  ]);
  const ending = await run([
    '--max-time',
    '20',
    '--phases',
    'examples,coverage,fuzzing',
    ...ENDING.flatMap((id) => ['--include-operation-id', id]),
  ]);
  process.exitCode = main || ending;
} finally {
  if (server) await stopProgram(server);
  services.close();
}

/** No worker: the runs that are made stay pending. No limits: they would be what is fuzzed. */
function environment() {
  return {
    ROLE: 'api',
    PORT: '0',
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    JWT_SECRET: secret(),
    SERVICE_TOKEN: secret(),
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: '0',
    ...Object.fromEntries(['LOGIN', 'READ', 'WRITE', 'RUN_START'].map((bucket) => [`RATE_LIMIT_${bucket}`, '0'])),
  };
}

async function run(args) {
  const token = await logIn();
  const all = ['--config-file', join(root, 'schemathesis.toml'), 'run', `${server.address}/openapi.json`, '--checks', 'all', '--seed', values.seed, '--workers', '2', '--request-timeout', '20', '--continue-on-failure', '--no-color', '--header', `Authorization: Bearer ${token}`, ...args]; // prettier-ignore
  const child = spawn(values.schemathesis, all, { cwd: root, stdio: 'inherit', timeout: 900_000 });
  return new Promise((done) => child.on('error', () => done(1)).on('exit', (code) => done(code ?? 1)));
}

/** The first of the server, so its admin; later runs log in anew. */
async function logIn() {
  const account = { email: 'fuzz@example.test', password: 'a phrase for fuzzing only' };
  await ask('register', { ...account, name: 'Fuzz' });
  const { access_token: token } = await ask('login', account);
  return token;
}

async function ask(path, body) {
  const response = await fetch(`${server.address}/api/v1/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) }); // prettier-ignore
  return response.json();
}
