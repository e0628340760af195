/** Entries of an uploaded archive, as its directory tells of them: nothing is unpacked yet, and nothing believed. */
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { shownName, UploadRefused } from './upload-refused.js';

/** Type bits of a Unix mode. Source: stat(2). */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const LINK = 0o120000;

/** Comment and extra fields of one entry: they are held in memory. */
const BESIDE_BYTES_MAX = 4_096;

/** @throws UploadRefused `upload_archive_invalid` when it is no zip, or a damaged one */
export async function openZip(path: string, name: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }); // prettier-ignore
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** @throws UploadRefused `upload_archive_invalid` when the directory cannot be read to its end */
export async function* entriesOf(zip: ZipFile, name: string): AsyncGenerator<Entry> {
  const entries = zip.eachEntry();
  for (;;) {
    const next = await entries.next().catch((cause: unknown) => {
      throw damaged(name, cause);
    });
    if (next.done === true) return;
    yield next.value;
  }
}

/** The name as the archive's own rules spell it; bytes that are no text stand as U+FFFD, which no name may hold. */
export function entryName(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

export function isDirectory(entry: Entry): boolean {
  return entryName(entry).endsWith('/') || typeOf(entry) === DIRECTORY;
}

/** What is wrong with an entry that could not be unpacked as a plain file; null when nothing is. */
export function entryFault(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'is encrypted';
  if (entry.extraFieldLength + entry.fileCommentLength > BESIDE_BYTES_MAX) return 'carries too much beside its bytes';
  const type = typeOf(entry);
  if (type === LINK) return 'is a link';
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) return 'is no plain file';
  return entry.canDecodeFileData() ? null : 'is packed in a way that is not supported';
}

/** 0 when the archive was made by a system without Unix modes. */
function typeOf(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & TYPE_MASK;
}

export function damaged(name: string, cause: unknown): UploadRefused {
  const refused = new UploadRefused([
    { code: 'upload_archive_invalid', file: shownName(name), reason: 'is damaged, cut off, or no zip archive' },
  ]);
  refused.cause = cause;
  return refused;
}
