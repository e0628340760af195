/** Details of every object, folded: why, hazards, checks, evidence, statements, original beside model. */
import type { Finding } from '../../../../catalog/catalog.js';
import { runsOf } from '../report-json.js';
import { countStatements, type Report, type ReportedObject } from '../report.js';
import { codeLink, type CodeAnchors } from './code-anchors.js';
import { evidenceSection } from './evidence-section.js';
import { objectFacts } from './object-facts.js';
import { html, type Markup } from './markup.js';
import { neighbourhood } from './lineage-section.js';
import { SideBySide } from './side-by-side.js';
import { countOf, PROOF_MEANINGS, statusMark } from './words.js';

/** Rows of one list of one object; the rest is in the JSON. */
const ROWS_MAX = 200;

export class ObjectSections {
  private readonly code = new SideBySide();

  constructor(
    private readonly report: Report,
    private readonly anchors: CodeAnchors,
  ) {}

  section(): Markup {
    return html`<section aria-labelledby="details">
      <h2 id="details">Each object</h2>
      ${this.report.objects.map((object) => this.details(object))}
    </section>`;
  }

  private details(object: ReportedObject): Markup {
    const { evaluated, id } = object;
    return html`<details class="object"><summary><h3 class="mono">${evaluated.name}</h3><span>${evaluated.kind}</span><span>${statusMark(evaluated.status)}</span><span class="muted">${evaluated.proof}: ${PROOF_MEANINGS[evaluated.proof] ?? ''}</span></summary>
<div id="${id}">
${this.reason(object)}
${objectFacts(this.report, object)}
${this.hazards(object)}
${checks(object)}
${evidenceSection(evaluated.evidence)}
${statements(object)}
${neighbourhood(this.report, object)}
${this.code.pair(object)}
<p><a href="#objects">Back to the objects</a></p>
</div></details>
`;
  } // prettier-ignore

  private reason({ evaluated }: ReportedObject): Markup | null {
    const { reason, status } = evaluated;
    if (!reason) return null;
    return html`<p class="reason ${status}"><span>${codeLink(reason.code, this.anchors)} ${reason.message}</span></p>`;
  }

  private hazards(object: ReportedObject): Markup | null {
    const { hazards } = object.evaluated;
    if (hazards.length === 0) return null;
    const row = (hazard: Finding) =>
      html`<tr><td>${codeLink(hazard.code, this.anchors)}</td><td class="${hazard.severity}">${hazard.severity}</td><td class="path">${this.place(object, hazard)}</td><td>${hazard.message}</td></tr>`;
    return html`<h4>Hazards</h4><div class="scroll"><table><thead><tr><th scope="col">Code</th><th scope="col">Severity</th><th scope="col">Place</th><th scope="col">What</th></tr></thead><tbody>${hazards.slice(0, ROWS_MAX).map(row)}</tbody></table></div>${more(hazards.length)}`;
  } // prettier-ignore

  /** `file:line:column`, linked when the line is shown beside the model. */
  private place(object: ReportedObject, { place }: Finding): Markup {
    if (!place) return html`-`;
    const text = `${place.file}:${place.line}:${place.column}`;
    const anchor = this.code.sourceAnchor(object, place.file, place.line);
    return anchor ? html`<a href="#${anchor}">${text}</a>` : html`${text}`;
  }
}

function checks({ evaluated }: ReportedObject): Markup | null {
  const found = evaluated.checks;
  if (found.length === 0) return null;
  return html`<h4>Checks</h4><div class="scroll"><table><thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Detail</th></tr></thead><tbody>${found.slice(0, ROWS_MAX).map(({ name, result, detail }) => html`<tr><td class="name">${name}</td><td class="${result}">${result}</td><td>${detail ?? ''}</td></tr>`)}</tbody></table></div>${more(found.length)}`;
} // prettier-ignore

function statements({ evaluated }: ReportedObject): Markup | null {
  const runs = runsOf(evaluated.statements);
  if (runs.length === 0) return null;
  return html`<details><summary>${countOf(countStatements(evaluated.statements), 'statement')} inside</summary><div class="scroll"><table><thead><tr><th scope="col">Line</th><th scope="col">Statement</th><th scope="col" class="n">Count</th><th scope="col">What became of it</th></tr></thead><tbody>${runs.slice(0, ROWS_MAX).map(({ line, kind, disposition, reason, count }) => html`<tr><td class="n">${line}</td><td>${kind}</td><td class="n">${count}</td><td>${disposition}${reason ? `: ${reason}` : ''}</td></tr>`)}</tbody></table></div>${more(runs.length)}</details>`;
} // prettier-ignore

function more(count: number): Markup | null {
  return count > ROWS_MAX ? html`<p class="muted">and ${count - ROWS_MAX} more, in migration_report.json</p>` : null;
}
