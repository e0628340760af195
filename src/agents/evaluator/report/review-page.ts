/** `REVIEW.md`: what a person must do, and nothing else. */
import type { Finding } from '../../../catalog/catalog.js';
import { explanationOf } from './finding-explanations.js';
import { codeSpan, plainText, prose } from './markdown.js';
import { countStatements, isOpen, type Report, type ReportedObject } from './report.js';

/** Findings of the input listed one by one; the rest is counted. */
const INPUT_FINDINGS_MAX = 100;
const OPEN_STATEMENTS_MAX = 100;

export function reviewPage(report: Report): string {
  const parts = [
    ...opening(report),
    ...objectsPart(report, 'needs_review', 'Needs review', 'Part of these is not represented or not trusted. Their models, where they have one, are in the project, switched off.'),
    ...objectsPart(report, 'blocked', 'Blocked', 'These were not attempted, or read something that is switched off. Resolve the causes first; most of these then need nothing more.'),
    ...hazardsPart(report),
    ...statementsPart(report),
    ...inputPart(report),
  ]; // prettier-ignore
  return `${parts.join('\n')}\n`;
}

function opening(report: Report): string[] {
  const { summary, source, target } = report.evaluation;
  const title = [`# Review of ${plainText(source)} for ${target}`, ''];
  const open = summary.needsReview + summary.blocked;
  if (open === 0) return [...title, nothingOpen(report)];
  return [
    ...title,
    `Of ${summary.objects} objects, those that need review: ${summary.needsReview}; those that are blocked: ${summary.blocked}. Until they are resolved their models are switched off: \`dbt build\` is green and the warning test \`open_reviews\` counts them.`,
    '',
    'To resolve one: write its model by hand and remove the `enabled` line and the error at its top; or write the original in a form that translates and run again; or exclude the object in `datamigrate.yml`.',
  ];
}

function nothingOpen(report: Report): string {
  const { proved, converted, excluded } = report.evaluation.summary;
  const left = excluded > 0 ? ` ${excluded} were excluded on purpose.` : '';
  return `Nothing is open: no object needs review and none is blocked (${proved} proved, ${converted} converted).${left} Converted means built and tested here, not compared with SQL Server: the report lists what was not checked.`;
}

/** Most depended-upon first: resolving those helps most. */
function objectsPart(report: Report, status: 'needs_review' | 'blocked', title: string, intro: string): string[] {
  const objects = report.objects.filter(({ evaluated }) => evaluated.status === status);
  if (objects.length === 0) return [];
  const sorted = [...objects].sort(
    (a, b) => b.readBy.length - a.readBy.length || (a.evaluated.name < b.evaluated.name ? -1 : 1),
  );
  return ['', `## ${title} (${objects.length})`, '', intro, ...sorted.flatMap(objectLines)];
}

function objectLines(object: ReportedObject): string[] {
  const { evaluated, readBy } = object;
  const { code, message } = evaluated.reason ?? { code: 'NEEDS-REVIEW', message: 'No reason was recorded.' };
  const errors = evaluated.hazards.filter((hazard) => hazard.severity === 'error');
  const where = errors.find((hazard) => hazard.code === code)?.place ?? object.source?.definition.place ?? null;
  const others = errors.filter((hazard) => !(hazard.code === code && hazard.message === message));
  return [
    '',
    `### ${codeSpan(evaluated.name)}`,
    '',
    `- ${evaluated.kind}${readBy.length > 0 ? `, read by ${readBy.length} ${readBy.length === 1 ? 'object' : 'objects'}` : ''}`,
    `- ${codeSpan(code)}: ${plainText(message)}`,
    `- at ${placeText(where)}`,
    ...others.map((hazard) => `- also ${codeSpan(hazard.code)} at ${placeText(hazard.place)}: ${plainText(hazard.message)}`),
    `- do: ${prose(explanationOf(code)?.action ?? DEFAULT_ACTION)}`,
    ...evaluated.models.map((path) => `- file: ${codeSpan(path)}`),
  ]; // prettier-ignore
}

const DEFAULT_ACTION =
  'Write the model by hand, or say the original without this construct and run again. docs/reference/hazards.md explains the code.';

/** Hazards of objects that run: places where the numbers may silently differ. Informational ones are in the report only. */
function hazardsPart(report: Report): string[] {
  const found = report.objects
    .filter((object) => !isOpen(object) && object.evaluated.status !== 'excluded')
    .flatMap(({ evaluated }) =>
      evaluated.hazards.filter(({ severity }) => severity !== 'info').map((hazard) => ({ object: evaluated.name, hazard })),
    ); // prettier-ignore
  if (found.length === 0) return [];
  const byCode = groupBy(found, ({ hazard }) => hazard.code);
  const groups = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '',
    `## Hazards to look at (${found.length})`,
    '',
    'These objects are converted and run. At these places source and target may differ in meaning; look at each once.',
    ...groups.flatMap(([code, entries]) => [
      '',
      `### ${codeSpan(code)} (${entries.length})`,
      '',
      ...explanationLines(code),
      ...entries.map(({ object, hazard }) => `- ${codeSpan(object)} at ${placeText(hazard.place)}: ${plainText(hazard.message)}`), // prettier-ignore
    ]),
  ];
}

function explanationLines(code: string): string[] {
  const explanation = explanationOf(code);
  return explanation ? [`${prose(explanation.meaning)} ${prose(explanation.action)}`, ''] : [];
}

function statementsPart(report: Report): string[] {
  const open = report.evaluation.scriptStatements.filter(({ disposition }) => disposition === 'open');
  if (open.length === 0) return [];
  const shown = open.slice(0, OPEN_STATEMENTS_MAX);
  return [
    '',
    `## Statements nothing was made of (${countStatements(open)})`,
    '',
    ...shown.map(({ file, line, kind, reason }) => `- ${codeSpan(`${file}:${line}`)} ${plainText(kind)}${reason ? `: ${plainText(reason)}` : ''}`), // prettier-ignore
    ...moreLine(open.length - shown.length),
  ];
}

function inputPart(report: Report): string[] {
  const found = report.evaluation.findings.filter(({ severity }) => severity !== 'info');
  if (found.length === 0) return [];
  const shown = found.slice(0, INPUT_FINDINGS_MAX);
  return ['', `## Findings about the input (${found.length})`, '', ...shown.map(findingLine), ...moreLine(found.length - shown.length)];
} // prettier-ignore

function findingLine({ code, message, place }: Finding): string {
  const action = explanationOf(code)?.action;
  return `- ${codeSpan(code)} at ${placeText(place)}: ${plainText(message)}${action ? ` ${prose(action)}` : ''}`;
}

function moreLine(count: number): string[] {
  return count > 0 ? [`- and ${count} more in migration_report.json`] : [];
}

/** `file:line:column`, which editors open. */
function placeText(place: Finding['place']): string {
  return place ? codeSpan(`${place.file}:${place.line}:${place.column}`) : 'no single place';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list) list.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
