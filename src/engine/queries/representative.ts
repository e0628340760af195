/** Which of equal rows stands for them: texts that differ in case alone are one group, and it is nobody's promise which of them is shown. */
import type { Run } from '../session/run.js';
import type { Row, Value } from '../values/value.js';

/** Shows in each column a value that is equal to the last one seen, and another one wherever there is another. */
export class OtherRepresentative {
  private readonly firsts: Value[];
  private readonly seconds: (Value | undefined)[] = [];
  private last: Row;

  constructor(row: Row) {
    this.firsts = [...row];
    this.last = row;
  }

  see(row: Row): void {
    this.last = row;
    for (const [at, value] of row.entries())
      if (value !== this.firsts[at] && this.seconds[at] === undefined) this.seconds[at] = value;
  }

  row(): Row {
    return this.last.map((value, at) => {
      const first = this.firsts[at] ?? null;
      return value === first ? (this.seconds[at] ?? first) : first;
    });
  }
}

/** One row for all that are equal: the first, or another one where the run reads backwards. */
export function distinctBy<T>(
  all: readonly T[],
  rowOf: (each: T) => Row,
  key: (row: Row) => string,
  run: Run,
  withRow: (each: T, row: Row) => T,
): T[] {
  run.step(all.length);
  const seen = new Map<string, { readonly each: T; readonly shown: OtherRepresentative | null }>();
  for (const each of all) {
    const row = rowOf(each);
    const text = key(row);
    const found = seen.get(text);
    if (found) found.shown?.see(row);
    else seen.set(text, { each, shown: run.surroundings.readsBackwards ? new OtherRepresentative(row) : null });
  }
  return [...seen.values()].map(({ each, shown }) => (shown ? withRow(each, shown.row()) : each));
}

export const distinctRows = (rows: readonly Row[], key: (row: Row) => string, run: Run): Row[] =>
  distinctBy(
    rows,
    (row) => row,
    key,
    run,
    (_, row) => row,
  );
