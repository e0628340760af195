import type { Statement } from './ast/statement.js';

/** Every kind of statement; a record, so that a kind left out is a type error. */
const STATEMENT_KINDS: Readonly<Record<Statement['kind'], true>> = {
  alter_table: true,
  block: true,
  bulk_insert: true,
  create_external_table: true,
  create_index: true,
  create_routine: true,
  create_schema: true,
  create_sequence: true,
  create_synonym: true,
  create_table: true,
  create_table_as_select: true,
  create_trigger: true,
  create_type: true,
  create_view: true,
  cursor: true,
  declare: true,
  delete: true,
  drop: true,
  empty: true,
  enable_trigger: true,
  execute: true,
  goto: true,
  if: true,
  insert: true,
  label: true,
  loop_control: true,
  merge: true,
  print: true,
  raiserror: true,
  return: true,
  select_statement: true,
  server: true,
  set: true,
  throw: true,
  transaction: true,
  truncate: true,
  try_catch: true,
  unsupported: true,
  update: true,
  use: true,
  waitfor: true,
  while: true,
};

/** Whether a node of the tree is a statement. */
export function isStatement(node: { readonly kind: string }): node is Statement {
  return node.kind in STATEMENT_KINDS;
}
