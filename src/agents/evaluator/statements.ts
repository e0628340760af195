/** What became of each statement of the input: those of the scripts, and those inside routines. */
import type { Catalog, CatalogObject, StatementRecord } from '../../catalog/catalog.js';
import type { PlannedObject } from '../planner/plan.js';
import { bodyStatements } from './body-statements.js';
import type { EvaluatedObject, Evaluation } from './evaluation.js';

/** Report's words for what the reader of scripts noted; `open` has no disposition and lowers the coverage. */
const DISPOSITIONS: Readonly<Record<StatementRecord['disposition'], string>> = {
  catalog: 'converted',
  rows: 'converted',
  setting: 'folded',
  dropped: 'dropped',
  open: 'open',
};

/** Statements of the install scripts themselves. */
export function scriptStatements(catalog: Catalog): Evaluation['scriptStatements'] {
  return catalog.statements.map(({ place, kind, disposition, object, reason, count }) => ({
    file: place.file,
    line: place.line,
    kind,
    disposition: DISPOSITIONS[disposition],
    model: object && (disposition === 'catalog' || disposition === 'rows') ? `${object.schema}.${object.name}` : null,
    reason,
    ...(count === undefined ? {} : { count }),
  }));
}

/** Statements inside a procedure, trigger or multi-statement function: none is translated yet, each is blocked by its routine. */
export function routineStatements(object: CatalogObject, planned: PlannedObject): EvaluatedObject['statements'] {
  if (planned.role !== 'none' || (object.kind !== 'routine' && object.kind !== 'trigger')) return [];
  return bodyStatements(object).map(({ line, kind }) => ({
    file: object.definition.place.file,
    line,
    kind,
    disposition: planned.inScope ? 'blocked' : 'dropped',
    model: null,
    reason: planned.inScope ? 'its routine is not translated in this version' : 'its routine is excluded',
  }));
}
