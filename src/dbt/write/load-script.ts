/** `load/load.sql` for target postgres: makes the raw tables and fills them with the sample rows, by psql or any other client. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Cell } from '../../sources/rows/cell.js';
import type { RowStore } from '../../sources/rows/row-store.js';
import type { Project, ProjectSourceTable } from '../project.js';
import { createSchemaSql, createTableSql, quoted, rowFit } from '../run/raw-table.js';

/** Path in the project. */
export const LOAD_SCRIPT = 'load/load.sql';

const ROWS_A_STATEMENT = 500;

/** Writes the script piece by piece, whatever the rows' size; the same project and rows give the same bytes. */
export async function writeLoadScript(project: Project, rows: RowStore | null, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const out = createWriteStream(path);
  const done = finished(out);
  for await (const piece of loadScript(project, rows)) if (!out.write(piece)) await Promise.race([once(out, 'drain'), done]); // prettier-ignore
  out.end();
  await done;
}

/** One transaction: a second run stops at the first table that is there, and changes nothing. */
export async function* loadScript(project: Project, rows: RowStore | null): AsyncGenerator<string> {
  yield HEADER;
  for (const table of project.sources) {
    if (table.columns.length === 0) {
      yield `-- ${comment(`${table.schema}.${table.table}`)} lies outside the source: provide it yourself.\n\n`;
      continue;
    }
    yield `${createSchemaSql(table.schema)};\n${createTableSql(table)};\n\n`;
    if (rows && table.rowsKey !== null) yield* insertStatements(table, table.rowsKey, rows);
  }
  yield 'commit;\n';
}

const HEADER = `-- Makes the raw tables that the dbt sources name. Run it once, before the first dbt build:
--   psql "$DATABASE_URL" --set ON_ERROR_STOP=1 --file load/load.sql
set client_encoding = 'UTF8';
set standard_conforming_strings = on;
begin;

`;

async function* insertStatements(table: ProjectSourceTable, rowsKey: string, rows: RowStore): AsyncGenerator<string> {
  const { columns, fit } = rowFit(table, 'postgres');
  if (columns.length === 0) return;
  const head = `insert into ${quoted(table.schema)}.${quoted(table.table)} (${columns.map(quoted).join(', ')}) values\n`;
  for await (const batch of rows.read(rowsKey, ROWS_A_STATEMENT)) {
    const kept = batch.map(fit).filter((row) => !row.some(hasNul));
    if (kept.length < batch.length)
      yield `-- ${batch.length - kept.length} rows left out: PostgreSQL stores no NUL characters.\n`;
    const lines = kept.map((row) => `(${row.map(literal).join(', ')})`);
    if (lines.length > 0) yield `${head}${lines.join(',\n')};\n\n`;
  }
}

const hasNul = (cell: Cell): boolean => cell?.includes('\u0000') ?? false;

function literal(cell: Cell): string {
  return cell === null ? 'null' : `'${cell.replaceAll("'", "''")}'`;
}

function comment(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}
