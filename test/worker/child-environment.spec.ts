import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, type Bench } from './bench.js';

jest.setTimeout(180_000);

describeIf(postgres, 'the child of a run', () => {
  let bench: Bench;
  let folder: string;
  beforeAll(async () => {
    bench = await openBench();
    folder = mkdtempSync(join(tmpdir(), 'datamigrate-environment-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench.close();
  });

  it('has a home, which a user that is only a number has not, and nothing of the environment of its worker', async () => {
    const told = join(folder, 'environment.json');
    const entry = join(folder, 'child.mjs');
    writeFileSync(
      entry,
      `import { writeFileSync } from 'node:fs'; import { homedir } from 'node:os';
       process.once('message', () => { writeFileSync(${JSON.stringify(told)}, JSON.stringify({ ...process.env, homedir: homedir() })); process.exit(1); });`,
    );
    const { runId } = await bench.newRunOfScript('SELECT 1');
    await bench.newWorker({ entry }).run(runId);
    const { TMPDIR, HOME, homedir, ...rest } = JSON.parse(readFileSync(told, 'utf8'));
    expect(TMPDIR).toMatch(/^\//);
    expect([HOME, homedir]).toEqual([TMPDIR, TMPDIR]);
    expect(rest).toEqual({ TZ: 'UTC', NODE_ENV: 'production' });
  });
});
