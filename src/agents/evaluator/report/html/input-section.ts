/** What was read: files, settings that were assumed, rows, and the statements that nothing was made of. */
import type { EvaluatedObject } from '../../evaluation.js';
import { countStatements, type Report } from '../report.js';
import { codeLink, type CodeAnchors } from './code-anchors.js';
import { html, type Markup } from './markup.js';
import { countOf } from './words.js';

const LIST_MAX = 500;

export function inputSection(report: Report, anchors: CodeAnchors): Markup {
  return html`<section aria-labelledby="input">
    <h2 id="input">Input</h2>
    ${findings(report, anchors)} ${openStatements(report)} ${droppedStatements(report)} ${files(report)} ${rows(report)}
    ${settings(report)}
  </section>`;
}

function findings(report: Report, anchors: CodeAnchors): Markup {
  const { findings: found } = report.evaluation;
  if (found.length === 0) return html`<p>No finding about the input as a whole.</p>`;
  return html`<h3>Findings about the input</h3><ul>${found.slice(0, LIST_MAX).map(({ code, severity, message, place }) => html`<li><span class="${severity}">${severity}</span> ${codeLink(code, anchors)} <span class="mono muted">${place ? `${place.file}:${place.line}:${place.column}` : ''}</span> ${message}</li>`)}${more(found.length)}</ul>`;
} // prettier-ignore

type Statement = EvaluatedObject['statements'][number];

/** Of the scripts and of bodies: each is something that may be missing. */
function openStatements(report: Report): Markup {
  const all = [...report.evaluation.scriptStatements, ...report.objects.flatMap(({ evaluated }) => evaluated.statements)];
  const open = all.filter(({ disposition }) => disposition === 'open');
  if (open.length === 0) return html`<p>Every one of the ${countOf(countStatements(all), 'statement')} of the input has a stated fate.</p>`; // prettier-ignore
  const line = ({ file, line: number, kind, reason }: Statement) =>
    html`<li><span class="mono">${file}:${number}</span> ${kind}${reason ? `: ${reason}` : ''}</li>`;
  return html`<h3>Statements nothing was made of (${countStatements(open)} of ${countStatements(all)})</h3><ul>${open.slice(0, LIST_MAX).map(line)}${more(open.length)}</ul>`;
} // prettier-ignore

/** Dropped with a reason, counted by kind and reason. */
function droppedStatements(report: Report): Markup | null {
  const counts = new Map<string, { kind: string; reason: string; count: number }>();
  for (const { kind, disposition, reason, count = 1 } of report.evaluation.scriptStatements) {
    if (disposition !== 'dropped') continue;
    const key = `${kind}\u0000${reason ?? ''}`;
    const entry = counts.get(key);
    if (entry) entry.count += count;
    else counts.set(key, { kind, reason: reason ?? '', count });
  }
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return html`<details><summary>Statements left out with a reason (${countOf(sorted.length, 'kind')})</summary><div class="scroll"><table><thead><tr><th scope="col">Statement</th><th scope="col" class="n">Count</th><th scope="col">Why</th></tr></thead><tbody>${sorted.slice(0, LIST_MAX).map(({ kind, reason, count }) => html`<tr><td>${kind}</td><td class="n">${count}</td><td>${reason}</td></tr>`)}</tbody></table></div></details>`;
} // prettier-ignore

function files(report: Report): Markup {
  const { files: found } = report.input.catalog;
  const row = ({ path, bytes, encoding, tokens }: (typeof found)[number]) =>
    html`<tr><td class="path">${path}</td><td class="n">${bytes}</td><td>${encoding}</td><td class="n">${tokens.total}</td><td class="n">${tokens.total - tokens.covered}</td></tr>`;
  return html`<details><summary>${countOf(found.length, 'file')}</summary><div class="scroll"><table><thead><tr><th scope="col">File</th><th scope="col" class="n">Bytes</th><th scope="col">Encoding</th><th scope="col" class="n">Tokens</th><th scope="col" class="n">Not understood</th></tr></thead><tbody>${found.slice(0, LIST_MAX).map(row)}</tbody></table></div>${found.length > LIST_MAX ? html`<p class="muted">and ${found.length - LIST_MAX} more</p>` : null}</details>`;
} // prettier-ignore

/** Numbers only: values stay in the row store. */
function rows(report: Report): Markup {
  const { rows: found } = report.input.catalog;
  if (found.length === 0) return html`<p>No sample rows: the models ran on empty tables, if they ran.</p>`;
  const total = found.reduce((sum, table) => sum + table.rowsTotal, 0);
  return html`<details><summary>${countOf(total, 'row')} in ${countOf(found.length, 'table')}</summary><div class="scroll"><table><thead><tr><th scope="col">Table</th><th scope="col" class="n">Rows in the input</th><th scope="col" class="n">Kept as sample</th></tr></thead><tbody>${found.map(({ table, rowsTotal, rowsKept }) => html`<tr><td class="name">${table.schema}.${table.name}</td><td class="n">${rowsTotal}</td><td class="n">${rowsKept}</td></tr>`)}</tbody></table></div></details>`;
} // prettier-ignore

function settings(report: Report): Markup {
  const { settings: found } = report.input.catalog;
  const list: [string, string][] = [
    ['Collation', `${found.collation}${found.collationAssumed ? ' (assumed: none was given)' : ''}`],
    ['Comparison of text', found.collationMode === 'source' ? "by the source's collation" : 'byte by byte'],
    ['DATEFIRST', String(found.dateFirst)],
    ['LANGUAGE', found.language],
    ['Compatibility level', String(found.compatibilityLevel)],
    ['Names', report.input.plan.names],
  ];
  return html`<details><summary>Settings of the source</summary><dl class="facts">${list.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></details>`;
} // prettier-ignore

function more(count: number): Markup | null {
  return count > LIST_MAX ? html`<li class="muted">and ${count - LIST_MAX} more, in migration_report.json</li>` : null;
}
