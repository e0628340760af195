/** DECLARE and SET @v. */
import type { AssignmentOperator, Declare, Expression, SetStatement, Statement } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Activation } from './activation.js';
import { tableFromElements } from './definition/table-elements.js';
import { requireLabels } from './jump.js';

/** A variable is known in all of its batch or body, whether or not its DECLARE was passed. Called before a batch is run. */
export function hoistDeclarations(statements: readonly Statement[], activation: Activation): void {
  requireLabels(statements);
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'create_routine' || node.kind === 'create_trigger') return false;
      // The walk tells kinds, not types.
      if (node.kind === 'declare') hoist(node as unknown as Declare, activation);
      return true;
    });
}

function hoist({ items }: Declare, activation: Activation): void {
  for (const item of items) {
    if (item.kind === 'declare_cursor') continue;
    if (activation.variableTypes.has(item.name.toLowerCase()) || activation.tableVariables.has(item.name.toLowerCase()))
      throw new SqlError(134, `The variable name '${item.name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`, 15, 2); // prettier-ignore
    if (item.kind === 'declare_table') declareTable(item.name, item.elements, activation);
    else declareScalar(item, activation);
  }
}

function declareScalar(
  item: Extract<Declare['items'][number], { kind: 'declare_variable' }>,
  activation: Activation,
): void {
  const { database } = activation.session;
  const isPlain = item.type.name.parts.length === 1 && item.type.name.parts[0]?.value.toLowerCase();
  if (isPlain === 'cursor') throw new NotInEngine('ENGINE-STATEMENT-CURSOR', 'a cursor variable');
  const tableType = isPlain && database.type({ schema: 'dbo', name: isPlain }) === null ? null : database.type(database.plainName(item.type.name)); // prettier-ignore
  if (tableType?.kind === 'table') declareTable(item.name, tableType.elements, activation);
  else activation.declare(item.name, activation.typeOf(item.type));
}

export function declareTable(
  name: string,
  elements: Parameters<typeof tableFromElements>[1],
  activation: Activation,
): void {
  const table = tableFromElements({ schema: 'dbo', name, kind: 'variable' }, elements, activation);
  activation.tableVariables.set(name.toLowerCase(), table);
}

export function runDeclare({ items }: Declare, activation: Activation): void {
  for (const item of items) {
    if (item.kind === 'declare_cursor') throw new NotInEngine('ENGINE-STATEMENT-CURSOR', 'DECLARE CURSOR');
    if (item.kind === 'declare_variable' && item.value) assign(item.name, '=', item.value, activation);
  }
}

type VariableForm = Extract<SetStatement['form'], { type: 'variable' }>;

export function runSetVariable({ target, operator, value }: VariableForm, activation: Activation): void {
  if (target.kind !== 'variable') throw new NotInEngine('ENGINE-METHOD', 'SET of a property');
  assign(target.name, operator, value, activation);
  activation.session.rowCount = 1;
}

function assign(name: string, operator: AssignmentOperator, value: Expression, activation: Activation): void {
  const result = activation.evaluate(assignedValue({ kind: 'variable', name, span: value.span }, operator, value));
  activation.assign(name, result.value, result.type);
}

/** `a += b` is `a = a + (b)`. */
export function assignedValue(target: Expression, operator: AssignmentOperator, value: Expression): Expression {
  if (operator === '=') return value;
  const [sign] = operator;
  const right: Expression = { kind: 'parenthesised', operand: value, span: value.span };
  // The operators of assignments are those of expressions with an equals sign.
  return { kind: 'binary', operator: sign as '+', left: target, right, span: value.span };
}
