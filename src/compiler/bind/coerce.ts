/** Implicit conversions: the operands of an operator, the arguments of a function and the columns of a set operator meet in one type. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { collationFromName } from '../types/collation.js';
import { foldConstant, isRefused } from '../types/constant.js';
import { commonType, isNullConstant } from '../types/common-type.js';
import { conversionBetween } from '../types/conversion-matrix.js';
import { dateOrderOf } from '../types/date-text.js';
import { decimalFacets, familyOf, isCharacter, isNumeric, isUnknown, textLength } from '../types/families.js';
import { typeText } from '../../syntax/tsql/data-type.js';
import type { ExpressionScope } from './scope.js';

/**
 * `scalar` as a value of `type`. A conversion that changes no value is left out, a constant is converted here, and one that
 * SQL Server does not make by itself is reported.
 */
export function coerce(scalar: Scalar, type: SqlType, scope: ExpressionScope): Scalar {
  if (isUnknown(scalar.type) || isUnknown(type)) return scalar;
  if (isNullConstant(scalar)) return { ...scalar, type: typeAs(scalar, type, scope) };
  if (keepsValue(scalar.type, type)) return scalar;
  if (conversionBetween(scalar.type, type) !== 'implicit') {
    scope.report('TSQL-NO-IMPLICIT-CONVERSION', scalar.span, `${typeText(scalar.type)} to ${typeText(type)}`);
  }
  return foldedConstant(scalar, type, null, scope) ?? implicitConversion(scalar, type, scope);
}

/** All of `scalars` in the type of highest precedence among them. */
export function coerceAll(
  scalars: readonly Scalar[],
  scope: ExpressionScope,
): { readonly type: ScalarType; readonly scalars: readonly Scalar[] } {
  const type = commonType(scalars);
  return { type, scalars: scalars.map((scalar) => coerce(scalar, type, scope)) };
}

/** A constant converted while compiling; null when it is no constant, or the target must convert it. */
export function foldedConstant(
  scalar: Scalar,
  type: SqlType,
  style: number | null,
  scope: ExpressionScope,
): Scalar | null {
  if (scalar.op !== 'literal' || scalar.value === null) return null;
  const value = foldConstant(scalar.value, scalar.type, { type, style, order: dateOrderOf(scope.settings.language) });
  if (value !== null) return { ...scalar, value, type: typeAs(scalar, type, scope) };
  if (style === null && isRefused(scalar.value, scalar.type, type)) {
    scope.report('TSQL-CONSTANT-NOT-CONVERTIBLE', scalar.span, `${typeText(scalar.type)} to ${typeText(type)}`);
  }
  return null;
}

function implicitConversion(scalar: Scalar, type: SqlType, scope: ExpressionScope): Scalar {
  if (isCharacter(scalar.type) && !isCharacter(type))
    scope.report('TSQL-IMPLICIT-CONVERSION', scalar.span, `${typeText(scalar.type)} to ${typeText(type)}`);
  return {
    op: 'convert',
    operand: scalar,
    style: null,
    isTry: false,
    implicit: true,
    type: typeAs(scalar, type, scope),
    span: scalar.span,
  };
}

/** `type` with the nullability of the operand; a text keeps the operand's collation label, what was no text gets the database's. */
export function typeAs(operand: Scalar, type: SqlType, scope: ExpressionScope): ScalarType {
  const collation = isCharacter(type) ? (operand.type.collation ?? databaseCollation(scope)) : null;
  return { ...type, nullable: operand.type.nullable, collation };
}

/** Whether a value of `from` is the same value in `to`: wider numbers, longer texts, the same date type. */
export function keepsValue(from: SqlType, to: SqlType): boolean {
  if (isCharacter(from) && isCharacter(to)) return fitsLength(from, to) && !padsTo(from, to);
  if (isNumeric(from) && isNumeric(to)) return fitsNumber(from, to);
  if (from.base === to.base)
    return familyOf(from) === 'binary'
      ? fitsLength(from, to) && to.base !== 'binary'
      : (from.scale ?? 7) <= (to.scale ?? 7);
  return WIDER_MOMENTS[from.base]?.includes(to.base) ?? false;
}

const WIDER_MOMENTS: Readonly<Partial<Record<SqlType['base'], readonly SqlType['base'][]>>> = {
  smalldatetime: ['datetime', 'datetime2'],
  varbinary: ['image'],
  image: ['varbinary'],
};

const WHOLE_ORDER: readonly SqlType['base'][] = ['tinyint', 'smallint', 'int', 'bigint'];

function fitsNumber(from: SqlType, to: SqlType): boolean {
  // A real becomes a float by a conversion of its own: the targets would give the digits it shows, not its value.
  if (familyOf(to) === 'float') return from.base === to.base || familyOf(from) !== 'float';
  if (familyOf(from) === 'float') return false;
  if (familyOf(to) === 'integer')
    return familyOf(from) === 'integer' && WHOLE_ORDER.indexOf(from.base) <= WHOLE_ORDER.indexOf(to.base);
  const [have, want] = [decimalFacets(from), decimalFacets(to)];
  return have.scale <= want.scale && have.precision - have.scale <= want.precision - want.scale;
}

function fitsLength(from: SqlType, to: SqlType): boolean {
  const [have, want] = [textLength(from), textLength(to)];
  return want === 'max' || (have !== 'max' && have <= want);
}

const padsTo = (from: SqlType, to: SqlType): boolean =>
  (to.base === 'char' || to.base === 'nchar') &&
  (textLength(from) !== textLength(to) || !from.base.endsWith('char') || from.base.includes('var'));

/** Collation of constants and of what is made from numbers. */
export const databaseCollation = (scope: ExpressionScope): NonNullable<ScalarType['collation']> =>
  collationFromName(scope.settings.collation, 'coercible_default');
