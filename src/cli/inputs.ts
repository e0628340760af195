/** What both commands read: inputs, options file, data folder. */
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { MigrationOptions } from '../agents/options.js';
import type { MigrationInput } from '../agents/workflow/run-migration.js';
import { listDataFiles, listInputs } from '../sources/input.js';
import { readOptions, type FlagOptions } from './config-file.js';
import type { Progress } from './progress.js';

/** Flags that `migrate` and `assess` share. */
export interface InputFlags {
  readonly var: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly json?: boolean;
  readonly data?: string;
}

const CONFIG_NAME = 'datamigrate.yml';
const REMOVALS_MAX = 3;

/** Everything a run needs but its folders; `use` gets a temporary work folder that is removed afterwards. */
export async function withInput<T>(
  paths: readonly string[],
  flags: InputFlags,
  options: FlagOptions,
  progress: Progress,
  signal: AbortSignal,
  use: (input: MigrationInput) => Promise<T>,
): Promise<T> {
  const inputs = await listInputs(paths);
  const found: MigrationOptions = await readOptions(flags.config ?? defaultConfig(paths[0] ?? '.'), options);
  const dataFiles = flags.data === undefined ? [] : await listDataFiles(flags.data);
  const workFolder = await mkdtemp(join(tmpdir(), 'datamigrate-'));
  try {
    return await use({
      source: { kind: 'scripts', inputs, variables: flags.var, dataFiles },
      options: found,
      workFolder,
      onProgress: (phase, done, total) => progress.update(phase, done, total),
      signal,
    });
  } finally {
    // A step that was stopped may still be writing, while the folder is removed and after.
    if (signal.aborted) process.once('exit', () => rmSync(workFolder, { recursive: true, force: true }));
    await rm(workFolder, { recursive: true, force: true, maxRetries: REMOVALS_MAX });
  }
}

/** `datamigrate.yml` in the input folder or beside the input file. */
function defaultConfig(path: string): string | null {
  const absolute = resolve(path);
  for (const folder of [absolute, dirname(absolute)]) {
    const candidate = join(folder, CONFIG_NAME);
    if (existsSync(candidate)) return candidate;
  }
  return null;
}
