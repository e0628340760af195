/** Aggregates with OVER. */
import { SqlError } from '../errors.js';
import type { Run } from '../session/run.js';
import type { Value } from '../values/value.js';
import { bindAggregate, type BoundAggregate } from './aggregates.js';
import { frameOf } from './window-frame.js';
import type { BoundWindowFunction, WindowParts } from './window-functions.js';
import type { Partition } from './windows.js';

export function windowAggregate(parts: WindowParts): BoundWindowFunction {
  if (parts.call.distinct === 'distinct')
    throw new SqlError(10759, 'Use of DISTINCT is not allowed with the OVER clause.');
  const aggregate = bindAggregate({ ...parts.call, over: null }, parts.scope);
  const bounds = frameOf(parts);
  return {
    type: aggregate.type,
    isNullable: aggregate.isNullable,
    compute: (partition, run) => valuesOf(aggregate, partition, bounds(partition, run), run),
  };
}

/** Frames that begin where the last one began and only grow are gone through once. */
function valuesOf(
  aggregate: BoundAggregate,
  { frames }: Partition,
  bounds: readonly (readonly [number, number])[],
  run: Run,
): Value[] {
  let [from, to] = [-1, -1];
  let accumulator = aggregate.start();
  let value: Value = null;
  return bounds.map(([start, end]) => {
    if (start === from && end === to) return value;
    if (start !== from || end < to) {
      accumulator = aggregate.start();
      [from, to] = [start, start];
    }
    run.step(Math.max(0, end - to));
    for (; to < end; to++) {
      const frame = frames[to];
      if (frame) accumulator.add(frame, run);
    }
    value = accumulator.result(run);
    return value;
  });
}
