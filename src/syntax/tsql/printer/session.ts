import type {
  BulkInsert,
  CursorStatement,
  ExecuteArgument,
  ExecuteStatement,
  ServerClause,
  ServerStatement,
  SetStatement,
  TransactionStatement,
  UseStatement,
} from '../ast/statement.js';
import { list } from './list.js';
import { print } from './print.js';
import { type PrintRules, upper, words } from './rules.js';

/** Printing rules of statements about the session, its transactions and cursors, and the server. */
export const sessionRules: PrintRules<
  | SetStatement
  | ExecuteStatement
  | ExecuteArgument
  | UseStatement
  | BulkInsert
  | TransactionStatement
  | CursorStatement
  | ServerStatement
  | ServerClause
> = {
  set: (node) => `SET ${setForm(node)}`,
  execute: (node) =>
    words(
      node.keyword && upper(node.keyword),
      node.returnVariable && `${print(node.returnVariable)} =`,
      executeTarget(node),
      list(node.args),
      node.asUser && print(node.asUser),
      node.at && print(node.at),
      node.options.length > 0 && `WITH ${list(node.options)}`,
    ),
  execute_argument: (node) =>
    words(node.name && `${node.name} =`, print(node.value), node.output && upper(node.output)),
  use: (node) => `USE ${print(node.database)}`,
  bulk_insert: (node) =>
    words(
      'BULK INSERT',
      print(node.table),
      'FROM',
      print(node.from),
      node.options.length > 0 && `WITH (${list(node.options)})`,
    ),
  transaction: (node) =>
    words(
      upper(node.action),
      node.word && upper(node.word),
      node.name && print(node.name),
      node.options.length > 0 && `WITH ${list(node.options)}`,
    ),
  cursor: (node) =>
    words(
      upper(node.action),
      node.direction,
      node.offset && print(node.offset),
      node.hasFrom && 'FROM',
      node.isGlobal && 'GLOBAL',
      print(node.cursor),
      node.into.length > 0 && `INTO ${list(node.into)}`,
    ),
  server: (node) => words(node.verb, node.name && print(node.name), list(node.clauses, ' ')),
  word: (node) => node.text,
  value: (node) => print(node.expression),
  name: (node) => print(node.name),
  punctuation: (node) => node.text,
  list: (node) => `(${list(node.items, ' ')})`,
  body: (node) => list(node.statements, ';\n'),
};

/** What follows SET. */
function setForm({ form }: SetStatement): string {
  switch (form.type) {
    case 'variable':
      return words(print(form.target), form.operator, print(form.value));
    case 'cursor':
      return words(print(form.target), '=', print(form.cursor));
    case 'method':
      return print(form.call);
    case 'option':
      return words(optionValues(form), onOff(form.on));
    case 'identity_insert':
      return words('IDENTITY_INSERT', print(form.table), onOff(form.on));
    case 'transaction_isolation':
      return `TRANSACTION ISOLATION LEVEL ${form.level}`;
  }
}

/** One value for all options, or one for each. */
function optionValues({ options, value }: Extract<SetStatement['form'], { type: 'option' }>): string {
  if (options.length > 1 && options.length === value.length) {
    return options.map((option, index) => words(option, list(value.slice(index, index + 1)))).join(', ');
  }
  return words(options.join(', '), list(value));
}

/** Nothing for options that take a value. */
function onOff(on: boolean | null): string {
  if (on === null) return '';
  return on ? 'ON' : 'OFF';
}

/** A procedure, or text in parentheses. */
function executeTarget({ target }: ExecuteStatement): string {
  if (target.type === 'procedure') return words(print(target.name), target.number && `;${target.number}`);
  const args = target.args.length > 0 && `, ${list(target.args)}`;
  return `(${words(print(target.expression), args)})`;
}
