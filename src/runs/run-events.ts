/** What the log of a run tells, in the order in which it can happen. Part of the API: clients read these names. */
export const RUN_EVENT_TYPES = [
  'run.created',
  'run.started',
  'run.phase',
  'step.started',
  'run.progress',
  'step.ended',
  /** The worker stopped or was lost; another one goes on from the last step. */
  'run.given_back',
  'run.cancel_requested',
  'run.completed',
  'run.failed',
  'run.cancelled',
] as const;
export type RunEventType = (typeof RUN_EVENT_TYPES)[number];

/** After one of these nothing more comes. */
export const LAST_EVENT_TYPES: readonly RunEventType[] = ['run.completed', 'run.failed', 'run.cancelled'];
