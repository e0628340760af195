/** How much rows could have told: what a definition asks of them, and what they showed. */
export { coverage, type Coverage } from './coverage.js';
export { OutcomeRecorder } from './outcome-recorder.js';
export type { Outcome, Requirement } from './requirement.js';
export { requirementsOf } from './requirements.js';
