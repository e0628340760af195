import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../support/repository.js';

/** The real test script over test files of our making, in plain JavaScript. */
function runTests(files: Record<string, string>, environment: Record<string, string> = {}) {
  const top = mkdtempSync(join(tmpdir(), 'dm-test-'));
  try {
    for (const file of ['package.json', '.swcrc', 'scripts/build.mjs', 'scripts/test.mjs']) cpSync(inRepository(file), join(top, file)); // prettier-ignore
    symlinkSync(inRepository('node_modules'), join(top, 'node_modules'));
    mkdirSync(join(top, 'src'));
    writeFileSync(
      join(top, 'jest.config.mjs'),
      `export default { testMatch: ['<rootDir>/*.spec.cjs'], transform: {} };`,
    );
    for (const [name, text] of Object.entries(files)) writeFileSync(join(top, name), text);
    const env = { PATH: process.env.PATH, ...environment };
    const ended = spawnSync(process.execPath, [join(top, 'scripts', 'test.mjs')], {
      encoding: 'utf8',
      env,
      timeout: 50_000,
    });
    const lines = ended.stdout.trimEnd().split('\n');
    return { code: ended.status, lastLine: lines.at(-1), before: lines.slice(0, -1).join('\n') };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

const good = `it('holds', () => undefined);`;
const bad = `it('breaks', () => { throw new Error('on purpose'); });`;
const skipped = `it.skip('waits for ink', () => undefined);`;

describe('scripts/test.mjs', () => {
  it('ends with the count of what passed, and code 0', () => {
    expect(runTests({ 'a.spec.cjs': good, 'b.spec.cjs': good })).toMatchObject({
      code: 0,
      lastLine: '2 passed, 0 failed',
    });
  });

  it('counts failed tests, and files that could not run at all, and ends with a code other than 0', () => {
    const run = runTests({ 'a.spec.cjs': good + bad, 'b.spec.cjs': 'this is no script' });
    expect(run).toMatchObject({ code: 1, lastLine: '1 passed, 2 failed' });
  });

  it('adds what was skipped, which is no failure outside CI', () => {
    expect(runTests({ 'a.spec.cjs': good + skipped })).toMatchObject({
      code: 0,
      lastLine: '1 passed, 0 failed, 1 skipped',
    });
  });

  it('fails with CI=true when a test was skipped, and names it', () => {
    const run = runTests({ 'a.spec.cjs': good + skipped }, { CI: 'true' });
    expect(run).toMatchObject({ code: 1, lastLine: '1 passed, 0 failed, 1 skipped' });
    expect(run.before).toContain('a.spec.cjs: waits for ink');
  });

  it('does not call it a success when no test ran', () => {
    expect(runTests({})).toMatchObject({ code: 1, lastLine: '0 passed, 0 failed' });
  });
});
