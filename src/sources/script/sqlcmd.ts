/**
 * sqlcmd's own language, applied before T-SQL is read: `:setvar`, `:r`, other colon commands, `$(name)`, and template
 * tokens given by `--var`. Source: Microsoft Learn, "sqlcmd utility" and "Use sqlcmd with scripting variables".
 */
import type { Finding } from '../../catalog/catalog.js';
import { ExpandedText } from './expanded-text.js';

/** Reads the text of a file named by `:r`; null when it cannot be read. `path` of the answer is how places name it. */
export type IncludeReader = (name: string, from: string) => { readonly path: string; readonly text: string } | null;

export interface Expansion {
  readonly expanded: ExpandedText;
  readonly findings: readonly Finding[];
}

const INCLUDE_DEPTH_MAX = 16;
const EXPANDED_CHARACTERS_MAX = 512 * 1024 * 1024;
const COMMAND =
  /^[ \t]*:(setvar|r|on|out|error|perftrace|connect|exit|quit|help|list|listvar|reset|serverlist|xml|ed|!!)\b[ \t]*(.*)$/i;
const REFERENCE = /\$\(([A-Za-z_][\w-]*)\)/g;

/** Variables by lower-case name. Values given by the user win over `:setvar`. */
export class Sqlcmd {
  private readonly variables = new Map<string, string>();
  private readonly given: ReadonlyMap<string, string>;
  private readonly findings: Finding[] = [];
  private readonly reported = new Set<string>();
  private readonly template: RegExp | null;

  constructor(
    given: Readonly<Record<string, string>>,
    private readonly include: IncludeReader,
  ) {
    this.given = new Map(Object.entries(given).map(([name, value]) => [name.replace(/^@/, '').toLowerCase(), value]));
    this.template = templatePattern([...this.given.keys()]);
  }

  /** Expands text that begins at `line` of a file; variables set earlier in the run stay set. */
  expand(path: string, text: string, line = 1): Expansion {
    const expanded = new ExpandedText();
    this.findings.length = 0;
    if (this.isPlain(text)) expanded.append(text, path, line, 1);
    else this.expandInto(expanded, path, text, line, 0);
    return { expanded, findings: [...this.findings] };
  }

  /** Most files use nothing of sqlcmd: they keep one segment. */
  private isPlain(text: string): boolean {
    return !/^[ \t]*:[a-z!]/im.test(text) && !text.includes('$(') && !(this.template?.test(text) ?? false);
  }

  private expandInto(out: ExpandedText, path: string, text: string, first: number, depth: number): void {
    let line = first;
    for (const piece of text.split(/(?<=\n)/)) {
      const command = COMMAND.exec(piece.replace(/\r?\n$/, ''));
      if (command) this.run(out, path, line, command, piece, depth);
      else this.appendLine(out, path, line, piece);
      line++;
    }
  }

  private run(out: ExpandedText, path: string, line: number, command: RegExpExecArray, piece: string, depth: number) {
    const [, word = '', rest = ''] = command;
    if (word.toLowerCase() === 'setvar') this.setVariable(rest);
    else if (word.toLowerCase() === 'r') this.includeFile(out, path, line, unquote(rest.trim()), depth);
    const newline = /\r?\n$/.exec(piece)?.[0] ?? '';
    out.append(newline, path, line, piece.length - newline.length + 1);
  }

  private setVariable(rest: string): void {
    const match = /^([\w-]+)(?:[ \t]+(.*))?$/.exec(rest.trim());
    if (match?.[1]) this.variables.set(match[1].toLowerCase(), unquote((match[2] ?? '').trim()));
  }

  private includeFile(out: ExpandedText, path: string, line: number, name: string, depth: number): void {
    const wanted = name.replace(REFERENCE, (all, variable: string) => this.value(variable) ?? all);
    const found = depth < INCLUDE_DEPTH_MAX ? this.include(wanted, path) : null;
    if (!found || out.text.length + found.text.length > EXPANDED_CHARACTERS_MAX)
      return this.report('INPUT-INCLUDE', `The file ${wanted} named by :r cannot be read.`, path, line, 1);
    this.expandInto(out, found.path, found.text, 1, depth + 1);
  }

  private appendLine(out: ExpandedText, path: string, line: number, piece: string): void {
    const pattern = this.template ? new RegExp(`${REFERENCE.source}|${this.template.source}`, 'gi') : REFERENCE;
    let from = 0;
    for (const match of piece.matchAll(pattern)) {
      const name = match[1] ?? match[0].replace(/^[@{$]+|[}]+$/g, '');
      const value = this.value(name);
      if (value === null) {
        this.reportOnce(name, path, line, match.index + 1);
        continue;
      }
      out.append(piece.slice(from, match.index), path, line, from + 1);
      out.append(value, path, line, match.index + 1, true);
      from = match.index + match[0].length;
    }
    out.append(piece.slice(from), path, line, from + 1);
  }

  private value(name: string): string | null {
    return this.given.get(name.toLowerCase()) ?? this.variables.get(name.toLowerCase()) ?? null;
  }

  private reportOnce(name: string, path: string, line: number, column: number): void {
    if (this.reported.has(name.toLowerCase())) return;
    this.reported.add(name.toLowerCase());
    const message = `The sqlcmd variable $(${name}) has no value. Give one with --var ${name}=VALUE.`;
    this.report('INPUT-VARIABLE', message, path, line, column);
  }

  private report(code: string, message: string, file: string, line: number, column: number): void {
    this.findings.push({ code, severity: 'warning', message, place: { file, line, column, offset: 0 } });
  }
}

/** `@name` where no letter follows, `{{name}}` and `${name}` for the names the user gave; null when none was given. */
function templatePattern(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const any = names.map((name) => name.replace(/[^\w]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\w@])@(?:${any})(?![\\w@])|\\{\\{(?:${any})\\}\\}|\\$\\{(?:${any})\\}`, 'i');
}

function unquote(text: string): string {
  return /^"(.*)"$/s.exec(text)?.[1]?.replace(/""/g, '"') ?? text;
}
