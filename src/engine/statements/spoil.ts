/** When something was not run, what it would have made or changed must not be read as if nothing were missing. */
import type { ObjectName, Statement, TableSource } from '../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import { NotInEngine } from '../errors.js';
import type { Database } from '../storage/database.js';

/** Marks what the statement would have made or changed. @returns `missing` */
export function spoilTarget(statement: Statement, database: Database, missing: NotInEngine): NotInEngine {
  const name = targetName(statement);
  if (name) spoilName(name, database, missing);
  return missing;
}

/** Marks all that the statements, and the procedures they call, would make or change. */
export function spoilAll(statements: readonly Statement[], database: Database, missing: NotInEngine, depth = 0): void {
  for (const statement of statements)
    walk(statement, (node: AnyNode) => {
      if (node.kind === 'create_routine' && node !== statement) return false;
      // The walk tells kinds, not types.
      const inner = node as unknown as Statement;
      const name = targetName(inner);
      if (name) spoilName(name, database, missing);
      if (inner.kind === 'execute') spoilProcedure(inner, database, missing, depth);
      return node.kind !== 'create_routine' && node.kind !== 'create_view';
    });
}

const maxDepth = 8;

function spoilProcedure(
  { target }: Extract<Statement, { kind: 'execute' }>,
  database: Database,
  missing: NotInEngine,
  depth: number,
): void {
  if (target.type !== 'procedure' || target.name.kind !== 'object_name' || depth > maxDepth) return;
  try {
    const found = database.find(target.name)?.object;
    if (found?.kind === 'routine' && found.routine.body.type === 'statements')
      spoilAll(found.routine.body.statements, database, missing, depth + 1);
  } catch (error) {
    if (!(error instanceof NotInEngine)) throw error;
  }
}

function spoilName(name: ObjectName, database: Database, missing: NotInEngine): void {
  try {
    database.spoil(database.plainName(name), missing);
  } catch (error) {
    // A name of another database or server: nobody can read it here.
    if (!(error instanceof NotInEngine)) throw error;
  }
}

function targetName(statement: Statement): ObjectName | null {
  switch (statement.kind) {
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return nameOfSource(statement.target, 'from' in statement ? statement.from : []);
    case 'truncate':
    case 'bulk_insert':
      return statement.table;
    case 'create_table':
    case 'create_view':
    case 'create_routine':
    case 'create_trigger':
    case 'create_sequence':
    case 'create_synonym':
    case 'create_external_table':
    case 'create_table_as_select':
    case 'alter_table':
      return statement.name;
    case 'select_statement':
      return statement.query.body.kind === 'select' ? (statement.query.body.into?.table ?? null) : null;
    default:
      return null;
  }
}

/** `UPDATE x ... FROM t AS x` changes t. */
function nameOfSource(source: TableSource, from: readonly TableSource[]): ObjectName | null {
  if (source.kind !== 'named_table') return null;
  const alias = source.name.parts.length === 1 ? source.name.parts[0]?.value.toLowerCase() : undefined;
  let found: ObjectName = source.name;
  for (const table of from)
    walk(table, (node) => {
      // The walk tells kinds, not types.
      const inner = node as unknown as TableSource;
      if (inner.kind === 'named_table' && alias !== undefined && inner.alias?.name.value.toLowerCase() === alias)
        found = inner.name;
    });
  return found;
}
