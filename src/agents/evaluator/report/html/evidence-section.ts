/** The evidence behind a status, so that a doubtful person sees why to believe it, and how far. */
import type { AuthorKind } from '../../../../dbt/project.js';
import type { EvaluatedObject } from '../../evaluation.js';
import { html, type Markup } from './markup.js';
import { factList } from './object-facts.js';

type Evidence = EvaluatedObject['evidence'];

/** Places of one list; the rest is in the JSON. */
const PLACES_MAX = 100;

export function evidenceSection(evidence: Evidence): Markup {
  const { reference, engines, datasets, rowsCompared, predicates, mutants, notChecked } = evidence;
  const facts = factList([
    ['SQL written by', evidence.authorKind === null ? null : AUTHORS[evidence.authorKind]],
    ['Ran on', engines.join(', ') || 'nothing'],
    ['With', datasets.join(', ') || 'no rows'],
    ['Compared with', reference ?? 'nothing: no rows were compared'],
    ['Rows compared', reference ? String(rowsCompared) : null],
    ['Conditions', predicates.total > 0 ? `${predicates.covered} of ${predicates.total} outcomes were seen in these rows` : null], // prettier-ignore
    ['Deliberate faults', mutants.total > 0 ? faultsText(mutants) : null],
    ['Not checked', notChecked.length > 0 ? html`<ul>${notChecked.map((text) => html`<li>${text}</li>`)}</ul>` : null],
  ]); // prettier-ignore
  return html`<h4>Evidence</h4>
    ${facts} ${comparisons(evidence)} ${difference(evidence)}
    ${places('Faults that changed no row', evidence.survivors)}
    ${places('Outcomes that no row showed', evidence.uncovered)}`;
}

function faultsText({ killed, total, justified }: Evidence['mutants']): string {
  const rest = justified > 0 ? `; ${justified} cannot show in any rows that the trusted constraints allow` : '';
  return `${killed} of ${total} put into the original changed its rows${rest}`;
}

const AUTHORS: Readonly<Record<AuthorKind, string>> = {
  compiler: 'the compiler',
  claude: 'Claude',
  human: 'a person',
};

const RESULTS: Readonly<Record<Evidence['comparisons'][number]['result'], string>> = {
  equal: 'pass',
  different: 'fail',
  open: 'warn',
};

function comparisons({ comparisons: found }: Evidence): Markup | null {
  if (found.length === 0) return null;
  return html`<div class="scroll"><table><thead><tr><th scope="col">Rows</th><th scope="col">Against the reference</th><th scope="col" class="n">Equal rows</th><th scope="col">Why not compared</th></tr></thead><tbody>${found.map(({ dataset, result, rows, detail }) => html`<tr><td>${dataset}</td><td class="${RESULTS[result]}">${result}</td><td class="n">${rows}</td><td>${detail ?? ''}</td></tr>`)}</tbody></table></div>`;
} // prettier-ignore

function difference({ difference: found }: Evidence): Markup | null {
  if (!found) return null;
  const row = ({ side, cells }: (typeof found.rows)[number]) =>
    html`<tr><td>${side}</td>${cells.map((cell) => html`<td>${cell ?? html`<em>NULL</em>`}</td>`)}</tr>`;
  return html`<h4>Rows that only one side has (${found.dataset})</h4><div class="scroll"><table><thead><tr><th scope="col">Side</th>${found.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${found.rows.map(row)}</tbody></table></div>`;
} // prettier-ignore

function places(title: string, found: Evidence['survivors']): Markup | null {
  if (found.length === 0) return null;
  const row = ({ file, line, what, text }: (typeof found)[number]) =>
    html`<tr><td class="path">${file}:${line}</td><td>${what}</td><td class="mono">${text}</td></tr>`;
  const rest = found.length > PLACES_MAX ? html`<p class="muted">and ${found.length - PLACES_MAX} more, in migration_report.json</p>` : null;
  return html`<h4>${title}</h4><div class="scroll"><table><thead><tr><th scope="col">Place</th><th scope="col">What</th><th scope="col">Source</th></tr></thead><tbody>${found.slice(0, PLACES_MAX).map(row)}</tbody></table></div>${rest}`;
} // prettier-ignore
