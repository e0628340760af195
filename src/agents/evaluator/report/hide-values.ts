/** Takes values of rows out of messages: engines and readers of rows quote what they stumbled over. */
import type { Catalog, Finding } from '../../../catalog/catalog.js';
import type { EvaluatedObject, Evaluation } from '../evaluation.js';

/** Codes whose messages come from running on rows or from reading them. Other messages quote source text only, which is no row. */
const ABOUT_ROWS = /^(?:ROWS|TEST|BUILD|TARGET|SANDBOX|PROOF)-/;

/** The same evaluation with quoted values replaced by `...`. Names of objects and columns stay. */
export function hideValues(evaluation: Evaluation, catalog: Catalog): Evaluation {
  const names = namesOf(evaluation, catalog);
  const reason = <T extends { readonly code: string; readonly message: string }>(found: T): T =>
    ABOUT_ROWS.test(found.code) ? { ...found, message: maskText(found.message, names) } : found;
  const findings = (found: readonly Finding[]) => found.map((finding) => reason(finding));
  const object = (found: EvaluatedObject): EvaluatedObject => ({
    ...found,
    reason: found.reason ? reason(found.reason) : null,
    hazards: findings(found.hazards),
    checks: found.checks.map((check) => ({ ...check, detail: check.detail === null ? null : maskText(check.detail, names) })),
  }); // prettier-ignore
  return { ...evaluation, objects: evaluation.objects.map(object), findings: findings(evaluation.findings) };
}

/** `Could not convert string 'Smith'` -> `Could not convert string '...'`; PostgreSQL's `(id)=(5)` -> `(id)=(...)`. */
export function maskText(message: string, names: ReadonlySet<string>): string {
  return message
    .replace(/\)=\([^)\n]*\)/g, ')=(...)')
    .replace(/(["'])((?:(?!\1)[^\n]){1,4000})\1/g, (whole, quote: string, text: string) =>
      names.has(text.toLowerCase()) ? whole : `${quote}...${quote}`,
    )
    .replace(/\b(value:? )-?\d[\w.:+-]{0,400}/gi, '$1...');
}

function namesOf(evaluation: Evaluation, catalog: Catalog): Set<string> {
  const names = new Set<string>();
  for (const object of catalog.objects) {
    names.add(object.name.schema).add(object.name.name).add(`${object.name.schema}.${object.name.name}`);
    const columns = object.kind === 'table' ? object.columns.map((column) => column.name) : [];
    for (const column of columns) names.add(column);
  }
  for (const object of evaluation.objects) for (const path of object.models) names.add(stem(path));
  return new Set([...names].map((name) => name.toLowerCase()));
}

/** Model's name from its path. */
function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.sql$/, '');
}
