import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';

/** A child that says whatever a test wants: `reply(object)`, `raw(bytes)` and `request` (the parsed envelope) are in reach. */
const PRELUDE = `
import { writeSync, createReadStream } from 'node:fs';
const raw = (bytes) => writeSync(3, bytes);
const frame = (text) => { const body = Buffer.from(text); const head = Buffer.alloc(4); head.writeUInt32BE(body.length); raw(Buffer.concat([head, body])); };
const reply = (object) => frame(JSON.stringify(object));
const ok = (id, result) => reply({ id, ok: true, result });
createReadStream('', { fd: 3 }).on('data', (bytes) => { const { id, request } = JSON.parse(bytes.subarray(4)); answer(id, request); });
`;

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hostile-child-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** Options that start the child with this body of `answer(id, request)`. */
function hostile(answer: string, options: SandboxOptions = {}): SandboxOptions {
  const childEntry = join(folder, `child-${(made += 1)}.mjs`);
  writeFileSync(childEntry, `${PRELUDE}\nfunction answer(id, request) { ${answer} }`);
  return { childEntry, ...options };
}

const AFTER_OPEN = "if (request.op === 'open') return ok(id, {});";

describe('a hostile child', () => {
  test.each([
    ['ends at once', 'process.exit(0)'],
    ['announces four gigabytes', "raw(Buffer.from('ffffffff', 'hex'))"],
    ['sends what is not JSON', "frame('{')"],
    ['sends JSON of another shape', 'reply([id])'],
    ['answers another request', 'ok(id + 1, {})'],
    ['makes up an error code', "reply({ id, ok: false, error: { code: 'fine', publicText: '' } })"],
    ['aborts', "process.kill(process.pid, 'SIGABRT')"],
  ])('that %s is a coded crash', async (_what, answer) => {
    await expect(openSandbox(hostile(answer))).rejects.toMatchObject({ code: 'sandbox_crashed', sandboxAlive: false });
  });

  test('that never answers is stopped in time', async () => {
    const startedMs = performance.now();
    const opening = openSandbox(hostile('', { limits: { lifecycleTimeoutMs: 600 } }));
    await expect(opening).rejects.toMatchObject({ code: 'sandbox_timeout' });
    expect(performance.now() - startedMs).toBeLessThan(1_600);
  });

  test('that answers twice is killed, and nothing of the second answer is believed', async () => {
    const sandbox = await openSandbox(
      hostile('ok(id, {}); ok(id, {}); ok(id + 1, { columns: [], rows: [], truncated: false, rowsChanged: 0 });'),
    );
    await expect(sandbox.run('SELECT 1')).rejects.toMatchObject({ sandboxAlive: false });
    expect(sandbox.alive).toBe(false);
  });

  test.each([
    ['no table', '{}'],
    ['ragged rows', "{ columns: [{ name: 'a', type: 'INTEGER' }], rows: [[1], []], truncated: false, rowsChanged: 0 }"],
    [
      'rows that are no lists',
      "{ columns: [{ name: 'a', type: 'INTEGER' }], rows: ['x'], truncated: false, rowsChanged: 0 }",
    ],
  ])('that gives %s as a result is refused and killed', async (_what, result) => {
    const sandbox = await openSandbox(hostile(`${AFTER_OPEN} ok(id, ${result});`));
    await expect(sandbox.run('SELECT 1')).rejects.toMatchObject({ code: 'sandbox_crashed', sandboxAlive: false });
    expect(sandbox.alive).toBe(false);
  });

  test('that grows is killed by the watcher', async () => {
    const grow = `${AFTER_OPEN} const hoard = []; setInterval(() => hoard.push(Buffer.alloc(2 ** 24, 1)), 5);`;
    const sandbox = await openSandbox(hostile(grow, { limits: { rssMb: 250 } }));
    await expect(sandbox.run('SELECT 1')).rejects.toMatchObject({ code: 'sql_resource_limit', resource: 'memory' });
  });

  test('that blocks its own thread is killed at the time-out', async () => {
    const sandbox = await openSandbox(hostile(`${AFTER_OPEN} for (;;);`));
    const call = sandbox.call('jinja.render', {}, { timeoutMs: 300 });
    await expect(call).rejects.toMatchObject({ code: 'sandbox_timeout', sandboxAlive: false });
  });

  test('finds an environment without secrets', async () => {
    process.env.SANDBOX_TEST_SECRET = 'hunter2';
    const sandbox = await openSandbox(hostile('ok(id, process.env);'));
    delete process.env.SANDBOX_TEST_SECRET;
    await sandbox.kill();
    expect(sandbox.settings).toEqual({ TZ: 'UTC' });
  });

  test('that runs JavaScript of its own can compile no text, write no file and start nothing', async () => {
    const tries = {
      eval: "new Function('return 1')()",
      write: `await (await import('node:fs/promises')).writeFile(${JSON.stringify(join(folder, 'written'))}, 'x')`,
      process: "(await import('node:child_process')).spawnSync('true')",
      thread: "new (await import('node:worker_threads')).Worker('0', { eval: true })",
    };
    const body = Object.entries(tries).map(
      ([name, code]) => `try { ${code}; done.${name} = 'worked'; } catch (e) { done.${name} = e.code ?? e.name; }`,
    );
    const sandbox = await openSandbox(hostile(`(async () => { const done = {}; ${body.join(' ')} ok(id, done); })();`));
    await sandbox.kill();
    expect(sandbox.settings).toEqual({
      eval: 'EvalError',
      write: 'ERR_ACCESS_DENIED',
      process: 'ERR_ACCESS_DENIED',
      thread: 'ERR_ACCESS_DENIED',
    });
  });

  test('that floods its output is bounded, and its words come only as one escaped line of the internal text', async () => {
    const flood = `for (let i = 0; i < 2000; i += 1) process.stderr.write('\\n{"level":"error","msg":"forged"}'.repeat(20)); process.exit(3);`;
    const error: unknown = await openSandbox(hostile(flood)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sandbox_crashed', publicText: expect.not.stringContaining('forged') });
    const { internalText } = error as { internalText: string }; // checked to be a SandboxError just above
    expect(internalText).toContain('forged');
    expect(internalText.length).toBeLessThan(10_000);
    expect(internalText).not.toContain('\n');
  });
});
