import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';

const HANDLERS = `
export const sandboxHandlers = {
  'jinja.echo': (payload) => ({ payload }),
  'jinja.later': async (text) => text.toUpperCase(),
  'jinja.nothing': () => undefined,
  'jinja.fails': () => { throw new Error('line 3: unknown filter'); },
  'jinja.loops': () => { for (;;); },
};`;

/** A copy of the built child with a handler module of the test's own in the place that the allow-list names. */
function childWithHandlers(folder: string): string {
  const built = join(process.cwd(), 'dist', 'src');
  for (const part of ['sandbox', 'common']) cpSync(join(built, part), join(folder, 'src', part), { recursive: true });
  mkdirSync(join(folder, 'src', 'dbt'));
  writeFileSync(join(folder, 'src', 'dbt', 'jinja-handlers.js'), HANDLERS);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'src', 'sandbox', 'child.js');
}

describe('a handler in the child', () => {
  let folder: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-handlers-'));
    sandbox = await openSandbox({ childEntry: childWithHandlers(folder) });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is called by name with a JSON payload, beside SQL in the same process', async () => {
    expect(await sandbox.call('jinja.echo', { a: [1, 'x', null] })).toEqual({ payload: { a: [1, 'x', null] } });
    expect(await sandbox.call('jinja.later', 'text')).toBe('TEXT');
    expect(await sandbox.call('jinja.nothing', 0)).toBeNull();
    expect((await sandbox.run('SELECT 1')).rows).toEqual([[1]]);
  });

  test('that throws is a coded error with its message', async () => {
    const failed = { code: 'handler_error', publicText: 'line 3: unknown filter', sandboxAlive: true };
    await expect(sandbox.call('jinja.fails', null)).rejects.toMatchObject(failed);
  });

  test('is found by its exact name only', async () => {
    for (const name of ['jinja.unknown', 'jinja', 'jinja.toString', 'jinja.__proto__', 'other.echo']) {
      await expect(sandbox.call(name, null)).rejects.toMatchObject({ code: 'sandbox_refused', sandboxAlive: true });
    }
  });

  test('that loops for ever is killed in time', async () => {
    const call = sandbox.call('jinja.loops', null, { timeoutMs: 200 });
    await expect(call).rejects.toMatchObject({ code: 'sandbox_timeout', sandboxAlive: false });
  });
});
