/** Facts of an object, as a list of terms. */
import type { Report, ReportedObject } from '../report.js';
import { html, type Markup } from './markup.js';

const NAMES_MAX = 60;

export type Fact = readonly [string, string | Markup | null];

export function objectFacts(report: Report, object: ReportedObject): Markup {
  const { evaluated, source, assessed, model, planned } = object;
  const place = source?.definition.place;
  return factList([
    ['Original', place ? `${place.file}:${place.line}:${place.column}` : null],
    ['In the project', evaluated.models.join(', ') || null],
    ['Built as', model ? `${model.materialized} ${model.schema}.${model.identifier}` : null],
    ['Description', source?.description ?? null],
    ['Reads', links(report, object.reads)],
    ['Read by', links(report, object.readBy)],
    ['Not in the input', (assessed?.missing ?? []).join(', ') || null],
    ['Elsewhere', (assessed?.external ?? []).join(', ') || null],
    ['Written by', links(report, assessed?.writers ?? [])],
    ['Complexity', assessed && assessed.complexity.score > 0 ? `${assessed.complexity.score}: ${assessed.complexity.reasons.join(', ')}` : null],
    ['Renamed', (planned?.renamed ?? []).map(([from, to]) => `${from} -> ${to}`).join(', ') || null],
    ['Tokens', `${evaluated.tokens.covered} of ${evaluated.tokens.total} understood`],
  ]);
} // prettier-ignore

/** Terms without a value are left out. */
export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(([name, value]) => (value === null ? null : html`<dt>${name}</dt><dd>${value}</dd>`))}</dl>`; // prettier-ignore
}

function links(report: Report, names: readonly string[]): Markup | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, NAMES_MAX).map((name, index) => {
    const id = report.byName.get(name)?.id;
    return html`${index > 0 ? ', ' : ''}${id ? html`<a href="#${id}">${name}</a>` : name}`;
  });
  return html`${shown}${names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : ''}`;
}
