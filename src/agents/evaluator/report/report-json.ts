/** `migration_report.json`: the evaluation in public words (snake case), by the schema that is published. */
import type { Finding } from '../../../catalog/catalog.js';
import type { EvaluatedObject, Evaluation } from '../evaluation.js';
import { REPORT_SCHEMA_VERSION, type ReportFinding, type ReportJson, type ReportStatement } from './report-schema.js';
import type { Report, ReportedObject } from './report.js';

export function reportJson(report: Report): ReportJson {
  const { evaluation, input } = report;
  const statements = statementsByObject(report);
  return {
    schema_version: REPORT_SCHEMA_VERSION,
    source: evaluation.source,
    target: evaluation.target,
    summary: summaryJson(evaluation.summary, input.durationMs),
    objects: report.objects.map((object) => objectJson(object, statements.get(object.evaluated.name) ?? [])),
    statements: runsOf(statements.get(null) ?? []),
    findings: evaluation.findings.map(findingJson),
  };
}

function summaryJson(summary: Evaluation['summary'], durationMs: number | null): ReportJson['summary'] {
  return {
    objects: summary.objects,
    proved: summary.proved,
    converted: summary.converted,
    needs_review: summary.needsReview,
    blocked: summary.blocked,
    excluded: summary.excluded,
    tables: summary.tables,
    token_coverage: summary.tokenCoverage,
    statement_coverage: summary.statementCoverage,
    success_rate: summary.successRate,
    proved_rate: summary.provedRate,
    duration_ms: durationMs === null ? null : Math.max(0, Math.round(durationMs)),
  };
}

function objectJson({ evaluated }: ReportedObject, scripted: readonly Statement[]): ReportJson['objects'][number] {
  const { evidence } = evaluated;
  return {
    name: evaluated.name,
    kind: evaluated.kind,
    status: evaluated.status,
    proof: evaluated.proof,
    reason: evaluated.reason,
    evidence: {
      author_kind: evidence.authorKind,
      reference: evidence.reference,
      engines: evidence.engines,
      datasets: evidence.datasets,
      rows_compared: evidence.rowsCompared,
      comparisons: evidence.comparisons,
      predicates: evidence.predicates,
      uncovered: evidence.uncovered,
      mutants: evidence.mutants,
      survivors: evidence.survivors,
      difference: evidence.difference,
      not_checked: evidence.notChecked,
    },
    models: evaluated.models,
    hazards: evaluated.hazards.map(findingJson),
    checks: evaluated.checks,
    statements: runsOf([...scripted, ...evaluated.statements]),
  };
}

function findingJson({ code, severity, message, place }: Finding): ReportFinding {
  return { code, severity, message, file: place?.file ?? null, line: place?.line ?? null, column: place?.column ?? null };
} // prettier-ignore

type Statement = EvaluatedObject['statements'][number];

/** Statements of the scripts by the object they made or filled; under `null` those of no object. The evaluator names the object, a report the model's path. */
function statementsByObject(report: Report): Map<string | null, Statement[]> {
  const found = new Map<string | null, Statement[]>();
  for (const statement of report.evaluation.scriptStatements) {
    const object = statement.model === null ? undefined : report.byName.get(statement.model);
    const owner = object ? object.evaluated.name : null;
    const list = found.get(owner);
    const written = { ...statement, model: object?.evaluated.models[0] ?? null };
    if (list) list.push(written);
    else found.set(owner, [written]);
  }
  return found;
}

/** Like statements in a row as one entry: a dump of a million INSERTs stays readable. */
export function runsOf(statements: readonly Statement[]): ReportStatement[] {
  const runs: ReportStatement[] = [];
  for (const statement of statements) {
    const last = runs.at(-1);
    if (last && isAlike(last, statement)) last.count += statement.count ?? 1;
    else runs.push({ ...statement, count: statement.count ?? 1 });
  }
  return runs;
}

function isAlike(run: ReportStatement, next: Statement): boolean {
  return (
    next.disposition !== 'open' &&
    run.file === next.file &&
    run.kind === next.kind &&
    run.disposition === next.disposition &&
    run.model === next.model &&
    run.reason === next.reason
  );
}
