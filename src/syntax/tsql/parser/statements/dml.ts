import type { Hint, TableSource, Top, WithClause } from '../../ast/query.js';
import type { Delete, DmlStatement, SelectStatement, Truncate, Update } from '../../ast/statement.js';
import { parseCondition } from '../expressions.js';
import { parseObjectName } from '../names.js';
import {
  parseInsertTarget,
  parseOptionClause,
  parseQuery,
  parseTableSource,
  parseTop,
  parseWithClause,
} from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseAssignments } from './assignment.js';
import { parseInsert } from './insert.js';
import { commaList } from './list.js';
import { parseMerge } from './merge.js';
import { parseOptionList } from './option.js';
import { parseOutputClauses } from './output.js';

type DmlParser = (ts: TokenStream, mark: number, withClause: WithClause | null) => DmlStatement;

/** First word to what parses it. */
const PARSERS: Readonly<Record<string, DmlParser>> = {
  INSERT: parseInsert,
  UPDATE: parseUpdate,
  DELETE: parseDelete,
  MERGE: parseMerge,
};

/**
 * INSERT, UPDATE, DELETE or MERGE, after `withClause` if one was read; null when none of them stands here.
 * Also what stands in `FROM (INSERT ... OUTPUT ...) AS t`.
 */
export function parseDml(ts: TokenStream, mark = ts.mark(), withClause: WithClause | null = null): DmlStatement | null {
  return PARSERS[ts.word()]?.(ts, mark, withClause) ?? null;
}

/**
 * A statement that starts with its common table expressions: which statement it is shows only behind them.
 * Source: Microsoft Learn, "WITH common_table_expression (Transact-SQL)".
 */
export function parseWithStatement(ts: TokenStream): DmlStatement | SelectStatement {
  const mark = ts.mark();
  const withClause = parseWithClause(ts);
  return (
    parseDml(ts, mark, withClause) ?? {
      kind: 'select_statement',
      query: parseQuery(ts, withClause),
      span: ts.span(mark),
    }
  );
}

/** A query as a statement: SELECT, or one in parentheses. */
export function parseSelectStatement(ts: TokenStream): SelectStatement {
  const mark = ts.mark();
  return { kind: 'select_statement', query: parseQuery(ts), span: ts.span(mark) };
}

/** `UPDATE [TOP] t SET assignments [OUTPUT] [FROM] [WHERE] [OPTION]`. */
function parseUpdate(ts: TokenStream, mark: number, withClause: WithClause | null): Update {
  ts.expect('UPDATE');
  const top = optionalTop(ts);
  const target = parseInsertTarget(ts);
  ts.expect('SET');
  const assignments = parseAssignments(ts);
  return { kind: 'update', with: withClause, top, target, assignments, ...parseTail(ts), span: ts.span(mark) };
}

/** `DELETE [TOP] [FROM] t [OUTPUT] [FROM] [WHERE] [OPTION]`: the second FROM joins other tables. */
function parseDelete(ts: TokenStream, mark: number, withClause: WithClause | null): Delete {
  ts.expect('DELETE');
  const top = optionalTop(ts);
  const hasFrom = ts.accept('FROM');
  const target = parseInsertTarget(ts);
  return { kind: 'delete', with: withClause, top, hasFrom, target, ...parseTail(ts), span: ts.span(mark) };
}

/** `TOP (n) [PERCENT]`, if it stands here. */
export function optionalTop(ts: TokenStream): Top | null {
  return ts.at('TOP') ? parseTop(ts) : null;
}

/** `OUTPUT ... FROM ... WHERE ... OPTION (...)` of UPDATE and DELETE. */
function parseTail(ts: TokenStream): Pick<Update, 'output' | 'from' | 'where' | 'option'> {
  const output = parseOutputClauses(ts);
  const from: TableSource[] = ts.accept('FROM') ? commaList(ts, parseTableSource) : [];
  const where = ts.accept('WHERE') ? parseCondition(ts) : null;
  return { output, from, where, option: parseOptionClause(ts) };
}

/** `TRUNCATE TABLE t WITH (PARTITIONS (1, 2))`. */
export function parseTruncate(ts: TokenStream): Truncate {
  const mark = ts.mark();
  ts.expect('TRUNCATE', 'TABLE');
  const table = parseObjectName(ts);
  const options: Hint[] = ts.accept('WITH') ? parseOptionList(ts) : [];
  return { kind: 'truncate', table, options, span: ts.span(mark) };
}
