/** The Executor agent: Plan -> Project. The compiler writes; what it cannot do faithfully is switched off with its code. */
import type { Catalog, Finding } from '../../catalog/catalog.js';
import type { MakeCompiler } from '../../compiler/compile.js';
import type { Project, ProjectModel } from '../../dbt/project.js';
import { displayName } from '../assessment/assess.js';
import type { MigrationOptions } from '../options.js';
import type { Plan, PlannedObject } from '../planner/plan.js';
import { snakeCase } from '../planner/naming.js';
import { applyEdits } from './apply-edits.js';
import { blockDependents } from './blocking.js';
import { writeMacro, type WrittenMacro } from './macro.js';
import type { ModelEdit } from './model-edit.js';
import { openReviewsTest } from './open-reviews.js';
import { queryModel } from './query-model.js';
import { relationNamer } from './relation-namer.js';
import { externalSourceTable, sourceTable, stagingModel } from './staging.js';
import { tableKey, type Workbench } from './workbench.js';

/** The project, and what was found about objects that have no file in it (functions, procedures). */
export interface Execution {
  readonly project: Project;
  readonly routines: readonly WrittenMacro[];
  readonly findings: readonly Finding[];
}

/** `edits` are texts that a person wrote for models: each stands in the place of what the compiler wrote, and is tested like it. */
export function execute(
  catalog: Catalog,
  plan: Plan,
  options: MigrationOptions,
  makeCompiler: MakeCompiler,
  onProgress: (done: number, total: number) => void = () => undefined,
  edits: readonly ModelEdit[] = [],
): Execution {
  const bench = workbench(catalog, plan, options, makeCompiler);
  const total = plan.objects.length;
  const routines = plan.objects.flatMap((planned) => writeMacro(bench, planned) ?? []);
  const compiled = plan.objects.flatMap((planned, index) => {
    onProgress(index + 1, total);
    return writeModel(bench, planned) ?? [];
  });
  const { models, findings } = applyEdits(compiled, edits);
  const project: Project = {
    schemaVersion: 1,
    name: plan.projectName,
    source: plan.source,
    target: plan.target,
    sources: [
      ...plan.objects.flatMap((planned) => sourceTable(bench, planned) ?? []),
      ...plan.externalSources.map((source) => externalSourceTable(source)),
    ],
    models: blockDependents(models),
    macros: routines.flatMap((routine) => routine.macro ?? []),
    singularTests: [],
  };
  return { project: { ...project, singularTests: [openReviewsTest(project)] }, routines, findings };
}

function workbench(catalog: Catalog, plan: Plan, options: MigrationOptions, makeCompiler: MakeCompiler): Workbench {
  const columnName = plan.names === 'dbt-style' ? snakeCase : (name: string) => name;
  const namer = relationNamer(plan, options);
  return {
    catalog,
    plan,
    options,
    compiler: makeCompiler(catalog, plan.target, namer, { columnName }),
    columnName,
    objects: new Map(catalog.objects.map((object) => [displayName(object), object])),
    planned: new Map(plan.objects.map((object) => [object.name, object])),
    tables: new Map(
      catalog.objects.flatMap((object) => (object.kind === 'table' ? [[tableKey(object.name), object]] : [])),
    ),
    rows: new Map(catalog.rows.map((rows) => [tableKey(rows.table), rows])),
  };
}

function writeModel(bench: Workbench, planned: PlannedObject): ProjectModel | null {
  const object = bench.objects.get(planned.name);
  if (!object || !planned.model) return null;
  if (planned.role === 'source' && object.kind === 'table') return stagingModel(bench, planned, planned.model, object);
  return queryModel(bench, planned, planned.model, object);
}
