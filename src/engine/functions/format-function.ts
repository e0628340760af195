/** FORMAT, in en-US only. Source: Microsoft Learn, "FORMAT (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { nvarchar, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, asText, isNumber, isText, requireCount, strict, wrongType } from './arguments.js';
import { isMoment } from './dateparts.js';
import { formatDate, formatTime } from './format-date.js';
import { digitsOf, formatNumber, type Digits } from './format-number.js';
import type { BindFunction } from './function-table.js';
import { instantOf, isOffsetMoment, PER_MILLISECOND } from './instant.js';

const WHOLE = new Set(['tinyint', 'smallint', 'int', 'bigint']);
/** Significant digits .NET Framework takes of a binary number. */
const SIGNIFICANT: Readonly<Record<string, number>> = { real: 7, float: 15 };

function digitsOfValue(value: NonNullable<Value>, { base, scale = 0 }: Type): Digits {
  const significant = SIGNIFICANT[base];
  if (significant !== undefined) {
    const [, sign, first = '', rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(Number(value).toExponential(significant - 1)) ?? []; // prettier-ignore
    return digitsOf(sign === '-', first + rest, Number(exponent) + 1);
  }
  const number = typeof value === 'bigint' ? value : BigInt(Number(value));
  const written = (number < 0n ? -number : number).toString();
  const places = base === 'money' || base === 'smallmoney' ? 4 : base === 'decimal' ? scale : 0;
  return digitsOf(number < 0n, written, written.length - places);
}

function formatted(value: NonNullable<Value>, type: Type, pattern: string, run: Run): string | null {
  if (!isMoment(type)) return formatNumber(digitsOfValue(value, type), pattern, WHOLE.has(type.base));
  const instant = instantOf(value, type);
  if (type.base === 'time') return formatTime(instant, pattern);
  // a datetime reaches .NET rounded to milliseconds
  const half = PER_MILLISECOND / 2n;
  const exact = type.base === 'datetime' ? instant + half - ((instant + half) % PER_MILLISECOND) : instant;
  return formatDate(exact, isOffsetMoment(value) ? value.offsetMinutes : null, pattern, run.surroundings.offsetMinutes); // prettier-ignore
}

function requireCulture(culture: Value, run: Run): void {
  const name = culture === null ? run.settings.language.toLowerCase() : asText(culture).toLowerCase();
  if (!['en-us', 'us_english', 'english'].includes(name))
    throw new NotInEngine('ENGINE-FUNCTION-FORMAT', `FORMAT in the culture ${name}`);
}

/** A format that .NET refuses gives NULL. */
export const format: BindFunction = (args, { defaultCollation }) => {
  requireCount('format', args.length, 2, 3);
  const value = argument(args, 0);
  const { type } = value;
  if ((!isMoment(type) && !isNumber(type)) || type.base === 'bit' || type.isUntypedNull)
    throw wrongType(type, 1, 'format');
  const pattern: Bound = argument(args, 1);
  if (!isText(pattern.type)) throw wrongType(pattern.type, 2, 'format');
  const result = nvarchar(4000, defaultCollation);
  const culture = args[2] ? toType(args[2], result) : null;
  const inner = strict(result, [value, pattern], ([found, written], run) =>
    found === undefined ? null : formatted(found, type, asText(written), run),
  );
  return {
    type: result,
    evaluate: (frame, run) => {
      requireCulture(culture ? culture.evaluate(frame, run) : null, run);
      return inner.evaluate(frame, run);
    },
  };
};
