/** Models of objects that have a query: views, and tables made by CTAS or SELECT INTO. */
import type { CatalogObject } from '../../catalog/catalog.js';
import type { CompiledObject } from '../../compiler/compile.js';
import type { ProjectModel } from '../../dbt/project.js';
import type { PlannedModel, PlannedObject } from '../planner/plan.js';
import { firstError, type Workbench } from './workbench.js';

export function queryModel(
  bench: Workbench,
  planned: PlannedObject,
  model: PlannedModel,
  object: CatalogObject,
): ProjectModel {
  const compiled = planned.reason ? null : bench.compiler.compileQueryObject(object.name);
  const review = reviewOf(planned, compiled);
  return {
    object: planned.name,
    model: model.model,
    path: model.path,
    schema: model.schema,
    identifier: model.identifier,
    materialized: model.materialized,
    layer: model.layer,
    sql: compiled?.sql ?? '',
    enabled: review === null,
    review,
    description: object.description,
    columns: (compiled?.columns ?? []).map((column) => ({ ...column, description: null })),
    tests: [],
    ...readsOf(bench, compiled),
    lineMap: [...(compiled?.lineMap ?? [])],
    findings: [...(compiled?.findings ?? [])],
  };
}

/** Why the model is off: the plan's reason, the compiler's error, or syntax that was not fully understood. */
function reviewOf(planned: PlannedObject, compiled: CompiledObject | null): ProjectModel['review'] {
  if (planned.reason) return planned.reason;
  if (compiled?.ok && compiled.sql !== null) return null;
  const error = firstError(compiled?.findings ?? []);
  return error ?? { code: 'COMPILE-NOT-CONVERTED', message: 'The compiler could not translate this object.' };
}

function readsOf(bench: Workbench, compiled: CompiledObject | null): Pick<ProjectModel, 'refs' | 'sources'> {
  const refs = (compiled?.dependencies ?? []).flatMap((name) => {
    const other = bench.planned.get(`${name.schema}.${name.name}`);
    return other?.model ? [other.model.model] : [];
  });
  const sources = [...(compiled?.sql ?? '').matchAll(/\{\{ source\('([^']*)', '([^']*)'\) \}\}/g)].map(
    ([, source = '', table = '']): [string, string] => [source, table],
  );
  return { refs: [...new Set(refs)].sort(), sources };
}
