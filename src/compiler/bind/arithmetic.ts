/** `+ - * / %`, the bit operators and signs, by the types of their operands. Source: Microsoft Learn, the pages of the operators. */
import type { BinaryExpression, Expression, Span, UnaryExpression } from '../../syntax/tsql/ast/index.js';
import type { SqlType } from '../../catalog/sql-type.js';
import type { ArithmeticIr, Scalar, ScalarType } from '../ir/scalar.js';
import { typeText } from '../../syntax/tsql/data-type.js';
import { arithmeticType, type BinaryOperator, concatType } from '../types/arithmetic.js';
import { COLLATION_CONFLICT, collationOfTypes } from '../types/collation.js';
import { isNullConstant } from '../types/common-type.js';
import { familyOf, isCharacter, isNumeric, isTemporal, isUnknown } from '../types/families.js';
import { type Binder, refuse } from './binder.js';
import { coerce } from './coerce.js';
import { bindMoments } from './moment-arithmetic.js';
import { unbound } from './scope.js';

/** A chain of numbers longer than this cannot be printed safely; texts joined by `+` have no such bound. */
const LONGEST_CHAIN = 500;

const OPERATORS: Readonly<Record<BinaryExpression['operator'], BinaryOperator | 'left_shift' | 'right_shift' | 'concat'>> = {
  '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'modulo', '&': 'bit_and', '|': 'bit_or', '^': 'bit_xor', '<<': 'left_shift', '>>': 'right_shift', '||': 'concat',
}; // prettier-ignore

/** Walks the left spine, so that long chains take no stack. */
export function bindBinary(node: BinaryExpression, binder: Binder): Scalar {
  const spine: BinaryExpression[] = [];
  let first: Expression = node;
  while (first.kind === 'binary') {
    spine.push(first);
    first = first.left;
  }
  let result = binder.bind(first);
  for (const [index, step] of spine.reverse().entries()) {
    result = combine(step, result, binder.bind(step.right), binder);
    if (index > LONGEST_CHAIN && !isConcat(result)) return refuse(binder, 'TSQL-TOO-DEEP', node.span);
  }
  return result;
}

const isConcat = (scalar: Scalar): scalar is ArithmeticIr => scalar.op === 'arithmetic' && scalar.operator === 'concat';

function combine(node: BinaryExpression, left: Scalar, right: Scalar, binder: Binder): Scalar {
  const operator = OPERATORS[node.operator];
  const span = { start: left.span.start, end: right.span.end };
  if (isUnknown(left.type) || isUnknown(right.type)) return unbound(span);
  if (operator === 'left_shift' || operator === 'right_shift') {
    return {
      op: 'call',
      fn: operator,
      unit: null,
      args: [left, right],
      type: { ...left.type, nullable: left.type.nullable || right.type.nullable },
      span,
    };
  }
  if (operator === 'concat' || (operator === 'add' && joins(left, right))) return concat(left, right, span, binder);
  if (isTemporal(left.type) || isTemporal(right.type)) return bindMoments(operator, left, right, span, binder);
  return calculate(operator, left, right, span, binder);
}

/** `+` joins when both sides are text, or both binary; a NULL constant takes the other side's type. */
function joins(left: Scalar, right: Scalar): boolean {
  const joinable = (scalar: Scalar): boolean => isCharacter(scalar.type) || familyOf(scalar.type) === 'binary';
  if (isNullConstant(left) || isNullConstant(right)) return joinable(left) || joinable(right);
  return familyOf(left.type) === familyOf(right.type) && joinable(left);
}

function concat(left: Scalar, right: Scalar, span: Span, binder: Binder): Scalar {
  const [first, second] = [textBeside(left, right, binder), textBeside(right, left, binder)];
  const collation = collationOfTypes([first.type, second.type]);
  if (collation === COLLATION_CONFLICT) return refuse(binder, 'TSQL-COLLATION-CONFLICT', span);
  const length =
    familyOf(first.type) === 'binary'
      ? { base: 'varbinary' as const, length: 8000 }
      : concatType(first.type, second.type);
  const type: ScalarType = { ...length, nullable: first.type.nullable || second.type.nullable, collation };
  const operands = isConcat(first) ? [...first.operands, second] : [first, second];
  return { op: 'arithmetic', operator: 'concat', operands, type, span };
}

const textBeside = (scalar: Scalar, other: Scalar, binder: Binder): Scalar =>
  isNullConstant(scalar) ? coerce(scalar, other.type, binder.scope) : scalar;

function calculate(operator: BinaryOperator, left: Scalar, right: Scalar, span: Span, binder: Binder): Scalar {
  const [first, second] = [numberBeside(left, right, binder), numberBeside(right, left, binder)];
  const type = arithmeticType(operator, operandType(first, second), operandType(second, first));
  if (type === null)
    return refuse(binder, 'TSQL-TYPE-CLASH', span, `${typeText(first.type)} ${operator} ${typeText(second.type)}`);
  const nullable = first.type.nullable || second.type.nullable;
  return { op: 'arithmetic', operator, operands: [first, second], type: { ...type, nullable, collation: null }, span };
}

/** A text beside a number, and a NULL constant, take the number's type. */
function numberBeside(scalar: Scalar, other: Scalar, binder: Binder): Scalar {
  const number = isNumeric(other.type) || other.type.base === 'bit';
  const converts = isCharacter(scalar.type) || familyOf(scalar.type) === 'binary' || isNullConstant(scalar);
  return converts && number && !isNullConstant(other) ? coerce(scalar, other.type, binder.scope) : scalar;
}

/**
 * A whole constant beside a decimal has the precision of its digits, not int's 10 ("int, bigint, smallint, and tinyint":
 * queries that are not auto-parameterised, as views are not).
 */
function operandType(scalar: Scalar, other: Scalar): SqlType {
  if (scalar.op !== 'literal' || scalar.value === null || scalar.type.base !== 'int' || other.type.base !== 'decimal')
    return scalar.type;
  return { base: 'decimal', precision: scalar.value.replace('-', '').length, scale: 0 };
}

const SIGNS: Readonly<Record<UnaryExpression['operator'], 'negate' | 'bit_not' | null>> = {
  '-': 'negate',
  '~': 'bit_not',
  '+': null,
};

/** A sign before a numeric constant belongs to the constant. */
export function bindUnary(node: UnaryExpression, binder: Binder): Scalar {
  const operand = binder.bind(node.operand);
  const operator = SIGNS[node.operator];
  if (operator === null || isUnknown(operand.type)) return operand;
  if (operator === 'negate' && operand.op === 'literal' && operand.value !== null && isNumeric(operand.type)) {
    return {
      ...operand,
      value: operand.value.startsWith('-') ? operand.value.slice(1) : `-${operand.value}`,
      span: node.span,
    };
  }
  const allowed =
    operator === 'negate'
      ? isNumeric(operand.type)
      : familyOf(operand.type) === 'integer' || operand.type.base === 'bit';
  if (!allowed) return refuse(binder, 'TSQL-TYPE-CLASH', node.span, `${node.operator}${typeText(operand.type)}`);
  const type: ScalarType =
    operator === 'negate' && operand.type.base === 'tinyint' ? { ...operand.type, base: 'smallint' } : operand.type;
  return { op: 'arithmetic', operator, operands: [operand], type, span: node.span };
}
