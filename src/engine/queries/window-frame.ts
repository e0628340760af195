/** Which rows a window function sees from a row. Source: Microsoft Learn, "SELECT - OVER clause", ROWS and RANGE. */
import type { FrameBound } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Run } from '../session/run.js';
import { BIGINT } from '../types/type.js';
import type { WindowParts } from './window-functions.js';
import type { Partition } from './windows.js';

/** For each row of a partition, the first place of its frame and the one after its last. */
export type FrameBounds = (partition: Partition, run: Run) => readonly (readonly [start: number, end: number])[];

/** Without a frame: the whole partition, or with an order all up to the row's last peer. */
export function frameOf({ frame, orderBy, value }: WindowParts): FrameBounds {
  if (orderBy.length === 0) {
    if (frame) throw new SqlError(10756, 'Window frame with ROWS or RANGE must have an ORDER BY clause.');
    return ({ frames }) => frames.map(() => [0, frames.length]);
  }
  const unit = frame?.unit ?? 'range';
  const start: FrameBound = frame?.start ?? { type: 'unbounded_preceding', offset: null };
  const end: FrameBound = frame?.end ?? { type: 'current_row', offset: null };
  if (unit === 'range' && [start, end].some(({ offset }) => offset !== null))
    throw new SqlError(4194, 'RANGE is only supported with UNBOUNDED and CURRENT ROW window frame delimiters.');
  const offsetOf = ({ offset }: FrameBound) => (offset ? toType(value(offset), BIGINT) : null);
  const [startBy, endBy] = [offsetOf(start), offsetOf(end)];
  return (partition, run) => {
    const peers = unit === 'range' ? peersOf(partition) : null;
    const count = partition.frames.length;
    return partition.frames.map((row, index) => {
      const [first, after] = peers?.[index] ?? [index, index + 1];
      const distance = (by: typeof startBy): number => Number(by?.evaluate(row, run) ?? 0n);
      const from = placeOf(start.type, first, index, distance(startBy));
      const to = placeOf(end.type, after, index + 1, distance(endBy));
      return [Math.max(0, from), Math.min(count, Math.max(0, to))];
    });
  };
}

function placeOf(type: FrameBound['type'], edge: number, place: number, distance: number): number {
  switch (type) {
    case 'unbounded_preceding':
      return 0;
    case 'unbounded_following':
      return Infinity;
    case 'current_row':
      return edge;
    case 'preceding':
      return place - distance;
    case 'following':
      return place + distance;
  }
}

/** First place of each row's peers, and the one after the last. */
function peersOf({ frames, arePeers }: Partition): (readonly [number, number])[] {
  const bounds: (readonly [number, number])[] = [];
  for (let first = 0; first < frames.length;) {
    let after = first + 1;
    while (after < frames.length && arePeers(first, after)) after++;
    for (let place = first; place < after; place++) bounds[place] = [first, after];
    first = after;
  }
  return bounds;
}
