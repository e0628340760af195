import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from '@duckdb/node-api';
import { checkKind, checkText } from '../gate/statement-gate.js';
import type { SqlValue } from '../protocol.js';
import { SandboxError } from '../sandbox-error.js';
import { readRows, type ResultRows } from './result-rows.js';

/** The rules that hold for every statement of this process. */
export interface StatementRules {
  /** Off only in tests, to show that DuckDB's locks hold by themselves. */
  allowList: boolean;
  maxResultChars: number;
}

export interface StatementResult extends ResultRows {
  columns: { name: string; type: string }[];
  rowsChanged: number;
}

/** Runs exactly one statement and reads its rows. Errors come as DuckDB threw them, or as SandboxError. */
export async function runStatement(
  connection: DuckDBConnection,
  sql: string,
  params: readonly SqlValue[],
  rowLimit: number,
  rules: StatementRules,
): Promise<StatementResult> {
  return executeEach(connection, sql, params, rules, 1, async (result) => {
    const columns = result.columnNames().map((name, index) => ({ name, type: result.columnType(index).toString() }));
    const rows = await readRows(result, rowLimit, rules.maxResultChars);
    return { columns, ...rows, rowsChanged: result.rowsChanged };
  });
}

/** Runs a script of one or more statements for its effect; rows that it makes are dropped. */
export async function runScript(connection: DuckDBConnection, sql: string, rules: StatementRules): Promise<void> {
  await executeEach(connection, sql, [], rules, Number.POSITIVE_INFINITY, drain);
}

/**
 * Checks, prepares and runs each statement in turn (a later one may need what an earlier one made); the last one's result
 * goes to `readLast`. A statement is destroyed as soon as it is read: until then DuckDB keeps the hash tables of its plan
 * (3 MB for a small join of common table expressions), and JavaScript's collector is in no hurry.
 */
async function executeEach<Last>(
  connection: DuckDBConnection,
  sql: string,
  params: readonly SqlValue[],
  rules: StatementRules,
  maxStatements: number,
  readLast: (result: DuckDBResult) => Promise<Last>,
): Promise<Last> {
  if (rules.allowList) checkText(sql);
  const extracted = await connection.extractStatements(sql);
  if (extracted.count === 0 || extracted.count > maxStatements) throw wrongCount(extracted.count);
  for (let index = 0; ; index += 1) {
    const prepared = await extracted.prepare(index);
    try {
      const result = await execute(prepared, params, rules);
      if (index === extracted.count - 1) return await readLast(result);
      await drain(result);
    } finally {
      prepared.destroySync();
    }
  }
}

async function execute(
  prepared: DuckDBPreparedStatement,
  params: readonly SqlValue[],
  rules: StatementRules,
): Promise<DuckDBResult> {
  if (rules.allowList) checkKind(prepared.statementType);
  if (params.length > 0) prepared.bind([...params]);
  return prepared.stream();
}

/** A streaming statement has only run when its last chunk is fetched. */
async function drain(result: DuckDBResult): Promise<void> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
  }
}

function wrongCount(count: number): SandboxError {
  const publicText = count === 0 ? 'There is no statement in the text.' : `One statement was expected, ${count} came.`;
  return new SandboxError({ code: 'sql_error', publicText });
}
