/** The output folder: refused when it is not ours or a person changed it, written beside its place and moved in one go. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../common/app-error.js';
import { insideFolder } from '../dbt/write/inside-folder.js';
import { hashOf, MANIFEST_NAME, manifestSchema, type Manifest } from '../dbt/write/manifest.js';

const NAMED_FILES_MAX = 10;

/** A checked place for the output; nothing of it is touched before `publish`. */
export class OutputFolder {
  private constructor(
    readonly path: string,
    /** Everything is made here first: same file system, so that moving is a rename. */
    readonly workPath: string,
    private readonly earlier: Manifest | null,
  ) {}

  /** Throws OUTPUT-NOT-OURS or OUTPUT-EDITED; with `force` an edited file may be overwritten, a stranger's folder never. */
  static async open(path: string, force: boolean): Promise<OutputFolder> {
    const absolute = resolve(path);
    const earlier = await readManifest(absolute);
    if (earlier && !force) await refuseEdited(absolute, earlier);
    await mkdir(dirname(absolute), { recursive: true }).catch((cause: unknown) => {
      throw diskError(cause, absolute);
    });
    const workPath = await mkdtemp(join(dirname(absolute), `.${basename(absolute)}.part-`));
    return new OutputFolder(absolute, workPath, earlier);
  }

  /** Lets `write` put the files into the work folder. What the disk refuses becomes OUTPUT-DENIED or OUTPUT-DISK-FULL. */
  async fill<Result>(write: (workPath: string) => Promise<Result>): Promise<Result> {
    try {
      return await write(this.workPath);
    } catch (cause) {
      throw diskError(cause, this.path);
    }
  }

  /** Moves what was written to its place; files of an earlier run that are no longer made go away. */
  async publish(manifest: Manifest): Promise<void> {
    try {
      if (existsSync(this.path)) await this.replace(manifest);
      else await this.moveWhole();
    } catch (cause) {
      throw diskError(cause, this.path);
    }
  }

  /** Removes the work folder; safe to call at any time, after `publish` too. */
  async discard(): Promise<void> {
    await rm(this.workPath, { recursive: true, force: true });
  }

  /** A temporary folder is closed to others; the project is as open as any folder its owner makes. */
  private async moveWhole(): Promise<void> {
    await chmod(this.workPath, 0o777 & ~process.umask());
    await rename(this.workPath, this.path);
  }

  private async replace(manifest: Manifest): Promise<void> {
    for (const path of Object.keys(this.earlier?.files ?? {}))
      if (!(path in manifest.files)) await rm(insideFolder(this.path, path), { force: true });
    for (const path of [...Object.keys(manifest.files), MANIFEST_NAME]) {
      const from = insideFolder(this.workPath, path);
      if (!existsSync(from)) continue;
      const to = insideFolder(this.path, path);
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
    }
    await this.discard();
  }
}

async function readManifest(folder: string): Promise<Manifest | null> {
  const found = await stat(folder).catch(() => null);
  if (!found) return null;
  if (!found.isDirectory()) throw notOurs(folder, 'is a file');
  if ((await readdir(folder)).length === 0) return null;
  const text = await readFile(join(folder, MANIFEST_NAME), 'utf8').catch(() => null);
  const parsed = text === null ? null : manifestSchema.safeParse(parseJson(text));
  if (!parsed?.success) throw notOurs(folder, 'holds files that this tool did not write');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema refuses it, and the folder is not ours.
    return null;
  }
}

function notOurs(folder: string, why: string): AppError {
  return new AppError('OUTPUT-NOT-OURS', `${folder} ${why}. Nothing was changed. Name another folder with --out.`);
}

async function refuseEdited(folder: string, manifest: Manifest): Promise<void> {
  const edited: string[] = [];
  for (const [path, hash] of Object.entries(manifest.files)) {
    if (hash === null) continue;
    const bytes = await readFile(insideFolder(folder, path)).catch(() => null);
    if (bytes && hashOf(bytes) !== hash) edited.push(path);
  }
  if (edited.length === 0) return;
  const more = edited.length > NAMED_FILES_MAX ? `\n  and ${edited.length - NAMED_FILES_MAX} more` : '';
  const names = edited.slice(0, NAMED_FILES_MAX).map((path) => `  ${path}`);
  throw new AppError('OUTPUT-EDITED', `These files were changed by hand since they were written:\n${names.join('\n')}${more}\nNothing was changed. Name another folder with --out, or overwrite them with --force.`); // prettier-ignore
}

function diskError(cause: unknown, folder: string): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  // DuckDB writes its file in a child process: only the text of its error comes back.
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device/i.test(String(cause));
  if (isFull)
    return new AppError('OUTPUT-DISK-FULL', `There is no space left to write ${folder}. Free some, or name another place with --out. Nothing was left behind.`, 'ENOSPC', { cause }); // prettier-ignore
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('OUTPUT-DENIED', `${folder} cannot be written: permission denied. Name another place with --out.`, String(code), { cause }); // prettier-ignore
  return cause instanceof Error ? cause : new Error(String(cause));
}
