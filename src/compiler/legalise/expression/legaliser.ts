/** What every rule of the expression legaliser receives. */
import type { Collation, Scalar } from '../../ir/scalar.js';
import type { Sql } from '../../sql/tree.js';
import type { CompileTarget } from '../../compile.js';
import type { LegaliseContext } from '../context.js';

export interface Legaliser {
  readonly context: LegaliseContext;
  readonly target: CompileTarget;
  /** A scalar as an expression of the target. */
  scalar(scalar: Scalar): Sql;
  /** The value by which a text compares for equality; the expression itself when `collation` is null. */
  key(scalar: Scalar, collation: Collation | null): Sql;
  /** The value by which it sorts and compares with `<`. */
  orderKey(scalar: Scalar, collation: Collation | null): Sql;
}

/** One rule for both targets, or one each. */
export type PerTarget<T> = T | { readonly duckdb: T; readonly postgres: T };

export function ruleFor<T extends (...args: never[]) => unknown>(rule: PerTarget<T>, target: CompileTarget): T {
  return typeof rule === 'function' ? rule : rule[target];
}
