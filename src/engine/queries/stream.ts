/** Rows one after the other: what is joined and thrown away again is never held. */
import type { Frame } from '../expressions/bound.js';
import type { EachRow, Relation, Visit } from '../expressions/scope.js';
import type { Run } from '../session/run.js';
import type { Row } from '../values/value.js';

export function eachRow(relation: Relation, outer: Frame | null, run: Run, visit: Visit): void {
  if (relation.each) return relation.each(outer, run, visit);
  for (const row of relation.rows(outer, run)) if (visit(row) === false) return;
}

/** A relation out of rows that come one after the other, each in the same array. */
export function streamed(columns: Relation['columns'], each: EachRow): Relation {
  return {
    columns,
    each,
    rows: (outer, run) => {
      const rows: Row[] = [];
      each(outer, run, (row) => {
        rows.push(row.slice());
        run.requireRows(rows.length, columns.length);
      });
      return rows;
    },
  };
}
