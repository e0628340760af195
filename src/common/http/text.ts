/** Texts that people give: names of things. */
import { z } from 'zod';

const VISIBLE = String.raw`[^\s\u0000-\u001f\u007f]`;
const PRINTABLE = String.raw`[^\u0000-\u001f\u007f]`;

/**
 * One line of text: no control character (PostgreSQL takes no NUL, a log no line break), no space around it.
 * The bound is part of the pattern, which counts characters as JSON Schema does; JavaScript's length counts halves of some.
 */
export function lineOfText(lengthMax: number) {
  return z
    .string()
    .regex(
      new RegExp(`^${VISIBLE}(?:${PRINTABLE}{0,${lengthMax - 2}}${VISIBLE})?$`, 'u'),
      `must be one line of 1 to ${lengthMax} characters, without control characters and without spaces around it`,
    );
}
