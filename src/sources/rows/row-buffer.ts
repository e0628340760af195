/** Sample rows of one table as the script makes them: counted in full, kept up to a stated limit. */
import type { Cell } from './cell.js';

/** Rows kept for one table; what lies beyond is counted and said in the report. */
export const ROWS_KEPT_MAX = 50_000;

interface RowBatch {
  columns: string[];
  /** Each row as JSON text of its cells: compact in memory. */
  readonly lines: string[];
}

export class RowBuffer {
  private readonly batches: RowBatch[] = [];
  private readonly fills = new Map<string, Cell>();
  private nextIdentity: bigint | null = null;
  total = 0;
  kept = 0;

  /** Adds rows whose cells stand in the order of `columns`. */
  append(columns: readonly string[], rows: readonly (readonly Cell[])[]): void {
    this.total += rows.length;
    const room = Math.max(0, ROWS_KEPT_MAX - this.kept);
    const lines = this.batchFor(columns).lines;
    for (const row of rows.slice(0, room)) lines.push(JSON.stringify(row));
    this.kept += Math.min(room, rows.length);
  }

  /** Further rows are only counted. */
  get isFull(): boolean {
    return this.kept >= ROWS_KEPT_MAX;
  }

  /** Next identity value; continues above explicitly inserted ones. */
  identity(seed: bigint, increment: bigint): string {
    const value = this.nextIdentity ?? seed;
    this.nextIdentity = value + increment;
    return value.toString();
  }

  /** An explicit identity value was inserted. */
  sawIdentity(value: string, increment: bigint): void {
    const next = BigInt(value) + increment;
    if (this.nextIdentity === null || (increment > 0n ? next > this.nextIdentity : next < this.nextIdentity))
      this.nextIdentity = next;
  }

  renameColumn(from: string, to: string): void {
    for (const batch of this.batches) batch.columns = batch.columns.map((name) => (name === from ? to : name));
  }

  /** A column was added to a table that has rows: they get this value. */
  fillColumn(name: string, value: Cell): void {
    this.fills.set(name, value);
  }

  /** Some rows brought a value for this column. */
  hasColumn(name: string): boolean {
    return this.batches.some((batch) => batch.columns.includes(name));
  }

  clear(): void {
    this.batches.length = 0;
    this.total = 0;
    this.kept = 0;
  }

  /** Rows in the order of `columns`, as JSON text of arrays. */
  *lines(columns: readonly string[]): Generator<string> {
    for (const batch of this.batches) {
      const sources = columns.map((name) => batch.columns.indexOf(name));
      const isSame = sources.every((source, index) => source === index) && batch.columns.length === columns.length;
      for (const line of batch.lines) yield isSame ? line : this.project(line, columns, sources);
    }
  }

  private project(line: string, columns: readonly string[], sources: readonly number[]): string {
    // Lines are written by `append` only, as arrays of cells.
    const cells = JSON.parse(line) as Cell[];
    return JSON.stringify(
      columns.map((name, index) => {
        const source = sources[index] ?? -1;
        return source < 0 ? (this.fills.get(name) ?? null) : (cells[source] ?? null);
      }),
    );
  }

  private batchFor(columns: readonly string[]): RowBatch {
    const last = this.batches.at(-1);
    if (last && last.columns.length === columns.length && last.columns.every((name, i) => name === columns[i]))
      return last;
    const batch = { columns: [...columns], lines: [] };
    this.batches.push(batch);
    return batch;
  }
}
