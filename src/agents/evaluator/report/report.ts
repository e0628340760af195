/** What a report tells of: every value of the run, joined per object. The three files are views of it. */
import type { Catalog, CatalogObject } from '../../../catalog/catalog.js';
import type { Project, ProjectModel } from '../../../dbt/project.js';
import { displayName } from '../../assessment/assess.js';
import type { AssessedObject, Assessment } from '../../assessment/assessment.js';
import type { StoredExecution } from '../../executor/execution.js';
import type { Plan, PlannedObject } from '../../planner/plan.js';
import type { EvaluatedObject, Evaluation } from '../evaluation.js';
import { hideValues } from './hide-values.js';

/** Everything the agents made. Rows are not among it: they stay in the row store. */
export interface ReportInput {
  readonly catalog: Catalog;
  readonly assessment: Assessment;
  readonly plan: Plan;
  readonly execution: StoredExecution;
  readonly evaluation: Evaluation;
  /** Null where a run must not show in the bytes. */
  readonly durationMs: number | null;
  /** Keep values that messages of the target or of row reading quote. Off unless a person asks. */
  readonly showValues: boolean;
}

export interface ReportedObject {
  /** Anchor on the page, `o12`: never made of source text. */
  readonly id: string;
  readonly evaluated: EvaluatedObject;
  readonly source: CatalogObject | null;
  readonly assessed: AssessedObject | null;
  readonly planned: PlannedObject | null;
  readonly model: ProjectModel | null;
  readonly macro: Project['macros'][number] | null;
  /** Names of reported objects, sorted. */
  readonly reads: readonly string[];
  readonly readBy: readonly string[];
}

export interface Report {
  readonly input: ReportInput;
  readonly evaluation: Evaluation;
  readonly objects: readonly ReportedObject[];
  readonly byName: ReadonlyMap<string, ReportedObject>;
  /** Objects that read or are read: those of the lineage picture. */
  readonly linked: readonly ReportedObject[];
}

export function makeReport(input: ReportInput): Report {
  const evaluation = input.showValues
    ? input.evaluation
    : hideValues(input.evaluation, input.catalog, input.execution.project);
  const objects = joinObjects(input, evaluation);
  const byName = new Map(objects.map((object) => [object.evaluated.name, object]));
  const linked = objects.filter(({ reads, readBy }) => reads.length + readBy.length > 0);
  return { input, evaluation, objects, byName, linked };
}

function joinObjects(input: ReportInput, evaluation: Evaluation): ReportedObject[] {
  const sources = new Map(input.catalog.objects.map((object) => [displayName(object), object]));
  const assessed = new Map(input.assessment.objects.map((object) => [object.name, object]));
  const planned = new Map(input.plan.objects.map((object) => [object.name, object]));
  const models = new Map(input.execution.project.models.map((model) => [model.object, model]));
  const macros = new Map(input.execution.project.macros.map((macro) => [macro.object, macro]));
  const links = linksOf(evaluation.objects, (name) => planned.get(name)?.dependsOn ?? []);
  return evaluation.objects.map((object, index) => ({
    id: `o${index + 1}`,
    evaluated: object,
    source: sources.get(object.name) ?? null,
    assessed: assessed.get(object.name) ?? null,
    planned: planned.get(object.name) ?? null,
    model: shownModel(models.get(object.name) ?? null, object),
    macro: macros.get(object.name) ?? null,
    reads: links.reads.get(object.name) ?? [],
    readBy: links.readBy.get(object.name) ?? [],
  }));
}

/** A model that is off carries its reason in its text: there too it is shown as the evaluation gives it, values hidden. */
function shownModel(model: ProjectModel | null, { reason }: EvaluatedObject): ProjectModel | null {
  if (!model || model.enabled) return model;
  return { ...model, review: reason?.code === model.review?.code ? reason : null };
}

/** Links between reported objects, both ways; a link to itself says nothing and is left out. */
function linksOf(objects: readonly EvaluatedObject[], dependsOn: (name: string) => readonly string[]) {
  const names = new Set(objects.map((object) => object.name));
  const reads = new Map<string, string[]>();
  const readBy = new Map<string, string[]>();
  for (const { name } of objects) {
    const found = [...new Set(dependsOn(name))].filter((other) => other !== name && names.has(other)).sort();
    reads.set(name, found);
    for (const other of found) {
      const readers = readBy.get(other);
      if (readers) readers.push(name);
      else readBy.set(other, [name]);
    }
  }
  for (const list of readBy.values()) list.sort();
  return { reads, readBy };
}

/** Open means: a person has to do something. */
export function isOpen({ evaluated }: ReportedObject): boolean {
  return evaluated.status === 'needs_review' || evaluated.status === 'blocked';
}

/** Statements of records that may stand for several like ones in a row. */
export function countStatements(records: readonly { readonly count?: number }[]): number {
  return records.reduce((sum, { count }) => sum + (count ?? 1), 0);
}

/** Rounded down to a tenth, so that 100 % means all. */
export function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
