import type {
  CursorDefinition,
  Declaration,
  EmptyStatement,
  ProceduralStatement,
  Statement,
} from '../ast/statement.js';
import type { WaitFor } from '../ast/statement.js';
import type { Unsupported } from '../ast/node.js';
import { after, list } from './list.js';
import { print } from './print.js';
import { type PrintRules, upper, words } from './rules.js';

/** Printing rules of control of flow and declarations. */
export const proceduralRules: PrintRules<
  ProceduralStatement | Declaration | CursorDefinition | EmptyStatement | Unsupported
> = {
  block: (node) =>
    words('BEGIN', node.atomic && `ATOMIC WITH (${list(node.atomic)})`, '\n', statements(node.statements), '\nEND'),
  if: (node) =>
    words('IF', print(node.condition), print(node.then), node.otherwise && `\nELSE ${print(node.otherwise)}`),
  while: (node) => words('WHILE', print(node.condition), print(node.body)),
  try_catch: (node) =>
    `BEGIN TRY\n${statements(node.tryBody)}\nEND TRY\nBEGIN CATCH\n${statements(node.catchBody)}\nEND CATCH`,
  declare: (node) => `DECLARE ${list(node.items)}`,
  declare_variable: (node) =>
    words(node.name, node.hasAs && 'AS', print(node.type), nullability(node.nullable ?? null), after('=', node.value)),
  declare_table: (node) => words(node.name, node.hasAs && 'AS', `TABLE (${list(node.elements)})`),
  declare_cursor: (node) =>
    node.definition === null ? `${print(node.name)} CURSOR` : cursor(print(node.name), node.definition),
  cursor_definition: (node) => cursor('', node),
  return: (node) => words('RETURN', node.value && print(node.value)),
  print: (node) => `PRINT ${print(node.value)}`,
  raiserror: (node) =>
    words(
      'RAISERROR',
      node.parenthesised ? `(${list(node.args)})` : list(node.args, ' '),
      node.options.length > 0 && `WITH ${node.options.join(', ')}`,
    ),
  throw: (node) => words('THROW', list(node.args)),
  waitfor: (node) => words('WAITFOR', waitForWhat(node)),
  goto: (node) => `GOTO ${print(node.label)}`,
  label: (node) => `${print(node.label)}:`,
  loop_control: (node) => upper(node.word),
  empty: () => ';',
  unsupported: (node) => node.text,
};

/** Nothing when it was left out. */
function nullability(nullable: boolean | null): string {
  if (nullable === null) return '';
  return nullable ? 'NULL' : 'NOT NULL';
}

/** One statement a line. */
function statements(nodes: readonly Statement[]): string {
  return list(nodes, ';\n');
}

/** A cursor with its name, or without one behind SET. */
function cursor(name: string, node: CursorDefinition): string {
  return words(name, ...node.wordsBefore, 'CURSOR', ...node.words, 'FOR', print(node.query), updatability(node));
}

/** What ends a cursor's definition. */
function updatability({ forUpdate }: CursorDefinition): string {
  if (forUpdate === null) return '';
  if (forUpdate === 'read_only') return 'FOR READ ONLY';
  return words('FOR UPDATE', forUpdate.columns.length > 0 && `OF ${list(forUpdate.columns)}`);
}

/** A time, a delay, or a statement in parentheses. */
function waitForWhat(node: WaitFor): string {
  if (node.form !== 'statement') return words(upper(node.form), node.value && print(node.value));
  return words(node.statement && `(${print(node.statement)})`, node.timeout && `, TIMEOUT ${print(node.timeout)}`);
}
