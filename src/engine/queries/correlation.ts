/** A query within a query, asked for each row around it: its rows are found by what must equal that row. */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import type { Frame } from '../expressions/bound.js';
import type { Relation, Scope } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row } from '../values/value.js';
import { equalColumns, hashed } from './join-keys.js';

/**
 * The rows of a FROM that nothing around changes: worked out once for a run, and by a hash where WHERE holds a column against one
 * of the row around. The same relation where nothing here looks at a row around, or where the FROM itself does.
 */
export function aroundRows(from: Relation, where: Expression | null, scope: Scope, dependsOnRow: boolean): Relation {
  if (scope.outer === null || dependsOnRow || !scope.dependence.isThere) return from;
  const keys = where ? equalColumns(where, scope, ({ depth }) => depth > 0, ({ depth }) => depth === 0) : []; // prettier-ignore
  const kept = new WeakMap<Run, { readonly rows: readonly Row[]; readonly find: ((frame: Frame) => readonly number[]) | null }>(); // prettier-ignore
  const keep = (outer: Frame | null, run: Run) => {
    const rows = from.rows(outer, run);
    return { rows, find: keys.length > 0 ? hashed(keys, rows, 0, outer, run) : null };
  };
  return {
    columns: from.columns,
    rows: (outer, run) => {
      // A probe wants to see the rows that do not fit, too.
      if (run.probe !== null) return from.rows(outer, run);
      const known = kept.get(run) ?? keep(outer, run);
      kept.set(run, known);
      const { rows, find } = known;
      if (!find) return rows;
      const found: Row[] = [];
      for (const place of find({ row: [], outer })) found.push(rows[place] ?? []);
      return found;
    },
  };
}
