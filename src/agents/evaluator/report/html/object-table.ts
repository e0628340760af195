/** All objects, one row each, with links to their details. */
import type { Report, ReportedObject } from '../report.js';
import { html, type Markup } from './markup.js';
import { statusMark, STATUSES, STATUS_WORDS } from './words.js';

export function objectTable(report: Report): Markup {
  return html`<section aria-labelledby="objects"><h2 id="objects">Objects</h2>
<div class="filter" id="filter" hidden role="search" aria-label="Objects">
<label>Search <input id="filter-words" type="search" autocomplete="off" spellcheck="false"></label>
<label>Status <select id="filter-status"><option value="">any</option>${STATUSES.map((status) => html`<option value="${status}">${STATUS_WORDS[status]}</option>`)}</select></label>
<span class="muted" id="filter-shown" role="status"></span>
</div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of objects">
<table class="objects"><thead><tr><th scope="col">Object</th><th scope="col">Kind</th><th scope="col">Status</th><th scope="col">Proof</th><th scope="col">Hazards</th><th scope="col">Checks</th><th scope="col">File in the project</th></tr></thead>
<tbody id="object-rows">
${report.objects.map(row)}</tbody></table></div></section>`;
} // prettier-ignore

function row({ id, evaluated }: ReportedObject): Markup {
  const { name, kind, status, proof, models } = evaluated;
  return html`<tr data-status="${status}"><th scope="row" class="name"><a href="#${id}">${name}</a></th><td>${kind}</td><td>${statusMark(status)}</td><td>${proof}</td><td>${hazardCounts(evaluated.hazards)}</td><td>${checkCounts(evaluated.checks)}</td><td class="path">${models[0] ?? '-'}</td></tr>\n`;
} // prettier-ignore

/** `1 error, 2 warning`; the words carry the meaning, the colours only repeat it. */
export function hazardCounts(hazards: readonly { readonly severity: string }[]): Markup {
  return counts(hazards.map(({ severity }) => severity), ['error', 'warning', 'info']);
} // prettier-ignore

export function checkCounts(checks: readonly { readonly result: string }[]): Markup {
  return counts(checks.map(({ result }) => result), ['fail', 'warn', 'pass', 'skipped']);
} // prettier-ignore

function counts(found: readonly string[], words: readonly string[]): Markup {
  const parts = words.flatMap((word) => {
    const count = found.filter((other) => other === word).length;
    return count > 0 ? [html`<span class="${word}">${count} ${word}</span>`] : [];
  });
  return parts.length === 0 ? html`-` : html`${parts.map((part, index) => (index === 0 ? part : html`, ${part}`))}`;
}
