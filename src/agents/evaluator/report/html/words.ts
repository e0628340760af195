/** What the page says about each status, proof and layer: honest words, the same everywhere. */
import type { Status } from '../../evaluation.js';
import { html, type Markup } from './markup.js';

/** In the order they are shown. */
export const STATUSES: readonly Status[] = ['proved', 'converted', 'needs_review', 'blocked', 'excluded'];

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  proved: 'proved',
  converted: 'converted',
  needs_review: 'needs review',
  blocked: 'blocked',
  excluded: 'excluded',
};

export const STATUS_MEANINGS: Readonly<Record<Status, string>> = {
  proved: 'Every token is represented, and its rows equalled an independent reference on data strong enough to tell.',
  converted: 'Every token is represented, and it compiles. How far it was run is its proof. Its results were not shown to equal those of SQL Server.', // prettier-ignore
  needs_review: 'Part of it is not represented or not trusted. Its model, if it has one, is switched off.',
  blocked: 'Not attempted, or it reads something that is switched off. The reason is given.',
  excluded: 'Out of scope, by the plan or on purpose.',
};

export const PROOF_MEANINGS: Readonly<Record<string, string>> = {
  static: 'parsed and compiled only; nothing was run',
  executed: 'built and tested in the sandbox on the rows that were there',
  equivalent: "rows equal to the reference engine's",
  baseline: 'rows equal to results recorded from the real source',
  live: 'rows equal to the live source',
};

export const LAYER_WORDS: Readonly<Record<string, string>> = {
  staging: 'staging: one a source table',
  intermediate: 'intermediate: read by others',
  marts: 'marts: read by nothing here',
  macros: 'macros',
  none: 'not in the project',
};

/** A status with its colour; the word says it too. */
export function statusMark(status: Status): Markup {
  return html`<span class="status ${status}">${STATUS_WORDS[status]}</span>`;
}

/** `1 object`, `2 objects`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
