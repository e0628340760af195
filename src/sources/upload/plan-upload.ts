/** What of an upload will be laid where: every name, size and kind is checked before the first byte is unpacked. */
import type { Entry, ZipFile } from 'yauzl';
import { SCRIPT_NAMES, TABLE_NAMES } from '../input.js';
import type { UploadedPart } from './lay-upload.js';
import { isLeftover, nameKey, safeName } from './safe-name.js';
import { RATIO_FROM_BYTES, type UploadLimits } from './upload-limits.js';
import { shownName, UploadFaults, UploadRefused, type UploadCode } from './upload-refused.js';
import { entriesOf, entryFault, entryName, isDirectory, openZip } from './zip-entries.js';

export interface PlannedFile {
  /** Safe, relative, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** For messages. */
  readonly shown: string;
  readonly from:
    | { readonly kind: 'part'; readonly path: string }
    | { readonly kind: 'entry'; readonly zip: ZipFile; readonly entry: Entry; readonly archive: string };
}

export interface UploadPlan {
  readonly files: readonly PlannedFile[];
  /** Closes the archives. */
  readonly close: () => void;
}

const ARCHIVE_NAMES = /\.(zip)$/i;
/** Archives inside of archives, and archives that we do not read. */
const PACKED_NAMES = /\.(zip|zipx|7z|rar|gz|tgz|bz2|xz|zst|tar|jar|cab|dacpac|bacpac)$/i;

/** @throws UploadRefused with every file at fault */
export async function planUpload(parts: readonly UploadedPart[], limits: UploadLimits): Promise<UploadPlan> {
  const planner = new UploadPlanner(limits);
  try {
    for (const part of parts) await planner.addPart(part);
    planner.check();
    return { files: planner.files, close: () => planner.close() };
  } catch (error) {
    planner.close();
    throw error;
  }
}

class UploadPlanner {
  readonly files: PlannedFile[] = [];
  private readonly faults = new UploadFaults();
  private readonly zips: ZipFile[] = [];
  private readonly taken = new Map<string, string>();
  private entries = 0;
  private total = 0;

  constructor(private readonly limits: UploadLimits) {}

  async addPart(part: UploadedPart): Promise<void> {
    const shown = shownName(part.fileName);
    const name = safeName(part.fileName);
    this.count(shown);
    if (!name.ok) return this.fault('upload_name_refused', shown, name.reason);
    if (ARCHIVE_NAMES.test(name.path)) return this.addArchive(part, shown);
    if (!isInput(name.path))
      return this.fault('upload_name_refused', shown, 'is no SQL script, delimited file or zip archive');
    this.addFile({ path: name.path, bytes: part.bytes, shown, from: { kind: 'part', path: part.path } });
  }

  check(): void {
    this.faults.throwIfAny();
  }

  close(): void {
    for (const zip of this.zips) zip.close();
  }

  private async addArchive(part: UploadedPart, shown: string): Promise<void> {
    if (part.bytes > this.limits.totalBytesMax) throw refused('upload_too_large', shown, `has more than ${this.limits.totalBytesMax} bytes`); // prettier-ignore
    const zip = await openZip(part.path, part.fileName);
    this.zips.push(zip);
    // The directory may be long: its own count is looked at first.
    if (zip.entryCount > this.limits.entriesMax) throw this.tooMany(shown);
    for await (const entry of entriesOf(zip, part.fileName)) this.addEntry(zip, entry, part.fileName);
  }

  private addEntry(zip: ZipFile, entry: Entry, archive: string): void {
    const written = entryName(entry);
    const shown = `${shownName(archive)}: ${shownName(written)}`;
    this.count(shown);
    const problem = entryFault(entry);
    if (problem !== null) return this.fault('upload_archive_invalid', shown, problem);
    const name = safeName(written.replace(/[/\\]$/, ''));
    if (!name.ok && isLeftover(written) && !leadsAway(written)) return;
    if (!name.ok) return this.fault('upload_name_refused', shown, name.reason);
    if (isDirectory(entry) || isLeftover(written)) return;
    if (PACKED_NAMES.test(name.path)) return this.fault('upload_archive_invalid', shown, 'is an archive inside an archive'); // prettier-ignore
    if (!isInput(name.path)) return;
    const { uncompressedSize: bytes, compressedSize } = entry;
    if (bytes > RATIO_FROM_BYTES && bytes > compressedSize * this.limits.ratioMax)
      return this.fault('upload_too_large', shown, `unpacks to more than ${this.limits.ratioMax} times its size`);
    this.addFile({ path: name.path, bytes, shown, from: { kind: 'entry', zip, entry, archive } });
  }

  private addFile(file: PlannedFile): void {
    const { fileBytesMax, totalBytesMax } = this.limits;
    if (file.bytes > fileBytesMax) return this.fault('upload_too_large', file.shown, `has more than ${fileBytesMax} bytes`); // prettier-ignore
    this.total += file.bytes;
    if (this.total > totalBytesMax)
      throw refused('upload_too_large', 'The upload', `has more than ${totalBytesMax} bytes in all`);
    const other = this.takenBy(file.path);
    if (other !== null) return this.fault('upload_name_refused', file.shown, `has the same name as ${other}`);
    this.take(file);
    this.files.push(file);
  }

  /** A name is taken as a file by itself, and as a folder by every file below it. */
  private takenBy(path: string): string | null {
    const asFile = this.taken.get(nameKey(path));
    if (asFile !== undefined) return asFile;
    const above = foldersOf(path).map((folder) => this.taken.get(`file ${nameKey(folder)}`));
    return above.find((shown) => shown !== undefined) ?? null;
  }

  private take({ path, shown }: PlannedFile): void {
    this.taken.set(nameKey(path), shown);
    this.taken.set(`file ${nameKey(path)}`, shown);
    for (const folder of foldersOf(path)) if (!this.taken.has(nameKey(folder))) this.taken.set(nameKey(folder), shown);
  }

  private count(shown: string): void {
    if (++this.entries > this.limits.entriesMax) throw this.tooMany(shown);
  }

  private tooMany(shown: string): UploadRefused {
    return refused('upload_too_large', shown, `brings more files than the ${this.limits.entriesMax} that are allowed`);
  }

  private fault(code: UploadCode, file: string, reason: string): void {
    this.faults.add(code, file, reason);
  }
}

function isInput(path: string): boolean {
  return SCRIPT_NAMES.test(path) || TABLE_NAMES.test(path);
}

/** A leftover is left out; one that tries to get out of its folder is told of. */
function leadsAway(name: string): boolean {
  return /(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|[\p{Cc}:]/u.test(name);
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function refused(code: UploadCode, file: string, reason: string): UploadRefused {
  return new UploadRefused([{ code, file, reason }]);
}
