/**
 * What a function may not hold: it has no side effects, and no rows for the client.
 * Source: Microsoft Learn, "CREATE FUNCTION (Transact-SQL)", limitations; "Database engine events and errors", 443, 444, 2733.
 */
import type { CreateRoutine, Statement, TableSource } from '../../../syntax/tsql/ast/index.js';
import { walk } from '../../../syntax/tsql/walk.js';
import { SqlError } from '../../errors.js';
import type { Activation } from '../activation.js';
import { firstSelect } from '../select.js';

const NOT_RETURNED = new Map([['text', 'text'], ['ntext', 'ntext'], ['image', 'image'], ['rowversion', 'timestamp']]); // prettier-ignore

/** @throws SqlError 443, 444, 2733 */
export function requireFunction({ body, returns }: CreateRoutine, activation: Activation): void {
  if (returns?.type === 'scalar') {
    const word = NOT_RETURNED.get(activation.typeOf(returns.dataType).base);
    if (word !== undefined) throw new SqlError(2733, `The ${word} data type is invalid for return values.`);
  }
  if (body.type === 'statements') for (const statement of body.statements) requireHarmless(statement);
}

function requireHarmless(root: Statement): void {
  walk(root, (node) => {
    // Only what is a statement has a rule; the kinds are those of the rules.
    const rule = RULES[node.kind as Statement['kind']] as ((statement: never) => SqlError | null) | undefined;
    const error = rule?.(node as never) ?? null;
    if (error) throw error;
  });
}

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Rules = { readonly [K in Statement['kind']]?: (statement: Of<K>) => SqlError | null };

const sideEffect = (operator: string): SqlError => new SqlError(443, `Invalid use of a side-effecting operator '${operator}' within a function.`, 16, 15); // prettier-ignore
const rowsForClient = (): SqlError => new SqlError(444, 'Select statements included within a function cannot return data to a client.', 16, 2); // prettier-ignore

const RULES: Rules = {
  insert: ({ target }) => (isLocal(target, []) ? null : sideEffect('INSERT')),
  update: ({ target, from }) => (isLocal(target, from) ? null : sideEffect('UPDATE')),
  delete: ({ target, from }) => (isLocal(target, from) ? null : sideEffect('DELETE')),
  merge: ({ target }) => (isLocal(target, []) ? null : sideEffect('MERGE')),
  truncate: () => sideEffect('TRUNCATE TABLE'),
  print: () => sideEffect('PRINT'),
  raiserror: () => sideEffect('RAISERROR'),
  throw: () => sideEffect('THROW'),
  try_catch: () => sideEffect('BEGIN TRY'),
  transaction: () => sideEffect('TRANSACTION'),
  waitfor: () => sideEffect('WAITFOR'),
  cursor: (statement) => (statement.action === 'fetch' && statement.into.length === 0 ? rowsForClient() : null),
  select_statement: ({ query }) => {
    const first = firstSelect(query);
    if (first?.into) return sideEffect('SELECT INTO');
    return first?.items.some(({ kind }) => kind === 'select_assignment') ? null : rowsForClient();
  },
};

/** A table variable, or the name that FROM gives one. */
function isLocal(target: TableSource, from: readonly TableSource[]): boolean {
  if (target.kind === 'table_variable') return true;
  if (target.kind !== 'named_table' || target.name.parts.length !== 1) return false;
  const name = target.name.parts[0]?.value.toLowerCase();
  let isFound = false;
  for (const source of from)
    walk(source, (node) => {
      const other = node as TableSource; // other nodes have other kinds
      if (other.kind === 'table_variable' && other.alias?.name.value.toLowerCase() === name) isFound = true;
    });
  return isFound;
}
