/** The Evaluator agent: status and proof of every object, rates, coverage. Pure; it believes only what the test report shows. */
import type { Catalog, CatalogObject, Finding } from '../../catalog/catalog.js';
import type { AuthorKind, ProjectModel } from '../../dbt/project.js';
import { displayName } from '../assessment/assess.js';
import type { Assessment, AssessedObject } from '../assessment/assessment.js';
import type { StoredExecution } from '../executor/execution.js';
import type { Plan, PlannedObject } from '../planner/plan.js';
import type { Evidence, TestedObject, TestReport } from '../tester/test-report.js';
import type { EvaluatedObject, Evaluation } from './evaluation.js';
import { routineStatements, scriptStatements } from './statements.js';
import { judge } from './status.js';
import { summarise } from './summary.js';

/** Everything the agents before it made. */
export interface EvaluationInput {
  readonly catalog: Catalog;
  readonly assessment: Assessment;
  readonly plan: Plan;
  readonly execution: StoredExecution;
  readonly report: TestReport;
}

export function evaluate(input: EvaluationInput): Evaluation {
  const context = new EvaluationContext(input);
  const objects = input.plan.objects.flatMap((planned) => context.evaluateObject(planned) ?? []);
  const statements = scriptStatements(input.catalog);
  return {
    schemaVersion: 1,
    source: input.catalog.name,
    target: input.plan.target,
    objects,
    scriptStatements: statements,
    findings: [...input.catalog.findings, ...(input.execution.findings ?? [])],
    summary: summarise(objects, statements, input.assessment.tokenCoverage),
  };
}

class EvaluationContext {
  private readonly objects: ReadonlyMap<string, CatalogObject>;
  private readonly assessed: ReadonlyMap<string, AssessedObject>;
  private readonly tested: ReadonlyMap<string, TestedObject>;
  private readonly models: ReadonlyMap<string, StoredExecution['project']['models'][number]>;
  private readonly routines: ReadonlyMap<string, StoredExecution['routines'][number]>;

  constructor(private readonly input: EvaluationInput) {
    this.objects = new Map(input.catalog.objects.map((object) => [displayName(object), object]));
    this.assessed = new Map(input.assessment.objects.map((object) => [object.name, object]));
    this.tested = new Map(input.report.objects.map((object) => [object.name, object]));
    this.models = new Map(input.execution.project.models.map((model) => [model.object, model]));
    this.routines = new Map(input.execution.routines.map((routine) => [routine.object, routine]));
  }

  evaluateObject(planned: PlannedObject): EvaluatedObject | null {
    const object = this.objects.get(planned.name);
    const assessed = this.assessed.get(planned.name);
    if (!object || !assessed) return null;
    const model = this.models.get(planned.name);
    const routine = this.routines.get(planned.name);
    const tested = this.tested.get(planned.name) ?? null;
    const verdict = judge({ object, planned, assessed, model: model ?? null, routine: routine ?? null, tested });
    return {
      name: planned.name,
      kind: planned.kind,
      ...verdict,
      evidence: { ...(tested?.evidence ?? NO_EVIDENCE), authorKind: authorOf(model, routine) },
      models: model ? [model.path] : routine?.macro ? [routine.macro.path] : [],
      hazards: sortFindings([...assessed.findings, ...(model?.findings ?? []), ...(routine?.findings ?? [])]),
      checks: tested?.checks ?? [],
      statements: routineStatements(object, planned),
      tokens: object.definition.tokens,
    };
  }
}

function authorOf(model: ProjectModel | undefined, routine: StoredExecution['routines'][number] | undefined): AuthorKind | null {
  return model ? (model.authorKind ?? 'compiler') : routine?.macro ? 'compiler' : null;
} // prettier-ignore

const NO_EVIDENCE: Evidence = {
  reference: null,
  engines: [],
  datasets: [],
  rowsCompared: 0,
  predicates: { covered: 0, total: 0 },
  mutants: { killed: 0, total: 0, justified: 0 },
  notChecked: ['nothing of it was run'],
  comparisons: [],
  uncovered: [],
  survivors: [],
  difference: null,
};

/** By place, then code; each once. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) =>
    [finding.place?.file ?? '', String(finding.place?.offset ?? 0).padStart(12, '0'), finding.code, finding.message].join('\u0000'); // prettier-ignore
  const byKey = new Map(findings.map((finding) => [key(finding), finding]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}
