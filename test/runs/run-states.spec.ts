import { canMove, isTerminal, RUN_MOVES, RUN_STATUSES, TERMINAL_STATUSES } from '../../src/runs/run-states.js';

/** Every pair that is allowed, written out: a new way in the table must be meant. */
const ALLOWED = [
  'pending running',
  'pending failed',
  'pending cancelled',
  'running completed',
  'running failed',
  'running cancelled',
  'running pending',
  'running waiting',
  'waiting pending',
  'waiting failed',
  'waiting cancelled',
];

describe('the states of a run', () => {
  test.each(RUN_STATUSES.flatMap((from) => RUN_STATUSES.map((to) => [from, to] as const)))(
    '%s -> %s is allowed only when it stands in the table',
    (from, to) => {
      expect(canMove(from, to)).toBe(ALLOWED.includes(`${from} ${to}`));
    },
  );

  test('nothing leads out of a terminal state', () => {
    for (const { from } of Object.values(RUN_MOVES)) expect(from.filter((status) => isTerminal(status))).toEqual([]);
    expect(RUN_STATUSES.filter((status) => isTerminal(status))).toEqual([...TERMINAL_STATUSES]);
  });
});
