/** Requirements against what was seen. */
import type { OutcomeRecorder } from './outcome-recorder.js';
import type { Requirement } from './requirement.js';

export interface Coverage {
  readonly covered: number;
  /** Without those that are justified and were not seen. */
  readonly total: number;
  /** Not seen, and no row can show it: a trusted constraint says so. */
  readonly justified: readonly Requirement[];
  readonly missing: readonly Requirement[];
}

export function coverage(requirements: readonly Requirement[], recorder: OutcomeRecorder): Coverage {
  const unseen = requirements.filter(({ place, outcome }) => !recorder.has(place, outcome));
  const missing = unseen.filter(({ justifiedBy }) => justifiedBy === null);
  const justified = unseen.filter(({ justifiedBy }) => justifiedBy !== null);
  const total = requirements.length - justified.length;
  return { covered: total - missing.length, total, justified, missing };
}
