import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { TableName } from '../protocol.js';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';

/** A batch of rows for one table; each row's values stand in the order of `columns`. */
export interface RowBatch {
  table: TableName;
  columns: readonly string[];
  rows: readonly (readonly unknown[])[];
}

/**
 * Adds rows by DuckDB's appender, past the SQL parser. Columns that the batch does not name get their default.
 * Text is cast to the column's type as DuckDB casts a string, so decimals, dates and binary (`\xAB`) stay exact.
 * The batch is all or nothing.
 */
export async function appendRows(connection: DuckDBConnection, batch: RowBatch): Promise<number> {
  const { schema = 'main', table } = batch.table;
  const order = columnOrder(await tableColumns(connection, schema, table), batch);
  await connection.run('BEGIN');
  try {
    const appender = await connection.createAppender(table, schema);
    for (const row of batch.rows) appendRow(appender, row, order);
    appender.closeSync();
    await connection.run('COMMIT');
  } catch (thrown) {
    await connection.run('ROLLBACK');
    throw thrown;
  }
  return batch.rows.length;
}

function appendRow(appender: DuckDBAppender, row: readonly unknown[], order: readonly number[]): void {
  for (const position of order) {
    if (position < 0) appender.appendDefault();
    else appendValue(appender, row[position]);
  }
  appender.endRow();
}

function appendValue(appender: DuckDBAppender, value: unknown): void {
  if (value === null || value === undefined) appender.appendNull();
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (typeof value === 'boolean') appender.appendBoolean(value);
  else if (typeof value !== 'number') throw badBatch(`a value of type ${typeof value}`);
  else if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) appender.appendInteger(value);
  else appender.appendDouble(value);
}

async function tableColumns(connection: DuckDBConnection, schema: string, table: string): Promise<string[]> {
  const found = await connection.runAndReadAll(
    'SELECT column_name FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2 AND database_name = current_database() ORDER BY column_index',
    [schema, table],
  );
  return z
    .array(z.tuple([z.string()]))
    .parse(found.getRowsJson())
    .map(([name]) => name);
}

/** For each column of the table, where its value stands in a row of the batch; -1 for its default. */
function columnOrder(tableColumnNames: readonly string[], { table, columns }: RowBatch): number[] {
  if (tableColumnNames.length === 0) throw badBatch(`no table ${table.schema ?? 'main'}.${table.table}`);
  const unknown = columns.find((name) => !tableColumnNames.includes(name));
  if (unknown !== undefined) throw badBatch(`no column ${unknown} in ${table.table}`);
  return tableColumnNames.map((name) => columns.indexOf(name));
}

function badBatch(what: string): SandboxError {
  return new SandboxError({ code: 'sql_error', publicText: `Rows could not be loaded: ${what}.` });
}
