/** Queries within expressions: one that depends on nothing around it is answered once. */
import type { Query } from '../../syntax/tsql/ast/index.js';
import { requireUsefulOrder } from '../queries/clause-rules.js';
import type { Run } from '../session/run.js';
import type { Row } from '../values/value.js';
import type { BoundQuery, Scope } from './scope.js';

/** A query in an expression of `scope`. Its rows are kept for a run, where neither rows around it nor variables change them. */
export function subqueryOf(query: Query, scope: Scope): BoundQuery {
  requireUsefulOrder(query);
  const inner = scope.inner();
  const bound = scope.binder.query(query, inner);
  if (inner.dependence.isThere) return bound;
  const kept = new WeakMap<Run, readonly Row[]>();
  const { any } = bound;
  const keptAny = new WeakMap<Run, boolean>();
  return {
    ...bound,
    any: (outer, run) => {
      const known = keptAny.get(run) ?? (any ? any(outer, run) : bound.rows(outer, run).length > 0);
      keptAny.set(run, known);
      return known;
    },
    rows: (outer, run) => {
      const known = kept.get(run);
      if (known) return known;
      const rows = bound.rows(outer, run);
      kept.set(run, rows);
      return rows;
    },
  };
}

/** Something that may differ from one evaluation to the next, for this query and all around it. */
export function dependsOnState(scope: Scope): void {
  for (let at: Scope | null = scope; at; at = at.outer) at.dependence.isThere = true;
}
