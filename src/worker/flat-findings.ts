/** The findings of a report as one list: hazards, checks that did not pass, statements of which nothing or not everything was made, faults of the input. */
import type { ReportFinding, ReportJson, ReportStatement } from '../agents/evaluator/report/report-schema.js';
import type { ResultFinding } from '../runs/run-results.js';

type ReportObject = ReportJson['objects'][number];
type ReportCheck = ReportObject['checks'][number];

const CHECK_SEVERITIES: Readonly<Record<ReportCheck['result'], string | null>> = {
  pass: null,
  skipped: 'info',
  warn: 'warning',
  fail: 'error',
};

/** What became part of a model is no finding. */
const STATEMENT_SEVERITIES: Readonly<Record<string, string | undefined>> = {
  dropped: 'info',
  blocked: 'warning',
  open: 'warning',
};

/** In the report's order. */
export function* flatFindings(report: ReportJson): Generator<ResultFinding> {
  for (const object of report.objects) yield* ofObject(object);
  for (const statement of report.statements) yield* ofStatement(null, statement);
  for (const finding of report.findings) yield ofFinding('input', null, finding);
}

function* ofObject(object: ReportObject): Generator<ResultFinding> {
  for (const hazard of object.hazards) yield ofFinding('hazard', object.name, hazard);
  for (const check of object.checks) yield* ofCheck(object.name, check);
  for (const statement of object.statements) yield* ofStatement(object.name, statement);
}

function ofFinding(type: 'hazard' | 'input', object: string | null, finding: ReportFinding): ResultFinding {
  const { code, severity, message, file, line, column } = finding;
  return { type, object, code, severity, message, file, line, col: column };
}

function* ofCheck(object: string, { name, result, detail }: ReportCheck): Generator<ResultFinding> {
  const severity = CHECK_SEVERITIES[result];
  if (severity === null) return;
  yield { type: 'check', object, code: name, severity, message: detail ?? result, file: null, line: null, col: null };
}

function* ofStatement(object: string | null, statement: ReportStatement): Generator<ResultFinding> {
  const { file, line, kind, disposition, reason } = statement;
  const severity = STATEMENT_SEVERITIES[disposition];
  if (severity === undefined) return;
  const message = `${kind}: ${reason ?? disposition}`;
  yield { type: 'statement', object, code: `statement_${disposition}`, severity, message, file, line, col: null };
}
