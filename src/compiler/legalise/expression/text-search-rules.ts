/** Functions that look for a text in a text, under its collation. Source: Microsoft Learn, "CHARINDEX", "PATINDEX", "REPLACE", "TRANSLATE", "SOUNDEX". */
import { binary, call, caseWhen, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { Collation, Scalar } from '../../ir/scalar.js';
import { collationOf } from '../../types/collation.js';
import type { Legaliser } from './legaliser.js';
import { likeText, parseLikePattern, regexText } from './like-pattern.js';
import { type CallRule, type CallRules, constantInteger, constantOf } from './rules.js';

/** Collation the arguments search by; null when case counts. */
function insensitive(args: readonly Scalar[], { context }: Legaliser): Collation | null {
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
  const found = start === undefined || (constantInteger(args[2]) ?? 2) <= 1 ? position(hay) : fromStart(hay, start, position);
  const constant = constantOf(args[0]);
  return constant === null || constant === '' ? caseWhen([[binary(needle, '=', text('')), number(0)]], found) : found;
};

function fromStart(hay: Sql, start: Sql, position: (within: Sql) => Sql): Sql {
  const first = call('greatest', start, number(1));
  const found = position(call('substring', hay, first));
  return caseWhen([[binary(found, '>', number(0)), binary(binary(found, '+', first), '-', number(1))]], number(0));
}

/** `%x%` with plain text is CHARINDEX; other constant patterns are regular expressions. */
const patindex: CallRule = ([, searched], { args, span }, legaliser) => {
  const constant = constantOf(args[0]);
  const pattern = constant === null ? null : parseLikePattern(constant, null);
  if (searched === undefined || pattern === null) return null;
  const [first, ...inner] = pattern;
  const last = inner.pop();
  const plain = inner.every((part) => part.type === 'literal') && inner.length > 0;
  const ignoresCase = insensitive(args, legaliser) !== null;
  if (first?.type === 'any_text' && last?.type === 'any_text' && plain && likeText(inner, legaliser.target) !== null) {
    const sought = inner.map((part) => (part.type === 'literal' ? part.text : '')).join('');
    return ignoresCase && hasCase(sought) ? call('strpos', call('lower', searched), text(sought.toLowerCase())) : call('strpos', searched, text(sought));
  }
  if (inner.some((part) => part.type === 'class' && part.ranged)) legaliser.context.report('TSQL-LIKE-RANGE', span);
  const regex = (first?.type === 'any_text' ? '' : '^') + regexText(pattern.filter((part, index) => !(part.type === 'any_text' && (index === 0 || index === pattern.length - 1)))) + (last?.type === 'any_text' ? '' : '$');
  return POSITION[legaliser.target](searched, ignoresCase ? `(?i)${regex}` : regex);
};

/** Where a regular expression matches first: the length of what stands before it. */
const POSITION = {
  postgres: (value: Sql, regex: string): Sql => call('regexp_instr_text', value, text(regex)),
  duckdb: (value: Sql, regex: string): Sql =>
    caseWhen([[call('regexp_matches', value, text(regex)), binary(call('strpos', value, call('regexp_extract', value, text(regex))), '+', number(0))]], number(0)),
};

/** Every occurrence, under the collation. An empty text to look for leaves the value alone. */
const replace: CallRule = ([value, sought, replacement], { args }, legaliser) => {
  if (value === undefined || sought === undefined || replacement === undefined) return null;
  const constant = constantOf(args[1]);
  if (insensitive(args.slice(0, 2), legaliser) === null || (constant !== null && !hasCase(constant))) return call('replace', value, sought, replacement);
  if (constant === null) return null;
  const pattern = text(constant.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
  const put = constantOf(args[2]) === null ? call('replace', replacement, text('\\'), text('\\\\')) : text((constantOf(args[2]) ?? '').replaceAll('\\', '\\\\'));
  return call('regexp_replace', value, pattern, put, text('gi'));
};

/** Characters are exchanged one by one; both lists have one length. */
const translate: CallRule = (args, node, legaliser) => {
  const [, from, to] = node.args.map(constantOf);
  if (typeof from !== 'string' || typeof to !== 'string' || from.length !== to.length) return null;
  const [value] = args;
  if (value === undefined) return null;
  if (insensitive(node.args.slice(0, 2), legaliser) === null || !hasCase(from)) return call('translate', value, text(from), text(to));
  return call('translate', value, text(from.toLowerCase() + from.toUpperCase()), text(to + to));
};

export const TEXT_SEARCH_RULES: CallRules = {
  charindex,
  patindex,
  replace,
  translate,
  string_escape: (args, node) => (constantOf(node.args[1])?.toLowerCase() === 'json' && args[0] !== undefined ? call('trim', { sql: 'cast', operand: call('to_json', args[0]), type: 'varchar' }, text('"')) : null),
};
