/** Anchors of codes: where a code stands on the page it links to its explanation. */
import type { Report } from '../report.js';
import { html, type Markup } from './markup.js';

export type CodeAnchors = ReadonlyMap<string, string>;

/** All codes of the report, sorted, each with an id that holds no source text. */
export function codeAnchors(report: Report): CodeAnchors {
  const codes = new Set<string>();
  for (const { evaluated } of report.objects) {
    for (const hazard of evaluated.hazards) codes.add(hazard.code);
    if (evaluated.reason) codes.add(evaluated.reason.code);
  }
  for (const finding of report.evaluation.findings) codes.add(finding.code);
  return new Map([...codes].sort().map((code, index) => [code, `code${index + 1}`]));
}

export function codeLink(code: string, anchors: CodeAnchors): Markup {
  const anchor = anchors.get(code);
  return anchor ? html`<a class="mono" href="#${anchor}">${code}</a>` : html`<span class="mono">${code}</span>`;
}
