/** The last words of a run on a terminal: counts, rates, where the project is, what to do next. */
import { relative } from 'node:path';
import type { Evaluation } from '../agents/evaluator/evaluation.js';

const REVIEWS_SHOWN_MAX = 10;

export function summaryText(evaluation: Evaluation, outPath: string, durationMs: number): string {
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
    ...openObjects(evaluation),
    '',
    `Project: ${folder}`,
    `Report:  ${folder}/migration_report.html`,
    nextStep(evaluation, folder),
    '',
  ];
  return lines.join('\n');
}

function openObjects(evaluation: Evaluation): string[] {
  const open = evaluation.objects.filter((object) => object.status === 'needs_review' || object.status === 'blocked');
  const shown = open.slice(0, REVIEWS_SHOWN_MAX).map((object) => {
    const place = object.hazards.find((hazard) => hazard.severity === 'error')?.place;
    const where = place ? ` (${place.file}:${place.line}:${place.column})` : '';
    return `  ${object.status.replace('_', ' ')}: ${object.name}: ${object.reason?.code ?? ''}${where}`;
  });
  const more = open.length - shown.length;
  return more > 0 ? [...shown, `  and ${more} more in REVIEW.md`] : shown;
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
