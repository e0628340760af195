/** The Executor agent: Plan -> Project. The compiler writes; what it cannot do faithfully is switched off with its code. */
import type { Catalog, CatalogObject, Finding } from '../../catalog/catalog.js';
import type { Compiler, MakeCompiler } from '../../compiler/compile.js';
import type { Project, ProjectModel } from '../../dbt/project.js';
import { displayName } from '../assessment/assess.js';
import type { MigrationOptions } from '../options.js';
import type { Plan, PlannedObject } from '../planner/plan.js';
import { snakeCase } from '../planner/naming.js';
import { writeMacro, type WrittenMacro } from './macro.js';
import { openReviewsTest } from './open-reviews.js';
import { queryModel } from './query-model.js';
import { relationNamer } from './relation-namer.js';
import { externalSourceTable, sourceTable, stagingModel } from './staging.js';

/** What the models of one run are made with. */
export interface Workbench {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly options: MigrationOptions;
  readonly compiler: Compiler;
  /** Column name as the project writes it. */
  readonly columnName: (name: string) => string;
  readonly objects: ReadonlyMap<string, CatalogObject>;
  readonly planned: ReadonlyMap<string, PlannedObject>;
}

/** The project, and what was found about objects that have no file in it (functions, procedures). */
export interface Execution {
  readonly project: Project;
  readonly routines: readonly WrittenMacro[];
}

export function execute(
  catalog: Catalog,
  plan: Plan,
  options: MigrationOptions,
  makeCompiler: MakeCompiler,
  onProgress: (done: number, total: number) => void = () => undefined,
): Execution {
  const bench = workbench(catalog, plan, options, makeCompiler);
  const total = plan.objects.length;
  const routines = plan.objects.flatMap((planned) => writeMacro(bench, planned) ?? []);
  const models = plan.objects.flatMap((planned, index) => {
    onProgress(index + 1, total);
    return writeModel(bench, planned) ?? [];
  });
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
  return { project: { ...project, singularTests: [openReviewsTest(project)] }, routines };
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
  };
}

function writeModel(bench: Workbench, planned: PlannedObject): ProjectModel | null {
  const object = bench.objects.get(planned.name);
  if (!object || !planned.model) return null;
  if (planned.role === 'source' && object.kind === 'table') return stagingModel(bench, planned, planned.model, object);
  return queryModel(bench, planned, planned.model, object);
}

/** A model that reads one that is off is off too: its rows could not be right. Repeats until nothing changes, at most once a model. */
export function blockDependents(models: readonly ProjectModel[]): ProjectModel[] {
  const byModel = new Map(models.map((model) => [model.model, model]));
  const off = new Map(models.filter((model) => !model.enabled).map((model) => [model.model, model]));
  const result = [...models];
  for (let round = 0; round < models.length; round++) {
    const blocked = result.filter((model) => !off.has(model.model) && model.refs.some((ref) => off.has(ref)));
    if (blocked.length === 0) break;
    for (const model of blocked) {
      const cause = byModel.get(model.refs.find((ref) => off.has(ref)) ?? '');
      const next = blockedModel(model, cause);
      off.set(model.model, next);
      result[result.indexOf(model)] = next;
    }
  }
  return result;
}

function blockedModel(model: ProjectModel, cause: ProjectModel | undefined): ProjectModel {
  const message = `Reads ${cause?.object ?? 'an object'}, which is switched off. Resolve that one first.`;
  return { ...model, enabled: false, review: { code: BLOCKED_CODE, message }, tests: [] };
}

/** Code of models that are off only because of what they read. */
export const BLOCKED_CODE = 'BLOCKED-DEPENDENCY';

/** First error among findings, as the reason a model is off. */
export function firstError(findings: readonly Finding[]): { code: string; message: string } | null {
  const error = findings.find((finding) => finding.severity === 'error');
  return error ? { code: error.code, message: error.message } : null;
}
