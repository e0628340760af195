/** Where sample rows are kept between agents: one file of JSON lines a table, in a folder the caller owns. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { QualifiedName } from '../../catalog/catalog.js';
import type { Cell } from './cell.js';

/** Writes and reads rows by key; a key is made from the table's name. */
export class RowStore {
  constructor(private readonly folder: string) {}

  /** Key of a table: short, safe as a file name, the same on every run. */
  static keyOf(name: QualifiedName): string {
    return createHash('sha256').update(`${name.schema}\u0000${name.name}`).digest('hex').slice(0, 16);
  }

  /** Stores rows given as JSON text of arrays of cells; replaces what was there. */
  async write(key: string, lines: Iterable<string>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const out = createWriteStream(this.pathOf(key));
    for (const line of lines) if (!out.write(`${line}\n`)) await once(out, 'drain');
    out.end();
    await finished(out);
  }

  /** Rows in batches of at most `batchRowsMax`, in stored order. */
  async *read(key: string, batchRowsMax = 1000): AsyncGenerator<Cell[][]> {
    const lines = createInterface({ input: createReadStream(this.pathOf(key)), crlfDelay: Infinity });
    let batch: Cell[][] = [];
    for await (const line of lines) {
      // Lines were written by `write` from arrays of cells.
      batch.push(JSON.parse(line) as Cell[]);
      if (batch.length < batchRowsMax) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  private pathOf(key: string): string {
    return join(this.folder, `${key}.jsonl`);
  }
}
