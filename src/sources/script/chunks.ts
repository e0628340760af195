/**
 * Reads a script in pieces that end between statements, so that a dump of hundreds of megabytes never stands in memory.
 * Small files come whole.
 */
import { open } from 'node:fs/promises';
import { AppError } from '../../common/app-error.js';
import type { InputFile } from '../input.js';
import { detectEncoding, textDecoder, type Encoding } from './decode.js';

/** A piece of a file: it begins at `line` (1-based, at column 1) and ends at the end of a line. */
export interface ScriptChunk {
  readonly text: string;
  readonly line: number;
  readonly encoding: Encoding;
}

/** Files up to this size are parsed in one piece. */
export const WHOLE_FILE_BYTES_MAX = 4 * 1024 * 1024;
const READ_BYTES = 256 * 1024;
const CHUNK_CHARACTERS_MIN = 256 * 1024;
const HEAD_BYTES = 64 * 1024;
/** A piece that offers no place to cut is read up to this length. */
const BATCH_CHARACTERS_MAX = 16 * 1024 * 1024;

/** Pieces of one file, in order. Throws INPUT-BINARY when it is not text. */
export async function* readChunks(file: InputFile): AsyncGenerator<ScriptChunk> {
  const handle = await open(file.absolutePath, 'r');
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, file.bytes));
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const { encoding, bom } = detectEncoding(head.subarray(0, bytesRead), file.path);
    if (file.bytes <= WHOLE_FILE_BYTES_MAX) {
      const text = textDecoder(encoding).decode((await handle.readFile()).subarray(bom));
      yield { text: endOfFile(text), line: 1, encoding };
      return;
    }
    yield* cutChunks(decoded(handle, bom, encoding), encoding);
  } finally {
    await handle.close();
  }
}

/** Old tools end a script with Ctrl-Z. */
function endOfFile(text: string): string {
  return text.endsWith('\u001a') ? text.slice(0, -1) : text;
}

async function* decoded(
  handle: Awaited<ReturnType<typeof open>>,
  from: number,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = textDecoder(encoding);
  const buffer = Buffer.alloc(READ_BYTES);
  for (let position = from; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
  }
  yield endOfFile(decoder.decode());
}

async function* cutChunks(texts: AsyncIterable<string>, encoding: Encoding): AsyncGenerator<ScriptChunk> {
  const scanner = new BoundaryScanner();
  let pending = '';
  let line = 1;
  for await (const text of texts) {
    pending += text;
    const cut = scanner.scan(pending);
    if (cut < CHUNK_CHARACTERS_MIN) {
      if (pending.length > BATCH_CHARACTERS_MAX) throw batchTooLong(line);
      continue;
    }
    yield { text: pending.slice(0, cut), line, encoding };
    line += newlinesIn(pending, cut);
    pending = pending.slice(cut);
    scanner.dropped(cut);
  }
  if (pending.length > 0) yield { text: pending, line, encoding };
}

function batchTooLong(line: number): AppError {
  const mebibytes = BATCH_CHARACTERS_MAX / 1024 / 1024;
  return new AppError(
    'INPUT-BATCH-TOO-LONG',
    `The batch that begins at line ${line} is longer than ${mebibytes} MiB; it and what follows in this file are not read. Put a line GO between its statements.`,
    'no place to cut',
  );
}

function newlinesIn(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

const enum State {
  Code,
  String,
  Name,
  LineComment,
  BlockComment,
}

/** What ends a string or a quoted name; a doubled one ends and begins it again, which comes to the same. */
const CLOSING: Readonly<Record<string, string>> = { "'": "'", '"': '"', '[': ']' };
const BATCH_END = /^[ \t]*go[ \t]*(?:\d+[ \t]*)?(?:--.*)?\r?$/i;
const ROW_STATEMENT = /^[ \t]*(?:insert|set\s+identity_insert)\b/i;
/** What makes a later INSERT of the batch its part: the body of a module, a guard, a CTE, a clause. */
const BODY_STATEMENT =
  /^[ \t]*(?:(?:create|alter)\s+(?:or\s+alter\s+)?(?:proc|procedure|function|trigger)\b|(?:if|else|while|with|merge|grant|deny|revoke)\b|begin\b(?!\s+tran))/i;

/**
 * Finds the last line start before which the text may be cut, outside strings, quoted names and comments: behind a GO line, or
 * before an INSERT that stands by itself in its batch.
 */
class BoundaryScanner {
  private position = 0;
  private lastCut = 0;
  private state = State.Code;
  private closing = '';
  private depth = 0;
  private comments = 0;
  private inBody = false;
  private lineStart = 0;

  /** Scans what is new in `text` and answers the best cut so far, 0 when there is none. The last line is left for the next call. */
  scan(text: string): number {
    const end = text.lastIndexOf('\n') + 1;
    while (this.position < end) this.step(text);
    return this.lastCut;
  }

  /** The first `count` characters were taken away. */
  dropped(count: number): void {
    this.position -= count;
    this.lineStart -= count;
    this.lastCut = 0;
  }

  private step(text: string): void {
    const at = this.position;
    if (this.state === State.Code) {
      if (at === this.lineStart && this.depth === 0) this.beginLine(text, at);
      this.code(text, this.position++);
    } else if (this.state === State.BlockComment) this.comment(text, this.position++);
    else if (text[at] === this.closing) {
      this.state = State.Code;
      // The end of a line comment is the end of its line: it is read again as code.
      if (this.closing !== '\n') this.position++;
    } else this.position = nextOf(text, this.closing, at);
  }

  private code(text: string, at: number): void {
    const unit = text[at] ?? '';
    const closing = CLOSING[unit];
    if (closing !== undefined) this.skipTo(closing, closing === "'" ? State.String : State.Name);
    else if (unit === '\n') this.endLine(text, at);
    else if (unit === '(') this.depth++;
    else if (unit === ')') this.depth = Math.max(0, this.depth - 1);
    else if (unit === '-' && text[at + 1] === '-') this.skipTo('\n', State.LineComment);
    else if (unit === '/' && text[at + 1] === '*') {
      this.state = State.BlockComment;
      this.comments = 1;
      this.position++;
    }
  }

  private skipTo(closing: string, state: State): void {
    this.closing = closing;
    this.state = state;
  }

  private comment(text: string, at: number): void {
    if (text[at] === '*' && text[at + 1] === '/') {
      this.position++;
      if (--this.comments === 0) this.state = State.Code;
    } else if (text[at] === '/' && text[at + 1] === '*') {
      this.position++;
      this.comments++;
    }
  }

  /** A line begins outside everything: an INSERT here may begin a piece. */
  private beginLine(text: string, at: number): void {
    const head = text.slice(at, at + HEAD_CHARACTERS);
    if (BODY_STATEMENT.test(head)) this.inBody = true;
    else if (!this.inBody && at > 0 && ROW_STATEMENT.test(head)) this.lastCut = at;
  }

  /** A GO line ends the batch, whatever was left open in it. */
  private endLine(text: string, at: number): void {
    const isBatchEnd = at - this.lineStart < HEAD_CHARACTERS && BATCH_END.test(text.slice(this.lineStart, at));
    this.lineStart = at + 1;
    if (!isBatchEnd) return;
    this.lastCut = at + 1;
    this.depth = 0;
    this.inBody = false;
  }
}

const HEAD_CHARACTERS = 80;

function nextOf(text: string, unit: string, from: number): number {
  const found = text.indexOf(unit, from);
  return found < 0 ? text.length : found;
}
