/** The states of a run and the only ways between them. Pure: the database's trigger and every statement that moves a run follow this table. */

export const RUN_STATUSES = ['pending', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_PHASES = ['assessment', 'planning', 'execution', 'testing', 'rebuilding', 'evaluation'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

/** A run that reached one of these never changes; going on means a new run. */
export const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies readonly RunStatus[];
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/** What may happen to a run. */
export type RunMove =
  | 'claim'
  | 'finish'
  | 'fail'
  | 'cancel'
  /** The worker stops, or is gone: somebody else goes on. */
  | 'give_back'
  | 'wait'
  | 'resume';

/** For each move: from which states, to which. */
export const RUN_MOVES: Readonly<Record<RunMove, { readonly from: readonly RunStatus[]; readonly to: RunStatus }>> = {
  claim: { from: ['pending'], to: 'running' },
  finish: { from: ['running'], to: 'completed' },
  fail: { from: ['pending', 'running', 'waiting'], to: 'failed' },
  cancel: { from: ['pending', 'running', 'waiting'], to: 'cancelled' },
  give_back: { from: ['running'], to: 'pending' },
  wait: { from: ['running'], to: 'waiting' },
  resume: { from: ['waiting'], to: 'pending' },
};

export function isTerminal(status: RunStatus): status is TerminalStatus {
  return TERMINAL_STATUSES.some((terminal) => terminal === status);
}

/** Whether some move leads from one state to the other. */
export function canMove(from: RunStatus, to: RunStatus): boolean {
  return Object.values(RUN_MOVES).some((move) => move.to === to && move.from.includes(from));
}
