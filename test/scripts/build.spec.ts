import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../support/repository.js';

/** A checkout in small: the real build script and settings, two sources, a bench that reaches into src. */
function makeCheckout(): string {
  const top = mkdtempSync(join(tmpdir(), 'dm-build-'));
  for (const file of ['package.json', '.swcrc', 'scripts/build.mjs']) cpSync(inRepository(file), join(top, file));
  symlinkSync(inRepository('node_modules'), join(top, 'node_modules'));
  for (const folder of ['src', 'bench']) mkdirSync(join(top, folder));
  writeFileSync(join(top, 'src', 'greeting.ts'), `export const greeting: string = 'hello';\n`);
  writeFileSync(join(top, 'src', 'page.html'), '<p></p>');
  writeFileSync(
    join(top, 'bench', 'say.ts'),
    `import { greeting } from '../src/greeting.js';\nconsole.log(greeting);\n`,
  );
  return top;
}

/** @returns what the build said, and its exit code where that is not 0 */
function build(top: string, ...args: string[]): string {
  const command = [join(top, 'scripts', 'build.mjs'), ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    cwd: tmpdir(),
    timeout: 60_000,
  });
  return `${stdout}${stderr}${status ? `exit ${status}` : ''}`;
}

const run = (file: string): string => execFileSync(process.execPath, [file], { encoding: 'utf8', timeout: 10_000 });

describe('scripts/build.mjs', () => {
  let top = '';
  beforeEach(() => (top = makeCheckout()));
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it('keeps relative imports between bench and src working, and copies what is not TypeScript', () => {
    build(top);
    expect(run(join(top, 'dist', 'bench', 'say.js'))).toBe('hello\n');
    expect(readFileSync(join(top, 'dist', 'src', 'page.html'), 'utf8')).toBe('<p></p>');
  });

  it('says and does nothing with --if-stale when nothing changed', () => {
    build(top);
    expect(build(top, '--if-stale')).toBe('');
  });

  it('compiles with --if-stale what changed, and removes what is gone', () => {
    build(top);
    writeFileSync(join(top, 'src', 'greeting.ts'), `export const greeting: string = 'good day';\n`);
    rmSync(join(top, 'src', 'page.html'));
    expect(build(top, '--if-stale')).toMatch(/1 compiled, 1 removed/);
    expect(run(join(top, 'dist', 'bench', 'say.js'))).toBe('good day\n');
    expect(existsSync(join(top, 'dist', 'src', 'page.html'))).toBe(false);
  });

  it('runs the build that is there when the compiler is not installed', () => {
    build(top);
    rmSync(join(top, 'node_modules'));
    writeFileSync(join(top, 'src', 'greeting.ts'), 'changed');
    expect(build(top, '--if-stale')).toBe('');
  });

  it('says what to do when there is neither a compiler nor a build', () => {
    rmSync(join(top, 'node_modules'));
    expect(build(top)).toMatch(/run "npm ci"[^]*exit 1$/);
  });

  it('names the file and fails when a source does not parse, and keeps failing until it does', () => {
    writeFileSync(join(top, 'src', 'broken.ts'), 'export const = 1;\n');
    expect(build(top)).toMatch(/src.broken\.ts[^]*exit 1$/);
    expect(build(top, '--if-stale')).toMatch(/exit 1$/);
    writeFileSync(join(top, 'src', 'broken.ts'), 'export const one = 1;\n');
    expect(build(top, '--if-stale')).toContain('compiled');
  });
});
