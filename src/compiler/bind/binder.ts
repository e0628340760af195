/** What every rule of the expression binder receives: its scope, and the way back to bind an operand. */
import type { Expression, Span } from '../../syntax/tsql/ast/index.js';
import type { Collation, Scalar, ScalarType } from '../ir/scalar.js';
import { COLLATION_CONFLICT, collationOfTypes } from '../types/collation.js';
import { type ExpressionScope, unbound } from './scope.js';

export interface Binder {
  readonly scope: ExpressionScope;
  /** What may stand here; narrower than the scope's inside an aggregate. */
  readonly allows: ExpressionScope['allows'];
  bind(expression: Expression): Scalar;
  /** The same binder where other things are allowed. */
  allowing(allows: ExpressionScope['allows']): Binder;
}

/** Type of a predicate over `operands`: UNKNOWN is possible when one is nullable. */
export function truth(...operands: readonly Scalar[]): ScalarType {
  return { base: 'bit', nullable: operands.some((operand) => operand.type.nullable), collation: null };
}

/** Reports and stands in. */
export function refuse(binder: Binder, code: string, span: Span, detail?: string): Scalar {
  binder.scope.report(code, span, detail);
  return unbound(span);
}

/** Collation by which `operands` compare; null when they are no texts, or when the migration gives collations up (each site is reported). */
export function comparisonCollation(operands: readonly Scalar[], span: Span, scope: ExpressionScope): Collation | null {
  if (operands.some(({ type }) => type.base === 'varbinary')) scope.report('TSQL-BINARY-ZEROS', span);
  const found = collationOfTypes(operands.map((operand) => operand.type));
  if (found === null) return null;
  if (found === COLLATION_CONFLICT || found.rank === 'none') {
    scope.report('TSQL-COLLATION-CONFLICT', span);
    return found === COLLATION_CONFLICT ? null : found;
  }
  if (scope.settings.collationMode === 'source') return found;
  scope.report('TSQL-COLLATION-BINARY-MODE', span, found.name);
  return null;
}
