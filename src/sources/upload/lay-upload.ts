/** Uploaded files into an input folder: names checked, archives unpacked within limits, all or nothing. */
import { constants, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../common/app-error.js';
import { listInputs, SCRIPT_NAMES, TABLE_NAMES, type Inputs } from '../input.js';
import { planUpload, type PlannedFile } from './plan-upload.js';
import { UnpackedBytes } from './unpacked-bytes.js';
import { UPLOAD_LIMITS, type UploadLimits } from './upload-limits.js';
import { UploadRefused } from './upload-refused.js';
import { damaged } from './zip-entries.js';

/** One file of a form: its name as the client gave it, and where its bytes lie now. */
export interface UploadedPart {
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
}

export interface LayOptions {
  readonly limits?: Partial<UploadLimits>;
  /** Scripts must be among the files; false for delimited files that go with a catalog. Default true. */
  readonly needsScript?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Lays the files of an upload into a folder that does not exist yet: scripts (`.sql` and the like), delimited files, and those of zip
 * archives, each under its own name. What else an archive holds is left out. Bytes are streamed: memory does not grow with them.
 * @returns what a run reads, in its order; paths are relative to the folder
 * @throws UploadRefused `upload_name_refused`, `upload_too_large`, `upload_archive_invalid`, `upload_empty`; nothing is left then
 */
export async function layUpload(
  parts: readonly UploadedPart[],
  folder: string,
  { limits: given = {}, needsScript = true, signal }: LayOptions = {},
): Promise<Inputs> {
  const limits = { ...UPLOAD_LIMITS, ...given };
  const plan = await planUpload(parts, limits);
  try {
    const wanted = needsScript ? SCRIPT_NAMES : TABLE_NAMES;
    if (!plan.files.some(({ path }) => wanted.test(path))) throw empty(needsScript);
    await mkdir(folder, { recursive: true });
    const unpacked = new UnpackedBytes(limits);
    for (const file of plan.files) {
      signal?.throwIfAborted();
      await layFile(file, join(folder, file.path), unpacked, signal);
    }
    return needsScript ? await scriptsOf(folder) : tablesOf(plan.files, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    plan.close();
  }
}

/** As the command line would list them. Scripts in folders that hold no source (`bin`, `obj`) are not among them. */
async function scriptsOf(folder: string): Promise<Inputs> {
  return listInputs([folder]).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'INPUT-NO-SQL' ? empty(true) : error;
  });
}

function tablesOf(files: readonly PlannedFile[], folder: string): Inputs {
  const tables = files.filter(({ path }) => TABLE_NAMES.test(path));
  return {
    name: 'upload',
    scripts: [],
    tables: tables.map(({ path, bytes }) => ({ path, absolutePath: join(folder, path), bytes })),
  };
}

/** A new file each time: whatever stands there already is not written over, nor followed. */
async function layFile(
  file: PlannedFile,
  path: string,
  unpacked: UnpackedBytes,
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (file.from.kind === 'part') return copyFile(file.from.path, path, constants.COPYFILE_EXCL);
  const { zip, entry, archive } = file.from;
  try {
    const bytes = await zip.openReadStreamPromise(entry);
    await pipeline(bytes, unpacked.counter(file), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof UploadRefused || isSystemError(cause) ? cause : damaged(archive, cause);
  }
}

/** Of the disk, not of the archive. */
function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}

function empty(needsScript: boolean): UploadRefused {
  const wanted = needsScript ? 'SQL script' : 'delimited file';
  return new UploadRefused([{ code: 'upload_empty', file: 'The upload', reason: `holds no ${wanted}` }]);
}
