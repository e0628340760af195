/** A folder as a zip whose bytes depend on nothing but the names and bytes of its files. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { AppError } from '../../common/app-error.js';

export interface WrittenArchive {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The first moment that a zip can tell, read on the clock of this machine: zip times have no zone. */
const ANY_TIME = new Date(1980, 0, 1);
const FILE_MODE = 0o100644;
const COMPRESSION_LEVEL = 6;
const ENTRIES_MAX = 100_000;

/**
 * Packs every file of a folder, sorted by name, with fixed times, modes and compression. Nothing is held in memory.
 * @param zipPath lies outside the folder; a file that is there is replaced
 * @throws AppError `archive_name_refused` for a link, a special file, or a name that some system would not unpack inside its folder
 */
export async function writeArchive(folder: string, zipPath: string): Promise<WrittenArchive> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  for (const path of await filesOf(folder))
    zip.addFile(join(folder, path), path, { mtime: ANY_TIME, mode: FILE_MODE, compressionLevel: COMPRESSION_LEVEL, forceDosTimestamp: true }); // prettier-ignore
  zip.end();
  const digest = new Digest();
  await Promise.race([pipeline(zip.outputStream, digest, createWriteStream(zipPath)), failed]);
  return digest.result();
}

/** Hashes and counts what passes through. */
class Digest extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  result(): WrittenArchive {
    return { sha256: this.hash.digest('hex'), bytes: this.bytes };
  }
}

/** Relative paths with forward slashes, in code unit order. Empty folders are left out. */
async function filesOf(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || !isSafeName(path) || files.length >= ENTRIES_MAX) throw refused(path);
    files.push(path);
  }
  return files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** What no system takes for anything but a file below the folder it unpacks into. */
export function isSafeName(path: string): boolean {
  return path.length <= 1_000 && !/[\\:\p{Cc}]/u.test(path) && path.split('/').every(isSafePart);
}

function isSafePart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && part.length <= 255;
}

function refused(path: string): AppError {
  return new AppError('archive_name_refused', 'A file of the project has a name that cannot be packed.', path);
}
