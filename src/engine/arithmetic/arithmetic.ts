/** The operators between two values. Source: Microsoft Learn, "Operators (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf, isNumber, messageName, type Family } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { bitwise, isBitOperator, shift } from './bits.js';
import { joinedBytes, joinedText } from './concatenation.js';
import type { DecimalOperator } from './decimal-result.js';
import { moments } from './moments.js';
import { fitsInteger, fitsMoney, numbers } from './numbers.js';
import { failed, incompatible, invalidOperand, operatorWord, overflow, type Operator } from './operator-errors.js';

/** A NULL without a type is of the other operand's. */
function typed(bound: Bound, other: Bound): Bound {
  if (!bound.type.isUntypedNull) return bound;
  return { ...bound, type: other.type.isUntypedNull ? { base: 'int' } : other.type };
}

const LARGE_OBJECTS = new Set<Type['base']>(['text', 'ntext', 'image', 'rowversion']);

function join(operator: Operator, left: Bound, right: Bound): Bound {
  const families = [familyOf(left.type), familyOf(right.type)];
  const hasLargeObject = LARGE_OBJECTS.has(left.type.base) || LARGE_OBJECTS.has(right.type.base);
  if (!hasLargeObject && families.every((family) => family === 'text')) return joinedText(left, right);
  if (!hasLargeObject && families.every((family) => family === 'binary')) return joinedBytes(left, right);
  throw incompatible(operator, left.type, right.type);
}

/** Texts become the number they meet, binaries and timestamps only an integer; a bit meets neither. */
function becomes(type: Type, met: Type): boolean {
  if (isNumber(type)) return true;
  if (LARGE_OBJECTS.has(type.base)) return type.base === 'rowversion' && familyOf(met) === 'integer';
  return familyOf(type) === 'text' ? met.base !== 'bit' : familyOf(type) === 'binary' && familyOf(met) === 'integer';
}

function numeric(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  if (!becomes(left.type, right.type) || !becomes(right.type, left.type))
    throw incompatible(operator, left.type, right.type);
  const asNumber = (bound: Bound, other: Bound): Bound => (isNumber(bound.type) ? bound : toType(bound, other.type));
  return numbers(operator, asNumber(left, right), asNumber(right, left));
}

function calculation(operator: DecimalOperator, left: Bound, right: Bound): Bound {
  const families = new Set<Family>([familyOf(left.type), familyOf(right.type)]);
  if (families.has('variant') || families.has('clr'))
    throw new NotInEngine('ENGINE-OPERATOR', `${operator} of ${left.type.base} and ${right.type.base}`);
  if (families.has('moment')) return moments(operator, left, right);
  if (isNumber(left.type) || isNumber(right.type)) return numeric(operator, left, right);
  if (operator === '+') return join(operator, left, right);
  throw incompatible(operator, left.type, right.type);
}

/**
 * @throws SqlError 206, 257, 402, 8117 while it is made; 8115 (overflow), 8134 (division by zero) and those of conversions when it runs
 */
export function arithmetic(operator: Operator, left: Bound, right: Bound): Bound {
  const [a, b] = [typed(left, right), typed(right, left)];
  if (operator === '<<' || operator === '>>') return shift(operator, a, b);
  if (isBitOperator(operator)) return bitwise(operator, a, b);
  return operator === '||' ? join(operator, a, b) : calculation(operator, a, b);
}

/** Gives `undefined` for what overflows. */
function negation(type: Type): (value: NonNullable<Value>) => Value | undefined {
  const family = familyOf(type);
  if (family === 'integer')
    return (value) => {
      const result = typeof value === 'bigint' ? -value : 0 - Number(value);
      return fitsInteger(result, type.base) ? result : undefined;
    };
  if (family === 'money') return (value) => (fitsMoney(-(value as bigint), type.base) ? -(value as bigint) : undefined);
  if (family === 'decimal') return (value) => -(value as bigint);
  if (family === 'float') return (value) => 0 - (value as number);
  throw invalidOperand(messageName(type), 'minus');
}

/** `-x`. A tinyint becomes a smallint, as it has no sign. @throws SqlError 8117; 8115 when it runs */
export function negated(bound: Bound): Bound {
  const type: Type = bound.type.base === 'tinyint' ? { base: 'smallint' } : bound.type;
  const negate = negation(type);
  const { literal } = bound;
  const known = literal && literal.value !== null ? negate(literal.value) : null;
  return {
    type,
    evaluate: (frame, run) => {
      const value = bound.evaluate(frame, run);
      if (value === null) return null;
      const result = negate(value);
      return result === undefined ? failed(run, overflow(type)) : result;
    },
    ...(literal && known !== undefined ? { literal: { value: known } } : {}),
    ...(bound.isNullable === undefined ? {} : { isNullable: bound.isNullable }),
  };
}

const COMPLEMENTS: Partial<Record<Type['base'], (value: NonNullable<Value>) => Value>> = {
  bit: (value) => 1 - Number(value),
  tinyint: (value) => 255 - Number(value),
  smallint: (value) => ~Number(value),
  int: (value) => ~Number(value),
  bigint: (value) => ~(value as bigint),
};

/** `~x`. Source: Microsoft Learn, "~ (Bitwise NOT)". @throws SqlError 8117 */
export function complement(bound: Bound): Bound {
  const compute = COMPLEMENTS[bound.type.base];
  if (!compute) throw invalidOperand(messageName(bound.type), operatorWord('~'));
  return {
    type: { base: bound.type.base },
    evaluate: (frame, run) => {
      const value = bound.evaluate(frame, run);
      return value === null ? null : compute(value);
    },
  };
}
