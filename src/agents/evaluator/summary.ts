/** Counts and rates of a run. Tables never make the rate of logic look better; excluded objects are apart. */
import type { EvaluatedObject, Evaluation, Status } from './evaluation.js';

export function summarise(
  objects: readonly EvaluatedObject[],
  statements: Evaluation['scriptStatements'],
  tokenCoverage: number,
): Evaluation['summary'] {
  const count = (status: Status) => objects.filter((object) => object.status === status).length;
  const tables = objects.filter((object) => object.kind === 'table' && object.status !== 'excluded');
  const carried = tables.filter(isDone).length;
  const logic = objects.filter((object) => object.kind !== 'table' && object.status !== 'excluded');
  const all = [...statements, ...objects.flatMap((object) => object.statements)];
  return {
    objects: objects.length,
    proved: count('proved'),
    converted: count('converted'),
    needsReview: count('needs_review'),
    blocked: count('blocked'),
    excluded: count('excluded'),
    tables: { total: tables.length, carried },
    tokenCoverage,
    statementCoverage: share(countOf(all.filter(({ disposition }) => disposition !== 'open')), countOf(all)),
    successRate: logic.length > 0 ? share(logic.filter(isDone).length, logic.length) : share(carried, tables.length),
    provedRate: logic.length > 0 ? share(logic.filter((object) => object.status === 'proved').length, logic.length) : 0,
  };
}

function countOf(statements: Evaluation['scriptStatements']): number {
  return statements.reduce((sum, { count }) => sum + (count ?? 1), 0);
}

function isDone(object: EvaluatedObject): boolean {
  return object.status === 'proved' || object.status === 'converted';
}

/** Share of nothing is 1: there was nothing to miss. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
