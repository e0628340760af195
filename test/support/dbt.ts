import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { inRepository } from './repository.js';
import type { Requirement } from './requirement.js';

/** One node of dbt's run_results.json (dbt docs, "Run results JSON file"). */
export interface DbtResult {
  /** `model.shop.orders`, `test.shop.not_null_orders_id.c1d2` */
  readonly uniqueId: string;
  /** `success`, `pass`, `warn`, `fail`, `error`, `skipped` */
  readonly status: string;
  readonly message: string | undefined;
  /** Failing rows of a test. */
  readonly failures: number | undefined;
}

export interface DbtRun {
  readonly exitCode: number;
  /** stdout and stderr as one text. */
  readonly output: string;
  /** Empty when dbt wrote no run results: it failed before it ran anything, or the command makes none. */
  readonly results: readonly DbtResult[];
}

export const dbt: Requirement = {
  name: 'dbt',
  missing: () => (dbtProgram() ? undefined : 'no dbt in DBT_BIN, .venv/bin or PATH; .ci/run shows how to install it'),
};

/**
 * Runs the real dbt on a project whose folder also holds its profiles.yml.
 * @param args as on the command line: `['build', '--target', 'dev']`
 * @throws when dbt is not installed or does not end within `timeoutMs` (it is killed then)
 */
export async function runDbt(
  projectDir: string,
  args: readonly string[],
  { timeoutMs = 180_000, env = {} }: { timeoutMs?: number; env?: Record<string, string> } = {},
): Promise<DbtRun> {
  const program = dbtProgram();
  if (!program) throw new Error(`needs dbt: ${dbt.missing()}`);
  rmSync(runResultsFile(projectDir), { force: true }); // so that an earlier run's results are never taken for this one's
  const ended = await execute(
    program,
    ['--no-use-colors', ...args],
    projectDir,
    dbtEnvironment(projectDir, env),
    timeoutMs,
  );
  return { ...ended, results: readRunResults(projectDir) };
}

/** @returns the dbt that the tests use: $DBT_BIN, the checkout's .venv, or the first on PATH */
export function dbtProgram(): string | undefined {
  if (process.env.DBT_BIN) return isExecutable(process.env.DBT_BIN) ? process.env.DBT_BIN : undefined;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'dbt'));
  return [inRepository('.venv', 'bin', 'dbt'), ...onPath].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** No usage statistics, no version check: a test run calls nobody. */
function dbtEnvironment(projectDir: string, extra: Record<string, string>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DBT_PROFILES_DIR: projectDir,
    DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    DO_NOT_TRACK: '1',
    DBT_VERSION_CHECK: 'false',
    ...extra,
  };
}

function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (!error) resolve({ exitCode: 0, output });
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, output });
      else
        reject(
          new Error(`dbt ${args.join(' ')} did not end by itself within ${timeoutMs} ms\n${output}`, { cause: error }),
        );
    });
  });
}

const runResults = z.object({
  results: z.array(
    z.object({
      unique_id: z.string(),
      status: z.string(),
      message: z.string().nullish(),
      failures: z.number().nullish(),
    }),
  ),
});

/** @returns what target/run_results.json says, in the order of unique_id so that two runs compare */
export function readRunResults(projectDir: string): DbtResult[] {
  const file = runResultsFile(projectDir);
  if (!existsSync(file)) return [];
  const { results } = runResults.parse(JSON.parse(readFileSync(file, 'utf8')));
  return results
    .map((result) => ({
      uniqueId: result.unique_id,
      status: result.status,
      message: result.message ?? undefined,
      failures: result.failures ?? undefined,
    }))
    .sort((a, b) => (a.uniqueId < b.uniqueId ? -1 : a.uniqueId > b.uniqueId ? 1 : 0));
}

const runResultsFile = (projectDir: string): string => join(projectDir, 'target', 'run_results.json');
