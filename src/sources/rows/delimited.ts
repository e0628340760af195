/** Delimited text files: split into records of fields, a chunk at a time. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { InputFile } from '../input.js';
import { detectEncoding, type Encoding } from '../script/decode.js';

/** `encoding` null means detect. Without `quote` every character counts. A row terminator "\n" also accepts "\r\n". */
export interface DelimitedFormat {
  readonly fieldTerminator: string;
  readonly rowTerminator: string;
  readonly quote: string | null;
  readonly skippedRows: number;
  readonly encoding: Encoding | null;
  readonly hasHeader: boolean;
}

/** A file named after its table, given with `--data`: comma separated, quoted, with a header (RFC 4180). */
export const CSV_WITH_HEADER: DelimitedFormat = {
  fieldTerminator: ',',
  rowTerminator: '\n',
  quote: '"',
  skippedRows: 0,
  encoding: null,
  hasHeader: true,
};

const RECORD_CHARACTERS_MAX = 64 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;

/** Records of a file, skipped rows left out, the header included. Records beyond the bound end the reading. */
export async function* readRecords(file: InputFile, format: DelimitedFormat): AsyncGenerator<string[]> {
  const { encoding, bom } = await encodingOf(file);
  const decoder = new TextDecoder(bom > 0 ? encoding : (format.encoding ?? encoding));
  const splitter = new RecordSplitter(format);
  let index = 0;
  // The stream hands over Buffers, as no encoding is set.
  for await (const bytes of createReadStream(file.absolutePath, { start: bom }) as AsyncIterable<Buffer>) {
    for (const record of splitter.push(decoder.decode(bytes, { stream: true })))
      if (index++ >= format.skippedRows) yield record;
  }
  for (const record of splitter.end(decoder.decode())) if (index++ >= format.skippedRows) yield record;
}

async function encodingOf(file: InputFile): Promise<{ encoding: Encoding; bom: number }> {
  const handle = await open(file.absolutePath, 'r');
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, file.bytes));
    await handle.read(head, 0, head.length, 0);
    return detectEncoding(head, file.path);
  } finally {
    await handle.close();
  }
}

/** Cuts text into records; keeps the unfinished one for the next piece. */
class RecordSplitter {
  private rest = '';

  constructor(private readonly format: DelimitedFormat) {}

  *push(text: string): Generator<string[]> {
    this.rest += text;
    if (this.rest.length > RECORD_CHARACTERS_MAX) this.rest = '';
    for (;;) {
      const end = this.recordEnd();
      if (end < 0) return;
      const record = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + this.format.rowTerminator.length);
      yield this.fields(record);
    }
  }

  *end(text: string): Generator<string[]> {
    yield* this.push(text);
    if (this.rest.trim().length > 0) yield this.fields(this.rest);
  }

  /** Start of the next row terminator outside quotes, -1 when the record is unfinished. */
  private recordEnd(): number {
    const { quote, rowTerminator } = this.format;
    let from = 0;
    for (;;) {
      const end = this.rest.indexOf(rowTerminator, from);
      if (end < 0 || quote === null || countOf(this.rest, quote, end) % 2 === 0) return end;
      from = end + 1;
    }
  }

  private fields(record: string): string[] {
    const line = this.format.rowTerminator === '\n' && record.endsWith('\r') ? record.slice(0, -1) : record;
    if (this.format.quote === null) return line.split(this.format.fieldTerminator);
    return quotedFields(line, this.format.fieldTerminator, this.format.quote);
  }
}

function countOf(text: string, unit: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(unit); at >= 0 && at < end; at = text.indexOf(unit, at + 1)) count++;
  return count;
}

function quotedFields(line: string, separator: string, quote: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const { value, next } = line.startsWith(quote, at)
      ? quotedField(line, at, separator, quote)
      : plainField(line, at, separator);
    fields.push(value);
    at = next;
  }
  return fields;
}

function plainField(line: string, at: number, separator: string): { value: string; next: number } {
  const end = line.indexOf(separator, at);
  return end < 0
    ? { value: line.slice(at), next: line.length + 1 }
    : { value: line.slice(at, end), next: end + separator.length };
}

function quotedField(line: string, at: number, separator: string, quote: string): { value: string; next: number } {
  let end = at + 1;
  while (end < line.length && !(line[end] === quote && line[end + 1] !== quote)) end += line[end] === quote ? 2 : 1;
  const value = line.slice(at + 1, end).replaceAll(quote + quote, quote);
  const after = line.indexOf(separator, end);
  return { value, next: after < 0 ? line.length + 1 : after + separator.length };
}
