/** Takes values of rows out of messages: engines and readers of rows quote what they stumbled over. */
import type { Catalog, Finding } from '../../../catalog/catalog.js';
import type { Project } from '../../../dbt/project.js';
import type { EvaluatedObject, Evaluation } from '../evaluation.js';

/** Codes whose messages come from running on rows or from reading them; lower-case codes are the engine's. Other messages quote source text only, which is no row. */
const ABOUT_ROWS = /^(?:ROWS|TEST|BUILD|TARGET|EDIT|PROOF)-|^[a-z]/;

/** The same evaluation with quoted values replaced by `...`. Names of objects and columns stay. */
export function hideValues(evaluation: Evaluation, catalog: Catalog, project: Project): Evaluation {
  const names = namesOf(catalog, project);
  const reason = <T extends { readonly code: string; readonly message: string }>(found: T): T =>
    ABOUT_ROWS.test(found.code) ? { ...found, message: maskText(found.message, names) } : found;
  const findings = (found: readonly Finding[]) => found.map((finding) => reason(finding));
  const object = (found: EvaluatedObject): EvaluatedObject => ({
    ...found,
    reason: found.reason ? reason(found.reason) : null,
    hazards: findings(found.hazards),
    evidence: hiddenEvidence(found.evidence, names),
    checks: found.checks.map((check) => ({ ...check, detail: check.detail === null ? null : maskText(check.detail, names) })),
  }); // prettier-ignore
  return { ...evaluation, objects: evaluation.objects.map(object), findings: findings(evaluation.findings) };
}

/** Which cells are NULL is seen still; what they hold is not. */
function hiddenEvidence(evidence: EvaluatedObject['evidence'], names: ReadonlySet<string>): EvaluatedObject['evidence'] {
  const { difference } = evidence;
  const cells = (row: readonly (string | null)[]) => row.map((cell) => (cell === null ? null : '...'));
  return {
    ...evidence,
    notChecked: evidence.notChecked.map((text) => maskText(text, names)),
    comparisons: evidence.comparisons.map((found) => ({ ...found, detail: found.detail === null ? null : maskText(found.detail, names) })),
    difference: difference && { ...difference, rows: difference.rows.map((row) => ({ ...row, cells: cells(row.cells) })) },
  };
} // prettier-ignore

/** `Could not convert string 'Smith'` -> `Could not convert string '...'`; PostgreSQL's `(id)=(5)` -> `(id)=(...)`. */
export function maskText(message: string, names: ReadonlySet<string>): string {
  return message
    .replace(/\)=\([^)\n]*\)/g, ')=(...)')
    .replace(/(["'])((?:(?!\1)[^\n]){1,4000})\1/g, (whole, quote: string, text: string) =>
      names.has(text.toLowerCase()) ? whole : `${quote}...${quote}`,
    )
    .replace(/\b(value:? )-?\d[\w.:+-]{0,400}/gi, '$1...');
}

/** Names of the source and of the project, in lower case: they are no values. */
function namesOf(catalog: Catalog, project: Project): Set<string> {
  const names = new Set<string>();
  for (const { name } of catalog.objects) names.add(name.schema).add(name.name).add(`${name.schema}.${name.name}`);
  for (const table of catalog.objects) if (table.kind === 'table') for (const column of table.columns) names.add(column.name);
  for (const model of project.models) {
    names.add(model.model).add(model.schema).add(model.identifier);
    for (const column of model.columns) names.add(column.name);
  }
  return new Set([...names].map((name) => name.toLowerCase()));
} // prettier-ignore
