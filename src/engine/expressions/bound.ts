/** Expressions after names and types are resolved: closures over rows. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { Run } from '../session/run.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';

/** Where an expression looks for columns: the row at hand, and those of the queries around it. */
export interface Frame {
  readonly row: Row;
  readonly outer: Frame | null;
}

export interface Bound {
  readonly type: Type;
  readonly evaluate: (frame: Frame, run: Run) => Value;
  /** Known before any row: a literal. Functions that need one (styles, dateparts) look here; what needs rows has none. */
  readonly literal?: { readonly value: Value };
  /** False only where NULL cannot come: keys, NOT NULL columns, literals. Left out: it can. */
  readonly isNullable?: boolean;
  readonly span?: Span;
}

/** Three-valued: null is unknown. */
export interface BoundPredicate {
  readonly test: (frame: Frame, run: Run) => boolean | null;
}

export const literal = (type: Type, value: Value): Bound => ({
  type,
  evaluate: () => value,
  literal: { value },
  isNullable: value === null,
});
