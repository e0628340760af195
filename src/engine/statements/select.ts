/** SELECT as a statement: rows for the client, variables, or a new table. */
import type { Query, Select, SelectStatement } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { BoundQuery } from '../expressions/scope.js';
import { StoredTable, type StoredColumn } from '../storage/stored-table.js';
import type { Row } from '../values/value.js';
import type { Activation } from './activation.js';
import { runAssignment } from './select-assignment.js';

export function runSelect({ query }: SelectStatement, activation: Activation): void {
  const { session } = activation;
  if (firstSelect(query)?.items.some((item) => item.kind === 'select_assignment')) return runAssignment(query, activation); // prettier-ignore
  const bound = activation.scope.binder.query(query, activation.scope);
  const into = firstSelect(query)?.into;
  const rows = limited(bound.rows(null, activation.run), activation);
  if (into) return selectInto(into.table, bound, rows, query, activation);
  if (session.functionDepth > 0)
    throw new SqlError(444, 'Select statements included within a function cannot return data to a client.', 16, 2);
  session.emit({
    kind: 'rows',
    columns: bound.columns.map(({ name, type }) => ({ name, type })),
    rows,
    isOrdered: bound.isOrdered,
  });
  session.count(rows.length, false);
}

/** SET ROWCOUNT. */
export function limited(rows: readonly Row[], { session }: Activation): readonly Row[] {
  const { rowCount } = session.settings;
  return rowCount > 0 && rows.length > rowCount ? rows.slice(0, rowCount) : rows;
}

/** The one whose INTO and variables count: of a UNION the leftmost. */
export function firstSelect(query: Query): Select | null {
  let body = query.body;
  while (body.kind !== 'select') body = body.kind === 'set_operation' ? body.left : body.query.body;
  return body;
}

/** Source: Microsoft Learn, "SELECT - INTO Clause": names and types of the query; no constraints; an identity column may carry over. */
function selectInto(
  name: NonNullable<Select['into']>['table'],
  bound: BoundQuery,
  rows: readonly Row[],
  query: Query,
  activation: Activation,
): void {
  const { session } = activation;
  const { database } = session;
  for (const column of bound.columns) {
    if (column.name === '')
      throw new SqlError(1038, 'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.', 15); // prettier-ignore
  }
  if (firstSelect(query)?.items.some((item) => item.kind === 'select_expression' && isIdentityCall(item.expression)))
    throw new NotInEngine('ENGINE-FUNCTION-IDENTITY', 'IDENTITY() in SELECT INTO');
  session.transactions.requireWritable();
  const plain = database.plainName(name);
  const columns = bound.columns.map((column): StoredColumn => {
    const { isUntypedNull, collationLabel, ...type } = column.type;
    void isUntypedNull;
    const label = collationLabel === undefined ? {} : { collationLabel: 'implicit' as const };
    return { name: column.name, type: { ...type, ...label }, isNullable: column.isNullable, identity: null, computed: null, default: null }; // prettier-ignore
  });
  requireDistinctNames(columns, plain.name);
  const kind = plain.name.startsWith('#') ? 'temporary' : 'table';
  const table = new StoredTable({ ...plain, kind, columns, log: database.log });
  database.add(plain, { kind: 'table', table });
  if (kind === 'temporary') activation.temporary.push(plain.name);
  table.append(rows);
  session.count(rows.length, true, true);
}

function requireDistinctNames(columns: readonly StoredColumn[], table: string): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase()))
      throw new SqlError(2705, `Column names in each table must be unique. Column name '${name}' in table '${table}' is specified more than once.`); // prettier-ignore
    seen.add(name.toLowerCase());
  }
}

const isIdentityCall = (expression: Select['items'][number]['expression']): boolean =>
  expression.kind === 'call' && expression.name.parts.at(-1)?.value.toLowerCase() === 'identity';
