/**
 * What a function may not hold: it has no side effects, and no rows for the client.
 * Source: Microsoft Learn, "CREATE FUNCTION (Transact-SQL)", limitations; "Database engine events and errors", 443, 444, 2724, 2733.
 */
import type { CreateRoutine, OutputClause, Statement, TableSource } from '../../../syntax/tsql/ast/index.js';
import { walk } from '../../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../../errors.js';
import type { BoundQuery } from '../../expressions/scope.js';
import { requireUsefulOrder } from '../../queries/clause-rules.js';
import { bindInlineBody } from '../../queries/table-function.js';
import type { Activation } from '../activation.js';
import { firstSelect } from '../select.js';
import { textOfName } from '../target.js';

const NOT_RETURNED = new Map([['text', 'text'], ['ntext', 'ntext'], ['image', 'image'], ['rowversion', 'timestamp']]); // prettier-ignore

/** @throws SqlError 156, 443, 444, 487, 2724, 2733 */
export function requireFunction(routine: CreateRoutine, activation: Activation): void {
  const { body, returns, parameters } = routine;
  if (returns?.type === 'table' && body.type === 'statements')
    throw new SqlError(156, "Incorrect syntax near the keyword 'BEGIN'.", 15);
  if (returns?.type !== 'scalar' && routine.options.some(({ words }) => /NULL INPUT$/i.test(words.join(' '))))
    throw new SqlError(487, 'An invalid option was specified for the statement "CREATE/ALTER FUNCTION".');
  if (returns?.type === 'scalar') {
    const word = NOT_RETURNED.get(activation.typeOf(returns.dataType).base);
    if (word !== undefined) throw new SqlError(2733, `The ${word} data type is invalid for return values.`);
  }
  const odd = parameters.find(({ type, readonly }) => !readonly && activation.typeOf(type).base === 'rowversion');
  if (odd) throw new SqlError(2724, `Parameter or variable '${odd.name}' has an invalid data type.`);
  if (body.type === 'inline_query') requireQuery(routine, activation);
  if (body.type === 'statements') for (const statement of body.statements) requireHarmless(statement);
}

/** The query of an inline function must be right when it is made; what the engine lacks is told to whoever calls it. @throws SqlError 4506, 4514 */
function requireQuery(routine: CreateRoutine, activation: Activation): void {
  const columns = columnsOf(routine, activation)?.map(({ name }) => name) ?? [];
  const unnamed = activation.session.tolerances.unnamedViewColumns ? -1 : columns.indexOf('');
  if (unnamed >= 0)
    throw new SqlError(4514, `CREATE FUNCTION failed because a column name is not specified for column ${unnamed + 1}.`); // prettier-ignore
  requireDistinct(columns, textOfName(routine.name));
}

function columnsOf(routine: CreateRoutine, { scope }: Activation): BoundQuery['columns'] | null {
  if (routine.body.type === 'inline_query') requireUsefulOrder(routine.body.query);
  try {
    return bindInlineBody(routine, scope).bound.columns;
  } catch (error) {
    if (error instanceof NotInEngine) return null;
    throw error;
  }
}

/** @throws SqlError 4506 */
export function requireDistinct(names: readonly string[], view: string): void {
  const lower = names.map((name) => name.toLowerCase()).filter((name) => name !== '');
  const twice = lower.findIndex((name, at) => lower.indexOf(name) !== at);
  if (twice >= 0)
    throw new SqlError(4506, `Column names in each view or function must be unique. Column name '${lower[twice]}' in view or function '${view}' is specified more than once.`); // prettier-ignore
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
  insert: ({ target, output }) => (isLocal(target, []) && output.every(staysHere) ? null : sideEffect('INSERT')),
  update: ({ target, from, output }) => (isLocal(target, from) && output.every(staysHere) ? null : sideEffect('UPDATE')), // prettier-ignore
  delete: ({ target, from, output }) => (isLocal(target, from) && output.every(staysHere) ? null : sideEffect('DELETE')), // prettier-ignore
  merge: ({ target, output }) => (isLocal(target, []) && output.every(staysHere) ? null : sideEffect('MERGE')),
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

const staysHere = ({ into }: OutputClause): boolean => into?.target.kind === 'variable';

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
