import type { JinjaProblem } from './protocol.js';

export type JinjaCode =
  | 'JINJA-SYNTAX'
  | 'JINJA-UNDEFINED'
  | 'JINJA-UNSUPPORTED'
  | 'JINJA-RAISED'
  | 'JINJA-LIMIT'
  | 'JINJA-ENV-VAR-DENIED'
  | 'JINJA-UNKNOWN-VAR'
  | 'JINJA-UNKNOWN-RELATION'
  | 'JINJA-RENDER';

/** A template that cannot be rendered. The place is added where it is known. */
export class JinjaError extends Error {
  constructor(
    readonly code: JinjaCode,
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}

/** What V8 says when the stack or a string ran over its bound; both mean that the template asks for too much. */
const LIMIT_MESSAGE = /call stack|string length|array length/i;
const MESSAGE_CHARS_MAX = 2_000;

/** Anything thrown while rendering, with file and line. */
export function problemOf(thrown: unknown, path: string, line: number): JinjaProblem {
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, MESSAGE_CHARS_MAX);
  if (thrown instanceof JinjaError) return { code: thrown.code, message, path, line: thrown.line ?? line };
  if (thrown instanceof RangeError && LIMIT_MESSAGE.test(message))
    return { code: 'JINJA-LIMIT', message: 'The template nests too deeply or makes too much text.', path, line };
  return { code: 'JINJA-RENDER', message, path, line };
}
