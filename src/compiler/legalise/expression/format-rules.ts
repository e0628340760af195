/** FORMAT with a constant pattern and the culture en-US. Source: Microsoft Learn, "FORMAT (Transact-SQL)". */
import type { Scalar } from '../../ir/scalar.js';
import { binary, call, caseWhen, cast, joined, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { CompileTarget } from '../../compile.js';
import { familyOf, isNumeric, isTemporal } from '../../types/families.js';
import { type DatePiece, type NumberFormat, parseDatePattern, parseNumberFormat } from '../../types/format-pattern.js';
import type { Legaliser } from './legaliser.js';
import { type CallRule, type CallRules, constantOf } from './rules.js';

/** Digits of a number that a float holds, by way of which it is written. */
const FLOAT_DIGITS = 15;

const format: CallRule = ([value], node, legaliser) => {
  const [formatted] = node.args;
  if (formatted?.type.base === 'decimal' && (formatted.type.precision ?? 18) > FLOAT_DIGITS)
    legaliser.context.report('TSQL-FLOAT-TEXT', node.span);
  const [scalar, pattern, culture] = node.args;
  const written = constantOf(pattern);
  if (value === undefined || scalar === undefined || written === null || !isEnglish(culture, legaliser)) return null;
  if (isTemporal(scalar.type))
    return scalar.type.base === 'datetimeoffset' || scalar.type.base === 'time'
      ? null
      : formatDate(value, written, legaliser.target);
  return isNumeric(scalar.type) ? formatNumber(value, scalar, written, legaliser.target) : null;
};

/** Without a culture the login's language decides. */
function isEnglish(culture: Scalar | undefined, { context }: Legaliser): boolean {
  return culture === undefined
    ? /english/i.test(context.settings.language)
    : /^en-us$/i.test(constantOf(culture) ?? '');
}

/** Runs of letters of a date pattern, in the format languages of the targets. */
const DATE_LETTERS: Readonly<Record<string, Readonly<Record<CompileTarget, string>>>> = {
  yyyy: { duckdb: '%Y', postgres: 'YYYY' }, yy: { duckdb: '%y', postgres: 'YY' },
  MMMM: { duckdb: '%B', postgres: 'FMMonth' }, MMM: { duckdb: '%b', postgres: 'Mon' }, MM: { duckdb: '%m', postgres: 'MM' }, M: { duckdb: '%-m', postgres: 'FMMM' },
  dddd: { duckdb: '%A', postgres: 'FMDay' }, ddd: { duckdb: '%a', postgres: 'Dy' }, dd: { duckdb: '%d', postgres: 'DD' }, d: { duckdb: '%-d', postgres: 'FMDD' },
  HH: { duckdb: '%H', postgres: 'HH24' }, H: { duckdb: '%-H', postgres: 'FMHH24' }, hh: { duckdb: '%I', postgres: 'HH12' }, h: { duckdb: '%-I', postgres: 'FMHH12' },
  mm: { duckdb: '%M', postgres: 'MI' }, m: { duckdb: '%-M', postgres: 'FMMI' }, ss: { duckdb: '%S', postgres: 'SS' }, s: { duckdb: '%-S', postgres: 'FMSS' },
  fff: { duckdb: '%g', postgres: 'MS' }, ffffff: { duckdb: '%f', postgres: 'US' }, tt: { duckdb: '%p', postgres: 'AM' },
}; // prettier-ignore

function formatDate(value: Sql, pattern: string, target: CompileTarget): Sql | null {
  const pieces = parseDatePattern(pattern);
  const written = pieces?.map((piece) => dateText(piece, target));
  if (!written || written.some((piece) => piece === null)) return null;
  return call(target === 'duckdb' ? 'strftime' : 'to_char', value, text(written.join('')));
}

/** Plain text is quoted where the format language would read it; null for letters no target writes. */
function dateText(piece: DatePiece, target: CompileTarget): string | null {
  if ('letter' in piece) return DATE_LETTERS[piece.letter]?.[target] ?? null;
  if (target === 'duckdb') return piece.text.replaceAll('%', '%%');
  return /[a-z]/i.test(piece.text) ? `"${piece.text.replaceAll('"', '\\"')}"` : piece.text;
}

/** The size of the number is written, and the sign before it, or parentheses around it. */
function formatNumber(value: Sql, scalar: Scalar, pattern: string, target: CompileTarget): Sql | null {
  if (/^d/i.test(pattern) && familyOf(scalar.type) !== 'integer') return null;
  const parsed = parseNumberFormat(pattern);
  if (parsed === null) return null;
  const scaled = parsed.percent ? binary(value, '*', number(100)) : value;
  const rounded = call(
    'round',
    familyOf(scalar.type) === 'float' && target === 'postgres' ? cast(scaled, 'numeric') : scaled,
    number(parsed.decimals),
  );
  const digits = joinedParts(parsed.prefix, digitsOf(call('abs', rounded), parsed, target), parsed.suffix);
  const negative = parsed.accounting ? joined(text('('), digits, text(')')) : joined(text('-'), digits);
  return caseWhen([[binary(rounded, '<', number(0)), negative]], digits);
}

const joinedParts = (prefix: string, digits: Sql, suffix: string): Sql => {
  const parts = [...(prefix === '' ? [] : [text(prefix)]), digits, ...(suffix === '' ? [] : [text(suffix)])];
  return parts.length === 1 ? digits : joined(...parts);
};

function digitsOf(value: Sql, parsed: NumberFormat, target: CompileTarget): Sql {
  const plain = WRITERS[target](value, parsed);
  const optional = parsed.decimals - parsed.leastDecimals;
  if (optional === 0) return plain;
  // Only zeros past the least decimals go, and with the last of them the point.
  const pattern = parsed.leastDecimals === 0 ? '\\.?0+$' : `0{1,${optional}}$`;
  return call('regexp_replace', plain, text(pattern), text(''));
}

const WRITERS: Readonly<Record<CompileTarget, (value: Sql, parsed: NumberFormat) => Sql>> = {
  duckdb: (value, { grouped, decimals, wholeDigits }) => {
    const written = call('format', text(`{:${grouped ? ',' : ''}.${decimals}f}`), cast(value, 'double'));
    const width = wholeDigits + (decimals === 0 ? 0 : decimals + 1);
    return wholeDigits <= 1
      ? written
      : caseWhen(
          [[binary(call('length', written), '<', number(width)), call('lpad', written, number(width), text('0'))]],
          written,
        );
  },
  postgres: (value, { grouped, decimals, wholeDigits }) => {
    const zeros = '0'.repeat(Math.max(wholeDigits, 1));
    const whole = grouped ? `999,999,999,999,999,99${zeros.slice(0, 1)}` : `999999999999999${zeros}`;
    return call('to_char', value, text(`FM${whole}${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`}`));
  },
};

export const FORMAT_RULES: CallRules = { format };
