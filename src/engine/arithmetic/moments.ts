/**
 * datetime and smalldatetime plus or minus days or each other; the newer types have no operators.
 * Source: Microsoft Learn, "+ (Addition)" and "- (Subtraction)".
 */
import { toType } from '../conversion/convert.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf, isNumber } from '../types/families.js';
import type { Type } from '../types/type.js';
import { DATETIME_UNITS_PER_DAY } from '../values/calendar.js';
import type { Value } from '../values/value.js';
import { asDouble } from './numbers.js';
import { clash, failed, incompatible, overflow, type Operator } from './operator-errors.js';

interface Kind {
  readonly unitsPerDay: number;
  /** In units since 1900. */
  readonly least: number;
  readonly most: number;
}

const KINDS: Partial<Record<Type['base'], Kind>> = {
  datetime: {
    unitsPerDay: DATETIME_UNITS_PER_DAY,
    least: -53_690 * DATETIME_UNITS_PER_DAY,
    most: 2_958_464 * DATETIME_UNITS_PER_DAY - 1,
  },
  smalldatetime: { unitsPerDay: 1440, least: 0, most: 65_536 * 1440 - 1 },
};

const isOld = (type: Type): boolean => KINDS[type.base] !== undefined;

/** Which moments an operand of another type may become. */
const becomesMoment = (type: Type): boolean =>
  ['text', 'binary'].includes(familyOf(type)) && type.base !== 'text' && type.base !== 'ntext' && type.base !== 'image';

function units(bound: Bound, type: Type, { unitsPerDay }: Kind): Bound['evaluate'] {
  if (isNumber(bound.type))
    return (frame, run) => {
      const days = bound.evaluate(frame, run);
      return days === null ? null : Math.round(asDouble(bound.type, days) * unitsPerDay);
    };
  return toType(bound, type).evaluate;
}

function refuse(operator: Operator, left: Type, right: Type): never {
  if (isNumber(left) || isNumber(right)) throw clash(left, right);
  throw incompatible(operator, left, right);
}

/** One of the operands, or both, is a moment. @throws SqlError 206, 402, 8117 */
export function moments(operator: Operator, left: Bound, right: Bound): Bound {
  const [a, b] = [left.type, right.type];
  const others = [a, b].filter((type) => !isOld(type));
  const isKnown = others.length < 2 && others.every((type) => isNumber(type) || becomesMoment(type));
  if (!isKnown || (operator !== '+' && operator !== '-')) refuse(operator, a, b);
  const type: Type = { base: a.base === 'datetime' || b.base === 'datetime' ? 'datetime' : 'smalldatetime' };
  const kind = KINDS[type.base];
  if (!kind) return refuse(operator, a, b);
  const [readLeft, readRight] = [units(left, type, kind), units(right, type, kind)];
  return {
    type,
    evaluate: (frame, run): Value => {
      const x = readLeft(frame, run);
      const y = readRight(frame, run);
      if (x === null || y === null) return null;
      const result = operator === '+' ? Number(x) + Number(y) : Number(x) - Number(y);
      return result >= kind.least && result <= kind.most ? result : failed(run, overflow(type));
    },
  };
}
