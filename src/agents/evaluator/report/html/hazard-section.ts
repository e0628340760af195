/** Every code of the report, what it means, what to do, and where it stands. */
import type { Finding } from '../../../../catalog/catalog.js';
import { explanationOf } from '../finding-explanations.js';
import type { Report, ReportedObject } from '../report.js';
import type { CodeAnchors } from './code-anchors.js';
import { html, prose, type Markup } from './markup.js';
import { countOf } from './words.js';

/** Places listed for one code; all are at their objects. */
const PLACES_MAX = 200;

interface Occurrence {
  readonly object: ReportedObject | null;
  readonly finding: Finding;
}

export function hazardSection(report: Report, anchors: CodeAnchors): Markup {
  const byCode = occurrences(report, anchors);
  const intro =
    byCode.size === 0
      ? html`<p>No hazard and no finding was raised.</p>`
      : html`<p>Places where source and target may differ in meaning, parts that could not be translated, and findings about the input: by code, errors first.</p>`; // prettier-ignore
  const sorted = [...byCode].sort(
    ([codeA, a], [codeB, b]) => rank(a) - rank(b) || b.length - a.length || (codeA < codeB ? -1 : 1),
  );
  return html`<section aria-labelledby="hazards">
    <h2 id="hazards">Hazards</h2>
    ${intro} ${sorted.map(([code, found]) => codeEntry(code, anchors.get(code) ?? '', found))}
  </section>`;
}

function occurrences(report: Report, anchors: CodeAnchors): Map<string, Occurrence[]> {
  const byCode = new Map<string, Occurrence[]>([...anchors.keys()].map((code) => [code, []]));
  const add = (finding: Finding, object: ReportedObject | null) => byCode.get(finding.code)?.push({ object, finding });
  for (const object of report.objects) {
    const { hazards, reason } = object.evaluated;
    for (const hazard of hazards) add(hazard, object);
    if (reason && !hazards.some(({ code }) => code === reason.code)) add({ ...reason, severity: severityOf(object), place: object.source?.definition.place ?? null }, object); // prettier-ignore
  }
  for (const finding of report.evaluation.findings) add(finding, null);
  return byCode;
}

/** A reason to leave an object out on purpose is no fault. */
function severityOf({ evaluated }: ReportedObject): Finding['severity'] {
  return evaluated.status === 'excluded' ? 'info' : 'error';
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

function rank(found: readonly Occurrence[]): number {
  return Math.min(...found.map(({ finding }) => SEVERITIES.indexOf(finding.severity)), SEVERITIES.length);
}

function codeEntry(code: string, anchor: string, found: readonly Occurrence[]): Markup {
  const explanation = explanationOf(code);
  const severity = SEVERITIES[rank(found)] ?? 'info';
  const text = explanation
    ? html`<p>${prose(explanation.meaning)} ${explanation.isHazard ? null : html`<strong>To do:</strong> `}${prose(explanation.action)}</p>`
    : html`<p>${found[0]?.finding.message ?? ''}</p>`;
  return html`<details class="object" id="${anchor}"><summary><h3 class="mono">${code}</h3><span class="${severity}">${severity}</span><span>${countOf(found.length, 'place')}</span>${explanation ? html`<span class="muted">${prose(explanation.title)}</span>` : null}</summary>
<div>${text}<ul class="plain">${found.slice(0, PLACES_MAX).map(place)}</ul>${found.length > PLACES_MAX ? html`<p class="muted">and ${found.length - PLACES_MAX} more, in migration_report.json</p>` : null}</div></details>\n`;
} // prettier-ignore

function place({ object, finding }: Occurrence): Markup {
  const where = finding.place ? `${finding.place.file}:${finding.place.line}:${finding.place.column}` : '';
  const name = object ? html`<a href="#${object.id}">${object.evaluated.name}</a> ` : null;
  return html`<li>${name}<span class="mono muted">${where}</span> ${finding.message}</li>`;
}
