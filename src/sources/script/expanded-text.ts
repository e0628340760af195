/** Text after sqlcmd expansion that still knows where each part came from. */
import type { Place } from '../../catalog/catalog.js';
import { lastAtMost, lineStartsOf } from '../../syntax/tsql/positions.js';

/** A run of expanded text: `length` characters from `start` come from `file`, beginning at the given line and column (1-based). */
interface Segment {
  readonly start: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** A replaced variable: every character of it maps to the place of the variable. */
  readonly fixed: boolean;
}

/** Collects expanded text and answers places in the original files. */
export class ExpandedText {
  private readonly parts: string[] = [];
  private readonly segments: Segment[] = [];
  private size = 0;
  private joined: string | null = null;
  private lineStarts: readonly number[] | null = null;

  /** Appends text that stands at `line`:`column` of `file`; `fixed` for a variable's value. */
  append(text: string, file: string, line: number, column: number, fixed = false): void {
    if (text.length === 0) return;
    this.segments.push({ start: this.size, file, line, column, fixed });
    this.parts.push(text);
    this.size += text.length;
    this.joined = null;
    this.lineStarts = null;
  }

  get text(): string {
    this.joined ??= this.parts.join('');
    return this.joined;
  }

  /** Place of an offset of the expanded text in its original file. */
  place(offset: number): Place {
    const segment = this.segmentAt(offset);
    if (!segment) return { file: '', line: 1, column: 1, offset };
    if (segment.fixed) return { file: segment.file, line: segment.line, column: segment.column, offset };
    const line = this.lineOf(offset);
    const newlines = line - this.lineOf(segment.start);
    const column = newlines === 0 ? segment.column + offset - segment.start : offset - (this.lines()[line] ?? 0) + 1;
    return { file: segment.file, line: segment.line + newlines, column, offset };
  }

  /** Offsets at which lines of the expanded text begin. */
  private lines(): readonly number[] {
    this.lineStarts ??= lineStartsOf(this.text);
    return this.lineStarts;
  }

  private lineOf(offset: number): number {
    return lastAtMost(this.lines(), offset);
  }

  private segmentAt(offset: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.segments[low];
  }
}
