/** Which expressions the targets give the type the source has; the others are cast where they become a column of the result. */
import type { CompileTarget } from '../../compile.js';
import type { QueryIr } from '../../ir/relation.js';
import type { Scalar, ScalarType } from '../../ir/scalar.js';
import { someScalar } from '../../ir/walk.js';
import { isNullConstant } from '../../types/common-type.js';
import { cast } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { decimalFacets, familyOf } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';

/** Whether the SQL made of `scalar` has the target type of its SQL Server type, precision of decimals and length of texts apart. */
export function hasTargetType(scalar: Scalar, target: CompileTarget): boolean {
  if (target === 'duckdb' && isText(scalar.type) && isFoldedToNull(scalar)) return false;
  switch (scalar.op) {
    case 'column':
    case 'parameter':
      return true;
    case 'subquery':
      return isBareColumn(scalar.query.body, target);
    case 'literal':
      return scalar.value !== null && isPlainLiteral(scalar.type, scalar.value, target);
    case 'convert':
      return true;
    case 'case':
      return scalar.branches
        .map(({ then }) => then)
        .concat(scalar.otherwise ?? [])
        .every((part) => agrees(part, scalar.type, target) && (hasSamePrecision(part.type, scalar.type) || !isChosenEarly(scalar))); // prettier-ignore
    case 'call':
      return CHOICES.has(scalar.fn)
        ? scalar.args.every((arg) => agrees(arg, scalar.type, target))
        : isText(scalar.type) || TYPED_CALLS.has(scalar.fn);
    case 'aggregate':
    case 'window':
      if (scalar.fn === 'ntile') return target === 'duckdb';
      return isText(scalar.type) || KEEPS_ARGUMENT.has(scalar.fn)
        ? keepsArguments(scalar.args, scalar.type, target)
        : scalar.type.base === 'bigint' && scalar.fn !== 'sum' && scalar.fn !== 'avg';
    case 'arithmetic':
      return (
        isText(scalar.type) ||
        (!isComplementOfByte(scalar) &&
          familyOf(scalar.type) === 'integer' &&
          scalar.operands.every((operand) => agrees(operand, scalar.type, target) || isWholeConstant(operand)))
      );
    default:
      return true;
  }
}

/** A text with a constant NULL in it, or of constants alone: DuckDB calculates it before it looks for its type, and may find the one of a NULL. */
function isFoldedToNull(scalar: Scalar): boolean {
  const parts = scalar.op === 'convert' ? [scalar.operand] : scalar.op === 'arithmetic' ? scalar.operands : scalar.op === 'call' ? scalar.args : []; // prettier-ignore
  const isDeep = scalar.op !== 'convert' || scalar.operand.op !== 'literal';
  if (!isDeep || parts.length === 0) return false;
  return parts.some((part) => someScalar(part, (each) => isNullConstant(each) || isConstantCall(each))) || (scalar.type.nullable && !parts.some((part) => someScalar(part, readsRow))); // prettier-ignore
}

/** What may turn out to be NULL before any row is read. */
const isConstantCall = (scalar: Scalar): boolean =>
  scalar.op === 'call' && scalar.type.nullable && !someScalar(scalar, readsRow);

const readsRow = ({ op }: Scalar): boolean => op === 'column' || op === 'parameter' || op === 'subquery';

/** A CASE without a column in its conditions: PostgreSQL chooses the branch before it looks for the common type. */
const isChosenEarly = ({ branches }: Extract<Scalar, { op: 'case' }>): boolean =>
  branches.some(({ when }) => !someScalar(when, ({ op }) => op === 'column'));

const hasSamePrecision = (part: ScalarType, whole: ScalarType): boolean =>
  familyOf(whole) !== 'decimal' || decimalFacets(part).precision === decimalFacets(whole).precision;

/** PostgreSQL has it as a difference, in integer. */
const isComplementOfByte = ({ operator, type }: Extract<Scalar, { op: 'arithmetic' }>): boolean =>
  operator === 'bit_not' && type.base === 'tinyint';

/** The one value of a subquery is no column of the result, and so was cast by nobody. */
function isBareColumn(body: QueryIr['body'], target: CompileTarget): boolean {
  const [only] = body.op === 'select' ? body.items : [];
  return only !== undefined && hasTargetType(only.expression, target);
}

export const CHOICES: ReadonlySet<string> = new Set(['isnull', 'coalesce', 'greatest', 'least']);
const KEEPS_ARGUMENT = new Set(['min', 'max', 'lag', 'lead', 'first_value', 'last_value', 'nullif', 'percentile_disc']);
/** Calls whose rule ends in a cast, or whose result has the right type in both targets. */
const TYPED_CALLS = new Set([
  'datefromparts',
  'eomonth',
  'newid',
  'getdate',
  'sysdatetime',
  'getutcdate',
  'sysutcdatetime',
]);

const isText = (type: ScalarType): boolean => familyOf(type) === 'character';
/** A decimal has the scale it is written with; DuckDB counts the zero before the point of 0.5 as a digit. */
function isPlainLiteral(type: ScalarType, value: string, target: CompileTarget): boolean {
  if (type.base === 'decimal')
    return (value.split('.')[1] ?? '').length === (type.scale ?? 0) && (target === 'postgres' || type.precision !== type.scale); // prettier-ignore
  return (
    type.base === 'int' || type.base === 'bit' || familyOf(type) === 'temporal' || type.base === 'uniqueidentifier'
  );
}

const isWholeConstant = (scalar: Scalar): boolean => scalar.op === 'literal' && scalar.type.base === 'int';

/** The value, and the default of LAG and LEAD; what stands between them is a count. */
const keepsArguments = ([value, , fallback]: readonly Scalar[], type: ScalarType, target: CompileTarget): boolean =>
  (value === undefined || hasTargetType(value, target)) && (fallback === undefined || agrees(fallback, type, target));

/** A part of a choice among decimals as one of the whole's scale: DuckDB would keep the digits before the point, and round 1.5 beside a decimal(38, 0). */
export function partOfChoice(sql: Sql, part: Scalar, whole: ScalarType, target: CompileTarget): Sql {
  if (isNullConstant(part)) return sql;
  // A constant like 1.5e0 is a decimal to PostgreSQL, which would go on with `real` beside a real.
  if (target === 'postgres' && whole.base === 'float')
    return part.type.base === 'float' && (part.op === 'column' || part.op === 'convert')
      ? sql
      : cast(sql, 'double precision');
  if (target !== 'duckdb' || familyOf(whole) !== 'decimal') return sql;
  return hasTargetType(part, target) && decimalFacets(part.type).precision <= PLAIN_DIGITS
    ? sql
    : cast(sql, targetType(whole, target));
}

/** Up to here two decimals of different scales find a type that holds both. */
const PLAIN_DIGITS = 18;

/** A part of a choice: NULL agrees with everything; other parts need the type of the whole. */
function agrees(part: Scalar, whole: ScalarType, target: CompileTarget): boolean {
  if (isNullConstant(part)) return true;
  return hasTargetType(part, target) && sameTargetType(part.type, whole, target);
}

function sameTargetType(left: ScalarType, right: ScalarType, target: CompileTarget): boolean {
  if (familyOf(left) === 'decimal' && familyOf(right) === 'decimal') return left.scale === right.scale;
  return isText(left) && isText(right) ? true : targetType(left, target) === targetType(right, target);
}
