/** `datetime + days`, `datetime - datetime`. Only datetime and smalldatetime calculate. Source: Microsoft Learn, "+ (Addition)", "- (Subtraction)". */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { typeText } from '../../syntax/tsql/data-type.js';
import { familyOf, isCharacter, isTemporal } from '../types/families.js';
import { type Binder, refuse } from './binder.js';
import { coerce } from './coerce.js';

const MILLISECONDS_PER_DAY = 86_400_000;
const INT_MAX = 2_147_483_647;

/** A number of days is added by DATEADD; two moments give a datetime counted from 1900-01-01. */
export function bindMoments(operator: string, left: Scalar, right: Scalar, span: Span, binder: Binder): Scalar {
  const clash = (): Scalar =>
    refuse(binder, 'TSQL-TYPE-CLASH', span, `${typeText(left.type)} ${operator} ${typeText(right.type)}`);
  if (operator !== 'add' && operator !== 'subtract') return clash();
  const moments = [left, right].filter((side) => isTemporal(side.type));
  if (moments.some((moment) => moment.type.base !== 'datetime' && moment.type.base !== 'smalldatetime')) return clash();
  const [first, second] = [left, right].map((side) =>
    isCharacter(side.type) ? coerce(side, { base: 'datetime' }, binder.scope) : side,
  );
  if (first === undefined || second === undefined) return clash();
  if (isTemporal(first.type) && isTemporal(second.type)) return betweenMoments(operator, first, second, span);
  const [moment, number] = isTemporal(first.type) ? [first, second] : [second, first];
  if (operator === 'subtract' && moment === second) return clash();
  return addDays(operator, moment, number, span, binder);
}

function betweenMoments(operator: 'add' | 'subtract', left: Scalar, right: Scalar, span: Span): Scalar {
  const type: ScalarType = { base: 'datetime', nullable: left.type.nullable || right.type.nullable, collation: null };
  return { op: 'call', fn: `datetime_${operator}`, unit: null, args: [left, right], type, span };
}

function addDays(operator: 'add' | 'subtract', moment: Scalar, number: Scalar, span: Span, binder: Binder): Scalar {
  const whole = familyOf(number.type) === 'integer' || number.type.base === 'bit';
  const part = whole ? { unit: 'day', count: number } : fractionOfDays(number);
  if (part === null) return refuse(binder, 'TSQL-DATETIME-FRACTION', span, typeText(number.type));
  const type: ScalarType = { ...moment.type, nullable: moment.type.nullable || number.type.nullable };
  return {
    op: 'call',
    fn: 'dateadd',
    unit: part.unit,
    args: [operator === 'add' ? part.count : negated(part.count), moment],
    type,
    span,
  };
}

/** A constant fraction of days as milliseconds. */
function fractionOfDays(number: Scalar): { readonly unit: string; readonly count: Scalar } | null {
  if (number.op !== 'literal' || number.value === null) return null;
  const milliseconds = Math.round(Number(number.value) * MILLISECONDS_PER_DAY);
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > INT_MAX) return null;
  return {
    unit: 'millisecond',
    count: { ...number, value: String(milliseconds), type: { base: 'int', nullable: false, collation: null } },
  };
}

function negated(count: Scalar): Scalar {
  if (count.op === 'literal' && count.value !== null)
    return { ...count, value: count.value.startsWith('-') ? count.value.slice(1) : `-${count.value}` };
  return { op: 'arithmetic', operator: 'negate', operands: [count], type: count.type, span: count.span };
}
