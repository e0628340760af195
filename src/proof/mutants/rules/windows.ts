/** Windows: their partitions, order and frames. */
import type { WindowFrame } from '../../../syntax/tsql/ast/index.js';
import { orderOfWindow, whyDecidedBefore } from '../orders.js';
import { explained, on, replaced, type Change, type Rule } from '../rule.js';
import { turned } from './queries.js';

export const WINDOW_RULES: readonly Rule[] = [
  on('partition', 'window', ({ partitionBy, span }, tree) => {
    const [first, last] = [partitionBy[0], partitionBy.at(-1)];
    const words = first ? tree.tokensBetween(span.start, first.span.start).filter(({ upper }) => upper === 'PARTITION') : []; // prettier-ignore
    const start = words.at(-1)?.start;
    return start === undefined || !last ? [] : [{ start, end: last.span.end, by: '', what: 'PARTITION BY was dropped' }]; // prettier-ignore
  }),
  on('sort-direction', 'window', (window, tree, reading) => {
    const order = orderOfWindow(window, reading);
    return window.orderBy.flatMap((item, at) =>
      turned(item, tree).flatMap((change) => explained(change, whyDecidedBefore(order, at, reading))),
    );
  }),
  on('frame', 'window', ({ frame }) => (frame ? otherFrame(frame) : [])),
];

const WHOLE = 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';

function otherFrame(frame: WindowFrame): Change[] {
  const isRunning = frame.start.type === 'unbounded_preceding' && frame.end?.type !== 'unbounded_following';
  const changes = [replaced(frame, 'ROWS BETWEEN CURRENT ROW AND CURRENT ROW', 'the frame became the row alone')];
  if (isRunning || frame.end?.type === 'current_row' || frame.end === null)
    changes.push(replaced(frame, WHOLE, 'the frame became the whole partition'));
  return changes;
}
