/** String functions that make or measure a text. Source of each rule: Microsoft Learn, the function's page. */
import type { Scalar } from '../../ir/scalar.js';
import { binary, call, caseWhen, cast, is, joined, number, or, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { familyOf, isNational } from '../../types/families.js';
import { type CallRule, type CallRules, constantInteger, constantOf, pair, renamed, unary } from './rules.js';
import { insensitive } from './text-search-rules.js';

const BLANK = text(' ');

/** Trailing blanks do not count. */
const length = unary((value, { args: [arg] }) => {
  const constant = constantOf(arg);
  return constant === null ? call('length', call('rtrim', value, BLANK)) : number(constant.replace(/ +$/, '').length);
});

/** Bytes: two for each UTF-16 unit of national types, one for each character of the others under a one-byte code page. */
const datalength: CallRule = unary((value, { args: [arg] }, { target, context }) => {
  if (arg === undefined) return null;
  const family = familyOf(arg.type);
  if (family === 'character')
    return isNational(arg.type) ? binary(call('length', value), '*', number(2)) : call('length', value);
  if (family === 'binary') return call('octet_length', value);
  const bytes = STORAGE_BYTES[arg.type.base];
  if (bytes === undefined) return null;
  if (!arg.type.nullable) return number(bytes);
  context.report('TSQL-DATALENGTH', arg.span, `${arg.type.base} in ${target}`);
  return caseWhen([[is(value, 'not null'), number(bytes)]], null);
});

const STORAGE_BYTES: Readonly<Partial<Record<Scalar['type']['base'], number>>> = {
  bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, real: 4, float: 8, money: 8, smallmoney: 4, date: 3, datetime: 8, smalldatetime: 4, uniqueidentifier: 16,
}; // prettier-ignore

/** A negative count is an error in SQL Server and counts from the end in the targets. */
const side = (name: 'left' | 'right'): CallRule =>
  pair((value, count, { args, span }, { context }) => {
    if ((constantInteger(args[1]) ?? -1) < 0) context.report('TSQL-NEGATIVE-LENGTH', span, name.toUpperCase());
    return call(name, value, count);
  });

/** Both targets count positions before 1 as SQL Server does when they take them from a text; a negative length is an error in all three but DuckDB. */
const substring: CallRule = ([value, start, count], { args, span }, { context, target }) => {
  if (value === undefined || start === undefined) return null;
  const [first, , size] = args;
  const known = constantInteger(args[1]);
  if (familyOf(first?.type ?? { base: 'unknown' }) !== 'character' && target === 'duckdb') return null;
  if (count === undefined) return call('substring', value, start);
  if (known !== null && known >= 1) {
    if ((constantInteger(size) ?? 0) < 0) context.report('TSQL-NEGATIVE-LENGTH', span, 'SUBSTRING');
    return call('substring', value, start, count);
  }
  if (target === 'postgres') return call('substring', value, start, count);
  // DuckDB counts a negative start from the end: what lies before the text is taken off the count.
  const left = binary(binary(start, '+', count), '-', number(1));
  return caseWhen(
    [
      [binary(start, '>=', number(1)), call('substring', value, start, count)],
      [binary(left, '>', number(0)), call('left', value, left)],
      [binary(left, '<=', number(0)), call('left', value, number(0))],
    ],
    null,
  );
};

/** NULL where SQL Server gives NULL: a start outside the text, or a negative length. The last argument NULL inserts nothing. */
const stuff: CallRule = ([value, start, count, inserted], { args }) => {
  if (value === undefined || start === undefined || count === undefined || inserted === undefined) return null;
  const [, from, size, replacement] = args;
  const put = replacement?.type.nullable ? call('coalesce', inserted, text('')) : inserted;
  const knownStart = constantInteger(from);
  const knownCount = constantInteger(size);
  if (knownStart === 1 && knownCount !== null && knownCount >= 0) {
    const rest = call('substring', value, number(knownCount + 1));
    const whole = constantOf(replacement) === '' ? rest : joined(put, rest);
    return caseWhen([[binary(value, '<>', text('')), whole]], null);
  }
  const result = joined(
    call('left', value, binary(start, '-', number(1))),
    put,
    call('substring', value, binary(start, '+', count)),
  );
  const outside = or(
    binary(start, '<', number(1)),
    binary(start, '>', call('length', value)),
    binary(count, '<', number(0)),
  );
  return caseWhen([[{ sql: 'unary', operator: 'not', operand: outside }, result]], null);
};

/** CONCAT takes NULL for an empty text; each argument is one already. */
const concat: CallRule = renamed('concat');

const blankLiteral = ({ span }: { readonly span: Scalar['span'] }): Scalar => ({
  op: 'literal',
  value: ' ',
  type: { base: 'varchar', length: 1, nullable: false, collation: null },
  span,
});

const replicate: CallRule = pair((value, count, { args }) => {
  const known = constantInteger(args[1]);
  if (known !== null && known >= 0) return call('repeat', value, count);
  return caseWhen([[binary(count, '>=', number(0)), call('repeat', value, count)]], null);
});

/** Most decimals STR shows, and the longest text it makes. */
const STR_PLACES_MAX = 16;
const STR_LENGTH_MAX = 8000;

/** Width and decimals default to 10 and 0. A text that is too long loses decimals first, and is stars when that is not enough. */
const str: CallRule = ([value, width, decimals], { args, span }, { context }) => {
  if (value === undefined) return null;
  const size = width === undefined ? 10 : constantInteger(args[1]);
  const places = decimals === undefined ? 0 : constantInteger(args[2]);
  if (size === null || places === null || size < 1 || size > STR_LENGTH_MAX || places < 0) return null;
  if (args[0] !== undefined && familyOf(args[0].type) !== 'integer') context.report('TSQL-FLOAT-TEXT', span);
  const branches = Array.from({ length: Math.min(places, STR_PLACES_MAX) + 1 }, (_each, index) => {
    const written = decimalText(value, Math.min(places, STR_PLACES_MAX) - index);
    return [binary(call('length', written), '<=', number(size)), call('lpad', written, number(size), BLANK)] as const;
  });
  return caseWhen([...branches, [is(value, 'not null'), text('*'.repeat(size))]], null);
};

/** The number with `places` decimals, rounded half away from zero. */
function decimalText(value: Sql, places: number): Sql {
  const exact = cast(value, `decimal(38, ${places + 4})`);
  return cast(cast(call('round', exact, number(places)), `decimal(38, ${places})`), 'varchar');
}

/** Brackets by default; only the bracket and quote characters are taken, as constants. */
const quotename: CallRule = ([value, quote], { args }) => {
  const mark = quote === undefined ? '[' : constantOf(args[1]);
  const [open, close] = QUOTES[mark ?? ''] ?? [];
  if (value === undefined || open === undefined || close === undefined) return null;
  return joined(text(open), call('replace', value, text(close), text(close + close)), text(close));
};

const QUOTES: Readonly<Record<string, readonly [string, string]>> = {
  '[': ['[', ']'],
  ']': ['[', ']'],
  "'": ["'", "'"],
  '"': ['"', '"'],
  '(': ['(', ')'],
  ')': ['(', ')'],
};

/** Characters to trim are found under the collation. */
const trimmedBy =
  (name: string): CallRule =>
  ([value, characters], { args }, legaliser) => {
    if (value === undefined) return null;
    const constant = constantOf(args[1]);
    if (characters === undefined) return call(name, value, BLANK);
    if (insensitive(args, legaliser) === null) return call(name, value, characters);
    return constant === null ? null : call(name, value, text(bothCases(constant)));
  };

const bothCases = (characters: string): string =>
  [...new Set(Array.from(characters).flatMap((each) => [each.toLowerCase(), each.toUpperCase()]))].join('');

/** Plain forms trim blanks only; DuckDB without characters trims other white space as well. */
const trimmed = (duckdb: string, postgres: string) => ({
  duckdb: trimmedBy(duckdb),
  postgres: trimmedBy(postgres),
});

/** Code of the first character; an empty text has none. */
const codeOf = (name: string): CallRule =>
  unary((value, { args: [arg] }) =>
    call(name, (constantOf(arg) ?? '') === '' ? call('nullif', value, text('')) : value),
  );

/** Codes above 127 are characters of the code page in SQL Server and of Unicode in the targets: the same for 160 to 255 of Latin 1. */
const character: CallRule = unary((code, { args, span }, { context }) => {
  const known = constantInteger(args[0]);
  if (known === null || known > 127) context.report('TSQL-CHAR-CODE', span);
  return call('chr', known === null ? cast(code, 'integer') : code);
});

export const TEXT_RULES: CallRules = {
  len: length,
  datalength,
  left: side('left'),
  right: side('right'),
  substring,
  stuff,
  upper: renamed('upper'),
  lower: renamed('lower'),
  reverse: renamed('reverse'),
  ltrim: trimmed('ltrim', 'ltrim'),
  rtrim: trimmed('rtrim', 'rtrim'),
  trim: trimmed('trim', 'btrim'),
  concat,
  concat_ws: renamed('concat_ws'),
  replicate,
  space: (args, node, legaliser) =>
    replicate([BLANK, ...args], { ...node, args: [blankLiteral(node), ...node.args] }, legaliser),
  char: character,
  nchar: unary((code, { args }) => call('chr', constantInteger(args[0]) === null ? cast(code, 'integer') : code)),
  ascii: codeOf('ascii'),
  unicode: { duckdb: codeOf('unicode'), postgres: codeOf('ascii') },
  str,
  quotename,
};
