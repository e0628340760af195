/** Counts, rates and, as plainly, what was not checked. */
import { percent, type Report } from '../report.js';
import { html, type Markup } from './markup.js';
import { countOf, PROOF_MEANINGS, STATUS_MEANINGS, STATUSES, statusMark } from './words.js';

export function summarySection(report: Report): Markup {
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
${statusBar(report)}
<dl class="tally">${STATUSES.map((status) => tally(countStatus(report, status), statusMark(status), STATUS_MEANINGS[status]))}</dl>
<dl class="tally">${rates(report).map(([value, name, meaning]) => tally(value, name, meaning))}</dl>
<h3>How it was checked</h3>
<ul>${proofs(report)}</ul>
${notChecked(report)}
</section>`;
} // prettier-ignore

function tally(value: string | number, name: string | Markup, meaning: string): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd class="n">${value}</dd>
    <dd class="why">${meaning}</dd>
  </div> `;
}

function countStatus(report: Report, status: string): number {
  return report.objects.filter(({ evaluated }) => evaluated.status === status).length;
}

/** Shares of the statuses as one bar; the numbers beside it say the same. */
function statusBar(report: Report): Markup {
  const total = Math.max(1, report.objects.length);
  let x = 0;
  const parts = STATUSES.map((status) => {
    const width = (countStatus(report, status) / total) * 1000;
    const part = html`<rect class="${status}" x="${rounded(x)}" y="0" width="${rounded(width)}" height="10" />`;
    x += width;
    return width > 0 ? part : null;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Value, name, meaning. */
function rates(report: Report): [string, string, string][] {
  const { summary } = report.evaluation;
  const logic = report.objects.filter(({ evaluated }) => evaluated.kind !== 'table' && evaluated.status !== 'excluded');
  const base = logic.length > 0 ? `${countOf(logic.length, 'view, routine or trigger', 'views, routines and triggers')} in scope` : 'tables: there is nothing else in scope'; // prettier-ignore
  return [
    [percent(summary.successRate), 'success rate', `Proved or converted, of ${base}.`],
    [percent(summary.provedRate), 'proved rate', 'Proved, of the same. Never mixed with the success rate.'],
    [`${summary.tables.carried} of ${summary.tables.total}`, 'tables carried', 'Passed through as dbt sources with a staging model; counted apart.'], // prettier-ignore
    [
      percent(summary.tokenCoverage),
      'token coverage',
      'Tokens of the source that lie in typed nodes which print back to the same tokens.',
    ],
    [percent(summary.statementCoverage), 'statement coverage', 'Statements of the source whose fate is stated: converted, folded in, dropped with a reason, or blocked.'], // prettier-ignore
  ];
}

function proofs(report: Report): Markup[] {
  return Object.entries(PROOF_MEANINGS).flatMap(([proof, meaning]) => {
    const count = report.objects.filter(({ evaluated }) => evaluated.status !== 'excluded' && evaluated.proof === proof).length; // prettier-ignore
    return count > 0 ? [html`<li><strong>${proof}</strong> (${countOf(count, 'object')}): ${meaning}.</li>`] : [];
  });
}

/** What the evidence says was not checked, with the number of objects it holds for; most frequent first. */
function notChecked(report: Report): Markup | null {
  const counts = new Map<string, number>();
  for (const { evaluated } of report.objects)
    for (const text of evaluated.evidence.notChecked) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const shown = sorted.slice(0, NOT_CHECKED_MAX);
  const more = sorted.length - shown.length;
  return html`<h3>What was not checked</h3><ul>${shown.map(([text, count]) => html`<li>${text} <span class="muted">(${countOf(count, 'object')})</span></li>`)}${more > 0 ? html`<li class="muted">and ${more} more kinds, at each object</li>` : null}</ul>`;
} // prettier-ignore

const NOT_CHECKED_MAX = 20;
