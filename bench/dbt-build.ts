/** Real `dbt build` of a finished project, when dbt is installed: DBT_BIN, `.venv/bin/dbt`, or `dbt` on PATH. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface DbtOutcome {
  readonly exitCode: number;
  /** dbt's own last counts: `PASS=10 WARN=1 ERROR=0 SKIP=0 ...`. */
  readonly counts: string;
}

const TIMEOUT_MS = 300_000;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Null when there is no dbt. */
export async function runDbtBuild(folder: string): Promise<DbtOutcome | null> {
  const program = dbtProgram();
  if (program === null) return null;
  const environment = { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1' };
  const options = { cwd: folder, env: environment, timeout: TIMEOUT_MS, maxBuffer: OUTPUT_BYTES_MAX };
  return new Promise((done) => {
    execFile(program, ['--no-use-colors', 'build', '--profiles-dir', '.'], options, (error, stdout) => {
      const counts = /PASS=.*/.exec(stdout)?.[0] ?? stdout.trim().split('\n').slice(-3).join(' | ');
      done({ exitCode: error ? Number(error.code ?? 1) : 0, counts });
    });
  });
}

function dbtProgram(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [process.env['DBT_BIN'], join(process.cwd(), '.venv', 'bin', 'dbt'), ...folders.map((folder) => join(folder, 'dbt'))]; // prettier-ignore
  return candidates.find((candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate)) ?? null;
}
