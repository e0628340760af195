import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeIf, type Requirement } from '../support/requirement.js';
import { DOUBLY_DENIED } from './attacks.js';

/** The built product: these tests watch a whole process that uses it. */
const BUILT_SANDBOX = pathToFileURL(join(process.cwd(), 'dist', 'src', 'sandbox', 'sandbox.js')).href;

const DUCKDB = pathToFileURL(require.resolve('@duckdb/node-api')).href;

const strace: Requirement = {
  name: 'strace',
  missing: () => (spawnSync('strace', ['-V']).status === 0 ? undefined : 'install strace (apt-get install strace)'),
};
const proc: Requirement = {
  name: '/proc',
  missing: () => (existsSync('/proc/self/status') ? undefined : 'this is not Linux'),
};

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'sandbox-outside-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `import { openSandbox } from ${JSON.stringify(BUILT_SANDBOX)};\n${body}`);
  return path;
}

const PROFILED = [
  "PRAGMA enable_profiling = 'query_tree'",
  `SELECT '\n{"level":"error","msg":"forged"}\n' AS line FROM range(1)`,
];

describe('the output of the child', () => {
  test('never becomes lines of its parent, though DuckDB prints the text of a profiled statement', () => {
    const sandboxed = script(
      'sandboxed.mjs',
      `const sandbox = await openSandbox({ walls: { allowList: false, locks: false } });
       for (const sql of ${JSON.stringify(PROFILED)}) await sandbox.run(sql);
       await sandbox.close();
       console.log('done');`,
    );
    const bare = script(
      'bare.mjs',
      `const { DuckDBConnection } = (await import(${JSON.stringify(DUCKDB)})).default;
       const connection = await DuckDBConnection.create();
       for (const sql of ${JSON.stringify(PROFILED)}) await connection.run(sql);`,
    );
    const printed = spawnSync(process.execPath, [bare], { encoding: 'utf8' });
    expect(printed.stdout + printed.stderr).toContain('{"level":"error","msg":"forged"}');
    const { stdout, stderr } = spawnSync(process.execPath, [sandboxed], { encoding: 'utf8', timeout: 20_000 });
    expect({ stdout, stderr }).toEqual({ stdout: 'done\n', stderr: '' });
  });
});

describeIf(strace, 'the system calls of the child', () => {
  test('open no file that SQL named and connect to nothing, while every attack is made on the locks alone', () => {
    const attacks = DOUBLY_DENIED.map(({ sql }) => sql.replaceAll('FOLDER', join(folder, 'loot')));
    const trace = join(folder, 'trace');
    const path = script(
      'attacks.mjs',
      `const sandbox = await openSandbox({ walls: { allowList: false } });
       for (const sql of ${JSON.stringify(attacks)}) await sandbox.run(sql).catch(() => undefined);
       await sandbox.close();`,
    );
    const traced = ['-f', '-e', 'trace=openat,open,creat,connect', '-o', trace, process.execPath, path];
    expect(spawnSync('strace', traced, { timeout: 50_000 }).status).toBe(0);
    const calls = readFileSync(trace, 'utf8').split('\n');
    expect(calls.filter((call) => call.includes('libduckdb')).length).toBeGreaterThan(0);
    expect(calls.filter((call) => /\bconnect\(.*AF_INET/.test(call))).toEqual([]);
    expect(calls.filter((call) => /loot|\/etc\/passwd|\/self\/environ|\.csv|\.parquet/.test(call))).toEqual([]);
    expect(calls.filter((call) => /O_CREAT/.test(call))).toEqual([]);
  });
});

describeIf(proc, 'a child whose parent is killed', () => {
  test('is gone as well, even in the middle of a statement that ignores interrupts', async () => {
    const path = script(
      'orphan.mjs',
      `import { readFileSync } from 'node:fs';
       const sandbox = await openSandbox();
       sandbox.run("SELECT levenshtein(repeat('ab', 60000), repeat('ba', 60000))").catch(() => undefined);
       setTimeout(() => console.log(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim()), 300);`,
    );
    const parent = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'ignore'] });
    const childPid = Number(
      await new Promise((resolve) => parent.stdout.once('data', (chunk) => resolve(String(chunk)))),
    );
    expect(existsSync(`/proc/${childPid}`)).toBe(true);
    parent.kill('SIGKILL');
    for (let waitedMs = 0; waitedMs < 3_000 && isRunning(childPid); waitedMs += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(isRunning(childPid)).toBe(false);
  });
});

/** A process that was killed but not yet collected by its new parent no longer runs. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
