/** INSERT. Source: Microsoft Learn, "INSERT (Transact-SQL)". */
import type { Expression, Insert, Query, Top } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { BatchResult } from '../session/batch-result.js';
import type { StoredTable } from '../storage/stored-table.js';
import { commonType } from '../types/common-type.js';
import { BIGINT, FLOAT, INT, type Type } from '../types/type.js';
import type { Frame } from '../expressions/bound.js';
import type { Activation } from './activation.js';
import { addRows, requireChangeable } from './changes.js';
import { givenPositions, rowsToAdd, type Given } from './insert-rows.js';
import { giveOutput } from './output.js';
import { limited } from './select.js';
import { targetOf } from './target.js';

interface Source {
  readonly types: readonly Type[];
  readonly rows: readonly Given[];
}

export function runInsert(statement: Insert, activation: Activation): void {
  const table = targetOf(statement.target, activation);
  requireChangeable(table, activation);
  const names = statement.columns.map(({ value }) => value);
  if (statement.source.type === 'default_values') return finish(statement, table, [], { types: [], rows: [[]] }, activation); // prettier-ignore
  const source = sourceOf(statement, activation);
  const width = source.types.length;
  const positions = givenPositions(table, names, width, activation);
  requireWidth(statement, positions.length, width);
  finish(statement, table, positions, topOf(statement.top, source, activation), activation);
}

function finish(
  statement: Insert,
  table: StoredTable,
  positions: readonly number[],
  { types, rows }: Source,
  activation: Activation,
): void {
  const added = addRows(table, rowsToAdd(table, positions, types, rows, activation), 'INSERT', activation);
  giveOutput(statement.output, table, added.map((after) => ({ before: null, after, action: 'INSERT' })), [], activation); // prettier-ignore
  activation.session.count(added.length, !statement.output.some(({ into }) => into === null));
}

function requireWidth({ columns, source }: Insert, wanted: number, width: number): void {
  if (wanted === width) return;
  if (columns.length === 0) throw new SqlError(213, 'Column name or number of supplied values does not match table definition.'); // prettier-ignore
  const isValues = source.type === 'values';
  const [number, text] =
    wanted > width
      ? [isValues ? 109 : 120, 'There are more columns in the INSERT statement than values specified']
      : [isValues ? 110 : 121, 'There are fewer columns in the INSERT statement than values specified'];
  throw new SqlError(number, `${text} in the ${isValues ? 'VALUES clause' : 'SELECT list'}.`, 15);
}

function sourceOf(statement: Insert, activation: Activation): Source {
  const { source } = statement;
  switch (source.type) {
    case 'values':
      return valuesSource(source.rows, activation);
    case 'query':
      return querySource({ ...source.query, with: source.query.with ?? statement.with }, activation);
    case 'execute':
      return executeSource(source.statement, activation);
    case 'default_values':
      return { types: [], rows: [[]] };
  }
}

function querySource(query: Query, activation: Activation): Source {
  const bound = activation.scope.binder.query(query, activation.scope);
  return { types: bound.columns.map(({ type }) => type), rows: limited(bound.rows(null, activation.run), activation) };
}

const isDefault = (expression: Expression): boolean => expression.kind === 'literal' && expression.type === 'default';

/** More rows than one take one type per column, as UNION ALL would. */
function valuesSource(rows: readonly (readonly Expression[])[], activation: Activation): Source {
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width))
    throw new SqlError(10_709, 'The number of columns for each row in a table value constructor must be the same.', 15);
  const bound = rows.map((row) =>
    row.map((expression) => (isDefault(expression) ? null : activation.bind(expression))),
  );
  const types = Array.from({ length: width }, (_, at) => columnType(bound.map((row) => row[at] ?? null)));
  const typed = bound.map(
    (row) =>
    row.map((value, at) => (value === null || rows.length === 1 ? value : toType(value, types[at] ?? INT, { kind: 'implicit' }))), // prettier-ignore
  );
  return {
    types,
    rows: typed.map((row) => {
      const own: Frame = { row: [], outer: null };
      return row.map((value) => (value === null ? undefined : value.evaluate(own, activation.run)));
    }),
  };
}

function columnType(values: readonly (Bound | null)[]): Type {
  const types = values.flatMap((value) => (value ? [value.type] : []));
  return types.length === 0 ? { base: 'int', isUntypedNull: true } : types.reduce(commonType);
}

/** The rows of all result sets of a procedure. */
function executeSource(
  statement: Extract<Insert['source'], { type: 'execute' }>['statement'],
  activation: Activation,
): Source {
  const { session } = activation;
  const outer = session.results;
  const inner: BatchResult[] = [];
  session.results = inner;
  try {
    session.execute([statement], activation);
  } finally {
    session.results = outer;
  }
  const sets = inner.filter((result) => result.kind === 'rows');
  for (const result of inner) if (result.kind === 'message' || result.kind === 'error') session.emit(result);
  const [first] = sets;
  const types = first?.columns.map(({ type }) => type) ?? [];
  if (sets.some(({ columns }) => columns.length !== types.length))
    throw new SqlError(213, 'Column name or number of supplied values does not match table definition.');
  if (sets.some(({ columns }) => columns.some(({ type }, at) => type.base !== types[at]?.base)))
    throw new NotInEngine('ENGINE-INSERT-EXEC', 'result sets of several types into one table');
  return { types, rows: sets.flatMap(({ rows }) => [...rows]) };
}

function topOf(top: Top | null, source: Source, activation: Activation): Source {
  if (!top) return source;
  const value = activation.evaluateAs(top.count, top.percent ? FLOAT : BIGINT);
  const count = top.percent ? Math.ceil((Number(value) / 100) * source.rows.length) : Number(value);
  return { types: source.types, rows: source.rows.slice(0, count) };
}
