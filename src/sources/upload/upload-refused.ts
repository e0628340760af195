/** Why an upload is not taken: every file at fault, by a name that is safe to show. */
import { AppError } from '../../common/app-error.js';

export type UploadCode =
  /** A name that leads elsewhere, that some system cannot store, or that another file has already. */
  | 'upload_name_refused'
  /** More files or bytes than the limits allow. */
  | 'upload_too_large'
  /** An archive that is damaged, encrypted, or holds what is no plain file. */
  | 'upload_archive_invalid'
  /** Nothing among the files that could be migrated. */
  | 'upload_empty';

export interface UploadFault {
  readonly code: UploadCode;
  /** As uploaded, unsafe characters written out, cut when long. An entry of an archive stands behind its archive: `a.zip: b.sql`. */
  readonly file: string;
  /** What is wrong, as the end of a sentence about the file. */
  readonly reason: string;
}

/** Faults told one by one; the rest is counted. */
export const FAULTS_LISTED_MAX = 20;

/** The whole upload is refused; `code` is that of its first fault. Nothing of it is kept. */
export class UploadRefused extends AppError {
  readonly faults: readonly UploadFault[];

  constructor(
    all: readonly UploadFault[],
    readonly faultsInAll: number = all.length,
  ) {
    const listed = all.slice(0, FAULTS_LISTED_MAX);
    const lines = listed.map(({ file, reason }) => `${file}: ${reason}`);
    const more = faultsInAll - listed.length;
    super(all[0]?.code ?? 'upload_empty', `${lines.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`);
    this.faults = listed;
  }
}

const SHOWN_CHARS_MAX = 120;

/** A name as it may stand in a message: nothing in it can move a cursor, turn the direction of text, or break a line. */
export function shownName(name: string): string {
  const cut = name.length > SHOWN_CHARS_MAX ? `${name.slice(0, SHOWN_CHARS_MAX)}...` : name;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}\\]/gu, written);
}

function written(char: string): string {
  return char === '\\' ? '\\\\' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Gathers faults; a million of them take the memory of twenty. */
export class UploadFaults {
  private readonly kept: UploadFault[] = [];
  private count = 0;

  add(code: UploadCode, file: string, reason: string): void {
    this.count++;
    if (this.kept.length < FAULTS_LISTED_MAX) this.kept.push({ code, file, reason });
  }

  /** @throws UploadRefused when there is one */
  throwIfAny(): void {
    if (this.count > 0) throw new UploadRefused(this.kept, this.count);
  }
}
