import type { Position, SourceFile } from './ast/script.js';

/** Offsets where lines start, kept per file so that a report with many findings stays linear. */
const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** Line and column, both from 1, of an offset in a file. Line ends are LF, CRLF and CR. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = startsOf(file);
  const line = lastAtMost(starts, Math.max(0, offset));
  return { file: file.path, line: line + 1, column: Math.max(0, offset) - (starts[line] ?? 0) + 1 };
}

function startsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known !== undefined) return known;
  const starts = lineStartsOf(file.text);
  lineStarts.set(file, starts);
  return starts;
}

/** Offsets at which lines begin; a lone CR ends a line, CRLF is one end. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineEnd.length);
  return starts;
}

/** Index of the last number not above `value`, by bisection; `sorted` starts with 0. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
