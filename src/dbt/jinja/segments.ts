/** Splits a template into text and tags with Jinja's own white space rules (no trim_blocks, no lstrip_blocks, as dbt has it). */
import { JinjaError } from './jinja-error.js';

export interface Segment {
  readonly kind: 'text' | 'expression' | 'statement';
  /** Text as it prints, or what stands between the marks of a tag. */
  readonly text: string;
  readonly line: number;
}

const CLOSERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };
const OPENING = /\{[{%#]/g;
const END_OF_RAW = /\{%[-+]?\s*endraw\s*([-+]?)%\}/g;

/** @throws JinjaError `JINJA-SYNTAX` for a tag that does not end */
export function segmentsOf(template: string): Segment[] {
  const scan = new TemplateScan(template.replace(/\r?\n$/, ''));
  while (scan.next());
  return scan.segments;
}

class TemplateScan {
  readonly segments: Segment[] = [];
  private at = 0;
  private line = 1;
  /** The tag before ended in `-`: white space that follows is dropped. */
  private trimsNext = false;

  constructor(private readonly template: string) {}

  /** Reads the text up to the next tag, and the tag. False at the end. */
  next(): boolean {
    OPENING.lastIndex = this.at;
    const start = OPENING.exec(this.template)?.index ?? this.template.length;
    const trimsEnd = this.template[start + 2] === '-';
    this.pushText(this.template.slice(this.at, start), trimsEnd);
    this.moveTo(start);
    if (start >= this.template.length) return false;
    this.readTag(this.template.slice(start, start + 2));
    return true;
  }

  private readTag(opener: string): void {
    const closer = CLOSERS[opener] ?? '';
    const bodyStart = this.at + 2;
    const bodyEnd = opener === '{#' ? this.template.indexOf(closer, bodyStart) : endOfTag(this.template, bodyStart, closer);
    if (bodyEnd < 0) throw new JinjaError('JINJA-SYNTAX', `The tag ${opener} is not closed by ${closer}.`, this.line);
    const inner = this.template.slice(bodyStart, bodyEnd);
    const text = inner.replace(/^[-+]/, '').replace(/[-+]$/, '');
    this.trimsNext = inner.length > 0 && inner.endsWith('-');
    const line = this.line;
    this.moveTo(bodyEnd + 2);
    if (opener === '{%' && text.trim() === 'raw') this.readRaw(line);
    else if (opener !== '{#') this.segments.push({ kind: opener === '{{' ? 'expression' : 'statement', text, line });
  }

  private readRaw(line: number): void {
    END_OF_RAW.lastIndex = this.at;
    const end = END_OF_RAW.exec(this.template);
    if (!end) throw new JinjaError('JINJA-SYNTAX', 'The tag {% raw %} is not closed by {% endraw %}.', line);
    this.pushText(this.template.slice(this.at, end.index), end[0].startsWith('{%-'));
    this.trimsNext = end[1] === '-';
    this.moveTo(end.index + end[0].length);
  }

  private pushText(text: string, trimsEnd: boolean): void {
    const fromStart = this.trimsNext ? text.trimStart() : text;
    const kept = trimsEnd ? fromStart.trimEnd() : fromStart;
    if (kept !== '') this.segments.push({ kind: 'text', text: kept, line: this.line });
  }

  private moveTo(position: number): void {
    for (let at = this.template.indexOf('\n', this.at); at >= 0 && at < position; at = this.template.indexOf('\n', at + 1))
      this.line += 1;
    this.at = position;
  }
} // prettier-ignore

const STRING_OR_BRACE = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|[([{]|[)\]]|[-+]?[}%]\}|\}/gy;

/** Where the closing mark of a tag stands; marks in strings and inside brackets do not count. -1 when there is none. */
function endOfTag(template: string, start: number, closer: string): number {
  let depth = 0;
  for (let at = start; at < template.length;) {
    STRING_OR_BRACE.lastIndex = at;
    const found = STRING_OR_BRACE.exec(template)?.[0] ?? '';
    if (found.endsWith(closer) && depth === 0) return at + found.length - 2;
    if (/^[([{]$/.test(found)) depth += 1;
    else if (/^[)\]}]/.test(found) && depth > 0) {
      depth -= 1;
      at += 1;
      continue;
    }
    at += Math.max(1, found.length);
  }
  return -1;
}
