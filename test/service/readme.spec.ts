/** The commands of the README, run as they stand there: a server with nothing installed but Node, and a migration over HTTP with curl. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { dbt, dbtProgram } from '../support/dbt.js';
import { inRepository } from '../support/repository.js';
import { describeIf, type Requirement } from '../support/requirement.js';
import { startServer, type ServerProcess } from '../support/server-process.js';

const program = (name: string): Requirement => ({
  name,
  missing: () => {
    try {
      execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
      return undefined;
    } catch {
      return 'it is not on the PATH';
    }
  },
});

/** The block of the README that migrates over HTTP. */
function commands(): string {
  const blocks = [...readFileSync(inRepository('README.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, text = '']) => text,
  );
  return blocks.find((text) => text.includes('$api/migrations')) ?? '';
}

describeIf([dbt, program('curl'), program('unzip')], 'the commands of the README, on embedded storage', () => {
  let folder: string;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'datamigrate-readme-'));
    execFileSync('chmod', ['755', folder]);
    symlinkSync(inRepository('examples'), join(folder, 'examples'));
    server = await startServer({ DATA_DIR: join(folder, 'data') });
  }, 180_000);
  afterAll(async () => {
    expect(await server.stop('SIGINT')).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('register, log in, make a key, upload the example, follow its run to the end, and build the project with real dbt', async () => {
    const script = commands().replace('http://127.0.0.1:8000', server.url);
    expect(script).toContain(server.url);
    const env = {
      ...process.env,
      PATH: `${dirname(dbtProgram() ?? '')}${delimiter}${process.env.PATH}`,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env,
      timeout: 400_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(stdout).toContain('event: run.completed');
    expect(stdout).toMatch(/PASS=\d{3} WARN=\d+ ERROR=0/);
    expect(execFileSync('unzip', ['-l', join(folder, 'harbour-supply.zip')], { encoding: 'utf8' })).toContain(
      'migration_report.html',
    );
  }, 420_000);
});
