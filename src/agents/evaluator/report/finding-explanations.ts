/** What every code means and what to do about it: those of this table, and the hazards, which the compiler explains itself. */
import { HAZARDS } from '../../../compiler/hazards/registry.js';
import { BASELINE_FINDINGS } from './explanations/baseline-findings.js';
import type { Explanation, ExplanationTable } from './explanations/explanation.js';
import { INPUT_FINDINGS } from './explanations/input-findings.js';
import { PROJECT_FINDINGS } from './explanations/project-findings.js';
import { PROOF_FINDINGS } from './explanations/proof-findings.js';
import { RUN_FINDINGS } from './explanations/run-findings.js';

/** Codes that are no hazards of translation. `docs/reference/findings.md` is made from this table. */
export const FINDING_EXPLANATIONS: ExplanationTable = {
  ...INPUT_FINDINGS,
  ...PROJECT_FINDINGS,
  ...PROOF_FINDINGS,
  ...RUN_FINDINGS,
  ...BASELINE_FINDINGS,
};

/** What to do about a hazard is said where something is to be done; otherwise what the compiler did. */
export interface CodeExplanation extends Explanation {
  readonly isHazard: boolean;
}

/** The explanation of a code, or null when there is none. */
export function explanationOf(code: string): CodeExplanation | null {
  const own = Object.hasOwn(FINDING_EXPLANATIONS, code) ? FINDING_EXPLANATIONS[code] : undefined;
  if (own) return { ...own, isHazard: false };
  const hazard = Object.hasOwn(HAZARDS, code) ? HAZARDS[code] : undefined;
  if (!hazard) return null;
  return { title: hazard.message.replaceAll('%s', '...').replace(/\.$/, ''), meaning: hazard.explanation, action: hazard.handling, isHazard: true };
} // prettier-ignore
