import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { csvRecord } from './csv.js';
import { rangeOf } from './usage-range.js';
import { CSV_COLUMNS, type UsageFilters, type UsageLogView } from './usage-schemas.js';
import { UsageService } from './usage.service.js';

/** Rows that are in memory at a time. */
const batchRows = 1_000;

/** The usage log as a file of any length: one batch is read when the one before is on its way. */
@Injectable()
export class UsageCsv {
  constructor(private readonly usage: UsageService) {}

  /** The first batch is read before anything is answered, so that a database that is away is still a problem document. */
  async open(workspaceId: string, given: UsageFilters): Promise<Readable> {
    const filters = { ...given, ...rangeOf(given) };
    const read = (beforeId: string | null): Promise<UsageLogView[]> =>
      this.usage.logs(workspaceId, filters, { beforeId, count: batchRows });
    return Readable.from(textOf(await read(null), read), { objectMode: true, highWaterMark: 1 });
  }
}

async function* textOf(
  first: readonly UsageLogView[],
  read: (beforeId: string) => Promise<UsageLogView[]>,
): AsyncGenerator<string> {
  yield csvRecord(CSV_COLUMNS);
  let rows = first;
  for (let last = rows.at(-1); last; last = rows.at(-1)) {
    yield rows.map((row) => csvRecord(CSV_COLUMNS.map((column) => row[column]))).join('');
    rows = rows.length < batchRows ? [] : await read(last.id);
  }
}
