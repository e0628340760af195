/** Every code the compiler reports: how bad it is, what it means, what was done. One table; the reference page is made from it. */
import type { Finding, Place } from '../../catalog/catalog.js';
import { CONSTRUCT_HAZARDS } from './constructs.js';
import { EXPRESSION_HAZARDS } from './expressions.js';
import { QUERY_HAZARDS } from './queries.js';
import { TARGET_HAZARDS } from './targets.js';

/**
 * `info`: the meaning is kept, and it is worth knowing how. `warning`: results can differ in the cases named.
 * `error`: no faithful translation; the object needs review.
 */
export interface Hazard {
  readonly severity: Finding['severity'];
  /** One sentence; `%s` is replaced by the detail of the site. */
  readonly message: string;
  /** What SQL Server does and why the target may differ. */
  readonly explanation: string;
  /** What the compiler did, or what a person should do. */
  readonly handling: string;
}

export type HazardTable = Readonly<Record<string, Hazard>>;

/** All hazards by code. */
export const HAZARDS: HazardTable = {
  ...EXPRESSION_HAZARDS,
  ...QUERY_HAZARDS,
  ...CONSTRUCT_HAZARDS,
  ...TARGET_HAZARDS,
};

const DETAIL_CHARACTERS_MAX = 120;

/** A finding of a registered code. A code that is not registered is an error: what nobody described nobody may overlook. */
export function findingOf(code: string, detail: string | undefined, place: Place): Finding {
  const hazard = HAZARDS[code];
  const shown = (detail ?? '').slice(0, DETAIL_CHARACTERS_MAX);
  if (!hazard) return { code, severity: 'error', message: `This construct cannot be translated (${code} ${shown}).`, place }; // prettier-ignore
  const message = hazard.message.includes('%s')
    ? hazard.message.replaceAll('%s', () => shown)
    : shown === ''
      ? hazard.message
      : `${hazard.message} (${shown})`;
  return { code, severity: hazard.severity, message, place };
}
