/** Facts of an object and the evidence behind its status, as lists of terms. */
import type { EvaluatedObject } from '../../evaluation.js';
import type { AuthorKind } from '../../../../dbt/project.js';
import type { Report, ReportedObject } from '../report.js';
import { html, type Markup } from './markup.js';

const NAMES_MAX = 60;

type Fact = readonly [string, string | Markup | null];

export function objectFacts(report: Report, object: ReportedObject): Markup {
  const { evaluated, source, assessed, model, planned } = object;
  const place = source?.definition.place;
  return list([
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

export function evidenceFacts(evidence: EvaluatedObject['evidence']): Markup {
  const { reference, engines, datasets, rowsCompared, predicates, mutants, notChecked } = evidence;
  const facts = list([
    ['SQL written by', evidence.authorKind === null ? null : AUTHORS[evidence.authorKind]],
    ['Ran on', engines.join(', ') || 'nothing'],
    ['With', datasets.join(', ') || 'no rows'],
    ['Compared with', reference ?? 'nothing: there was no reference'],
    ['Rows compared', reference ? String(rowsCompared) : null],
    ['Predicates', predicates.total > 0 ? `${predicates.covered} of ${predicates.total} seen both ways` : null],
    ['Mutants', mutants.total > 0 ? `${mutants.killed} of ${mutants.total} noticed, ${mutants.justified} justified` : null], // prettier-ignore
    [
      'Not checked',
      notChecked.length > 0
        ? html`<ul>
            ${notChecked.map((text) => html`<li>${text}</li>`)}
          </ul>`
        : null,
    ],
  ]);
  return html`<h4>Evidence</h4>
    ${facts}`;
}

const AUTHORS: Readonly<Record<AuthorKind, string>> = {
  compiler: 'the compiler',
  claude: 'Claude',
  human: 'a person',
};

function list(facts: readonly Fact[]): Markup {
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
