/** The last words of a run on a terminal: counts, rates, where the project is, what to do next. */
import { relative } from 'node:path';
import { displayName } from '../agents/assessment/assess.js';
import type { Evaluation } from '../agents/evaluator/evaluation.js';
import { explanationOf } from '../agents/evaluator/report/finding-explanations.js';
import type { Catalog, Place } from '../catalog/catalog.js';

const REVIEWS_SHOWN_MAX = 10;

export function summaryText(evaluation: Evaluation, catalog: Catalog, outPath: string, durationMs: number): string {
  const { summary } = evaluation;
  const folder = relative(process.cwd(), outPath) || '.';
  const counts = [
    `${summary.proved} proved`,
    `${summary.converted} converted`,
    `${summary.needsReview} need review`,
    `${summary.blocked} blocked`,
    ...(summary.excluded > 0 ? [`${summary.excluded} excluded`] : []),
  ];
  const lines = [
    '',
    `${summary.objects} objects: ${counts.join(', ')} (${(durationMs / 1000).toFixed(1)} s)`,
    `Tables carried: ${summary.tables.carried} of ${summary.tables.total}. Success rate of views and routines: ${percent(summary.successRate)}, proved: ${percent(summary.provedRate)}.`,
    `Coverage of the source: ${percent(summary.tokenCoverage)} of tokens, ${percent(summary.statementCoverage)} of statements.`,
    ...openObjects(evaluation, catalog),
    ...inputFindings(evaluation),
    '',
    `Project: ${folder}`,
    `Report:  ${folder}/migration_report.html`,
    nextStep(evaluation, folder),
    '',
  ];
  return lines.join('\n');
}

/** Each open object with where it stands and what to do about it. */
function openObjects(evaluation: Evaluation, catalog: Catalog): string[] {
  const open = evaluation.objects.filter((object) => object.status === 'needs_review' || object.status === 'blocked');
  const definitions = new Map(catalog.objects.map((object) => [displayName(object), object.definition.place]));
  return listed(open, (object) => {
    const { code = '', message = '' } = object.reason ?? {};
    const found = object.hazards.find((hazard) => hazard.code === code)?.place ?? definitions.get(object.name);
    return `  ${object.status.replace('_', ' ')}: ${oneLine(object.name)}: ${code}${whereText(found)}${adviceText(code, message)}`;
  });
}

/** What was wrong with the input itself, in no object. */
function inputFindings(evaluation: Evaluation): string[] {
  const found = evaluation.findings.filter((finding) => finding.severity !== 'info');
  return listed(found, ({ severity, code, message, place }) => `  ${severity}: ${code}${whereText(place)}${adviceText(code, message)}`); // prettier-ignore
}

/** What is wrong, and what to do about it. */
function adviceText(code: string, message: string): string {
  const action = explanationOf(code)?.action;
  return `\n    ${oneLine(message)}${action === undefined ? '' : `\n    What to do: ${action}`}`;
}

function listed<T>(items: readonly T[], text: (item: T) => string): string[] {
  const shown = items.slice(0, REVIEWS_SHOWN_MAX).map(text);
  const more = items.length - shown.length;
  return more > 0 ? [...shown, `  and ${more} more in REVIEW.md`] : shown;
}

function whereText(place: Place | null | undefined): string {
  return place ? ` (${oneLine(place.file)}:${place.line}:${place.column})` : '';
}

/** Names and messages may hold any character of the input: none of them may move the cursor of a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function nextStep(evaluation: Evaluation, folder: string): string {
  return evaluation.target === 'duckdb'
    ? `Next:    cd ${folder} && dbt build`
    : `Next:    load the source tables (load/), set PGHOST and PGDATABASE, then cd ${folder} && dbt build`;
}

/** Rounded down, so that 100 % means all. */
function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
