/**
 * Reads a script in pieces that end between statements, so that a dump of hundreds of megabytes never stands in memory.
 * Small files come whole.
 */
import { open } from 'node:fs/promises';
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
const READ_BYTES = 1024 * 1024;
const CHUNK_CHARACTERS_MIN = 1024 * 1024;
const HEAD_BYTES = 64 * 1024;

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
    if (cut < CHUNK_CHARACTERS_MIN) continue;
    yield { text: pending.slice(0, cut), line, encoding };
    line += newlinesIn(pending, cut);
    pending = pending.slice(cut);
    scanner.dropped(cut);
  }
  if (pending.length > 0) yield { text: pending, line, encoding };
}

function newlinesIn(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

const enum State {
  Code,
  String,
  Bracket,
  LineComment,
  BlockComment,
}

const CUT_BEFORE = /^[ \t]*(?:insert|go|set\s+identity_insert)\b/i;

/** Finds the last line start before which the text may be cut: outside strings, comments and parentheses, before INSERT or GO. */
class BoundaryScanner {
  private position = 0;
  private lastCut = 0;
  private state = State.Code;
  private depth = 0;
  private comments = 0;

  /** Scans what is new in `text` and answers the best cut so far, 0 when there is none. The last line is left for the next call. */
  scan(text: string): number {
    const end = text.lastIndexOf('\n') + 1;
    while (this.position < end) this.step(text);
    return this.lastCut;
  }

  /** The first `count` characters were taken away. */
  dropped(count: number): void {
    this.position -= count;
    this.lastCut = 0;
  }

  private step(text: string): void {
    const at = this.position++;
    const unit = text[at] ?? '';
    if (this.state === State.Code) this.code(text, at, unit);
    else if (this.state === State.String) this.state = unit === "'" ? State.Code : State.String;
    else if (this.state === State.Bracket) this.state = unit === ']' ? State.Code : State.Bracket;
    else if (this.state === State.LineComment) this.state = unit === '\n' ? State.Code : State.LineComment;
    else this.comment(text, at, unit);
    if (unit === '\n' && this.state === State.Code && this.depth === 0) this.considerCut(text, at + 1);
  }

  private code(text: string, at: number, unit: string): void {
    if (unit === "'") this.state = State.String;
    else if (unit === '[') this.state = State.Bracket;
    else if (unit === '(') this.depth++;
    else if (unit === ')') this.depth = Math.max(0, this.depth - 1);
    else if (unit === '-' && text[at + 1] === '-') this.state = State.LineComment;
    else if (unit === '/' && text[at + 1] === '*') {
      this.state = State.BlockComment;
      this.comments = 1;
      this.position++;
    }
  }

  private comment(text: string, at: number, unit: string): void {
    if (unit === '*' && text[at + 1] === '/') {
      this.position++;
      if (--this.comments === 0) this.state = State.Code;
    } else if (unit === '/' && text[at + 1] === '*') {
      this.position++;
      this.comments++;
    }
  }

  private considerCut(text: string, at: number): void {
    const head = text.slice(at, at + 40);
    if (CUT_BEFORE.test(head)) this.lastCut = at;
  }
}
