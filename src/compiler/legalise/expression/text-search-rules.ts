/** Functions that look for a text in a text, under its collation. Source: Microsoft Learn, "CHARINDEX", "PATINDEX", "REPLACE", "TRANSLATE", "SOUNDEX". */
import { and, binary, call, caseWhen, cast, is, not, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { Collation, Scalar } from '../../ir/scalar.js';
import type { CompileTarget } from '../../compile.js';
import { collationOf } from '../../types/collation.js';
import type { Legaliser } from './legaliser.js';
import { type LikePattern, parseLikePattern, regexText, withCaseRanges } from './like-pattern.js';
import { type CallRule, type CallRules, constantInteger, constantOf } from './rules.js';

/** Collation the arguments search by; null when case counts. */
export function insensitive(args: readonly Scalar[], { context }: Legaliser): Collation | null {
  const collation = context.settings.collationMode === 'source' ? collationOf(args) : null;
  return collation === null || collation.binary || collation.caseSensitive ? null : collation;
}

const hasCase = (value: string): boolean => value.toLowerCase() !== value.toUpperCase();

/** Both sides in lower case where case does not count and the text looked for has some. Blanks count. */
function folded(args: readonly Sql[], scalars: readonly Scalar[], legaliser: Legaliser): readonly Sql[] {
  const sought = constantOf(scalars[0]);
  if (insensitive(scalars, legaliser) === null || (sought !== null && !hasCase(sought))) return args;
  return args.map((arg, index) => {
    const constant = constantOf(scalars[index]);
    return constant === null ? call('lower', arg) : text(constant.toLowerCase());
  });
}

/** Position of the first argument in the second, from 1; 0 when it is not there, and for an empty text. */
const charindex: CallRule = ([sought, searched, start], { args }, legaliser) => {
  if (sought === undefined || searched === undefined) return null;
  const [needle = sought, hay = searched] = folded([sought, searched], args.slice(0, 2), legaliser);
  const position = (within: Sql): Sql => call('strpos', within, needle);
  const found =
    start === undefined || (constantInteger(args[2]) ?? 2) <= 1 ? position(hay) : fromStart(hay, start, position);
  const constant = constantOf(args[0]);
  return constant === null || constant === ''
    ? caseWhen([[and(binary(needle, '=', text('')), is(hay, 'not null')), number(0)]], found)
    : found;
};

function fromStart(hay: Sql, start: Sql, position: (within: Sql) => Sql): Sql {
  const first = call('greatest', start, number(1));
  const found = position(call('substring', hay, first));
  return caseWhen([[binary(found, '=', number(0)), number(0)]], binary(binary(found, '+', first), '-', number(1)));
}

/** `%x%` with plain text is CHARINDEX; other constant patterns are regular expressions. */
const patindex: CallRule = ([, searched], { args, span }, legaliser) => {
  const constant = constantOf(args[0]);
  const pattern = constant === null ? null : parseLikePattern(constant, null);
  if (searched === undefined || pattern === null) return null;
  const ignoresCase = insensitive(args, legaliser) !== null;
  const sought = soughtText(pattern);
  if (sought !== null) {
    return ignoresCase && hasCase(sought)
      ? call('strpos', call('lower', searched), text(sought.toLowerCase()))
      : call('strpos', searched, text(sought));
  }
  if (pattern.some((part) => part.type === 'class' && part.ranged)) legaliser.context.report('TSQL-LIKE-RANGE', span);
  const tellsCase = collationOf(args)?.caseSensitive === true && collationOf(args)?.binary === false;
  return POSITION[legaliser.target](searched, anchored(tellsCase ? withCaseRanges(pattern) : pattern), ignoresCase);
};

/** The text between the percent signs of `%text%`; null for any other pattern. */
function soughtText(pattern: LikePattern): string | null {
  const inner = pattern.slice(1, -1);
  const open = pattern[0]?.type === 'any_text' && pattern.at(-1)?.type === 'any_text';
  if (!open || inner.length === 0 || inner.some((part) => part.type !== 'literal')) return null;
  return inner.map((part) => (part.type === 'literal' ? part.text : '')).join('');
}

interface Anchored {
  readonly regex: string;
  readonly start: boolean;
  readonly end: boolean;
}

/** A percent sign at an end frees that end of its anchor. */
function anchored(pattern: LikePattern): Anchored {
  const start = pattern[0]?.type !== 'any_text';
  const end = pattern.at(-1)?.type !== 'any_text';
  return { regex: regexText(pattern.slice(start ? 0 : 1, end ? undefined : -1)), start, end };
}

type Position = (value: Sql, pattern: Anchored, ignoresCase: boolean) => Sql | null;

/** Where the pattern matches first, or 0. DuckDB has no such function: it is the place of the first text that matches, unless the end is anchored. */
const POSITION: Readonly<Record<CompileTarget, Position>> = {
  postgres: (value, { regex, start, end }, ignoresCase) =>
    call(
      'regexp_instr',
      value,
      text(`${start ? '^' : ''}${regex}${end ? '$' : ''}`),
      number(1),
      number(1),
      number(0),
      text(ignoresCase ? 'i' : ''),
    ),
  duckdb: (value, { regex, start, end }, ignoresCase) => {
    const options = text(ignoresCase ? 'is' : 's');
    const pattern = text(`${start ? '^' : ''}${regex}${end ? '$' : ''}`);
    const matches = call('regexp_matches', value, pattern, options);
    if (start) return cast(matches, 'integer');
    if (end) return null;
    const found = call('strpos', value, call('regexp_extract', value, pattern, number(0), options));
    return caseWhen([[not(matches), number(0)]], found);
  },
};

/** Every occurrence, under the collation. An empty text to look for leaves the value alone. */
const replace: CallRule = ([value, sought, replacement], { args }, legaliser) => {
  if (value === undefined || sought === undefined || replacement === undefined) return null;
  const constant = constantOf(args[1]);
  if (insensitive(args.slice(0, 2), legaliser) === null || (constant !== null && !hasCase(constant)))
    return call('replace', value, sought, replacement);
  if (constant === null) return null;
  const pattern = text(constant.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
  const put =
    constantOf(args[2]) === null
      ? call('replace', replacement, text('\\'), text('\\\\'))
      : text((constantOf(args[2]) ?? '').replaceAll('\\', '\\\\'));
  return call('regexp_replace', value, pattern, put, text('gi'));
};

/** Characters are exchanged one by one; both lists have one length. */
const translate: CallRule = (args, node, legaliser) => {
  const [, from, to] = node.args.map(constantOf);
  if (typeof from !== 'string' || typeof to !== 'string' || from.length !== to.length) return null;
  const [value] = args;
  if (value === undefined) return null;
  if (insensitive(node.args.slice(0, 2), legaliser) === null || !hasCase(from))
    return call('translate', value, text(from), text(to));
  return call('translate', value, text(from.toLowerCase() + from.toUpperCase()), text(to + to));
};

/** As a JSON text without its quotes; the solidus is escaped too. Source: Microsoft Learn, "STRING_ESCAPE". */
function escaped(value: Sql): Sql {
  const json = cast(call('to_json', value), 'varchar');
  const inner = call('substring', json, number(2), binary(call('length', json), '-', number(2)));
  return call('replace', inner, text('/'), text('\\/'));
}

export const TEXT_SEARCH_RULES: CallRules = {
  charindex,
  patindex,
  replace,
  translate,
  string_escape: (args, node) =>
    constantOf(node.args[1])?.toLowerCase() === 'json' && args[0] !== undefined ? escaped(args[0]) : null,
};
