/**
 * SET NUMERIC_ROUNDABORT ON makes a loss of precision an error. A statement in which no number has a fraction loses none, and runs as ever.
 * Source: Microsoft Learn, "SET NUMERIC_ROUNDABORT (Transact-SQL)".
 */
import type { Literal, ObjectName, Statement, TypeName } from '../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import type { Database } from '../storage/database.js';
import type { StoredTable } from '../storage/stored-table.js';
import { familyOf } from '../types/families.js';

export const ROUNDING = 'NUMERIC_ROUNDABORT';

const STATEMENTS = new Set<Statement['kind']>(['create_table', 'drop', 'insert', 'update', 'delete', 'truncate', 'select_statement', 'transaction', 'empty']); // prettier-ignore
/** What may give a number with a fraction without showing it, or works out what stands elsewhere. */
const HIDDEN = new Set(['call', 'variable', 'cast', 'convert', 'method', 'table_function', 'table_variable', 'next_value', 'odbc_join', 'open_json', 'open_xml', 'open_rowset', 'pivot', 'unpivot', 'unsupported', 'execute', 'computed_column']); // prettier-ignore
const LITERALS = new Set<Literal['type']>(['integer', 'string', 'national_string', 'null', 'default']);
const WHOLE_TYPES = /^(?:bit|tinyint|smallint|int|integer|bigint|n?(?:var)?char|date|uniqueidentifier)$/i;
const WHOLE = new Set<ReturnType<typeof familyOf>>(['bit', 'integer', 'text', 'moment', 'binary', 'uniqueidentifier']);

/** Says yes only where it is sure. */
export function isFreeOfRounding(statement: Statement, database: Database): boolean {
  if (!STATEMENTS.has(statement.kind)) return false;
  const made = statement.kind === 'create_table' || statement.kind === 'drop';
  return isFree(statement, (name) => made || isWholeTable(name, database));
}

function isFree(root: AnyNode, isWhole: (name: ObjectName) => boolean): boolean {
  let free = true;
  walk(root, (node) => {
    // The kind tells the type.
    if (HIDDEN.has(node.kind)) free = false;
    else if (node.kind === 'literal') free &&= LITERALS.has((node as Literal).type);
    else if (node.kind === 'type_name') free &&= WHOLE_TYPES.test((node as TypeName).name.parts.at(-1)?.value ?? '');
    else if (node.kind === 'named_table') free &&= isWhole((node as AnyNode & { readonly name: ObjectName }).name);
    return free;
  });
  return free;
}

function isWholeTable(name: ObjectName, database: Database): boolean {
  const object = database.find(name)?.object;
  return object?.kind === 'table' && isWholeStored(object.table);
}

/** No column, default or check of it has a fraction; an indexed view over it would refuse the change, and there are none here. */
const isWholeStored = ({ columns, checks }: StoredTable): boolean =>
  columns.every(({ type, computed, default: own }) => computed === null && WHOLE.has(familyOf(type)) && (own === null || isFree(own.expression, () => false))) && // prettier-ignore
  checks.every(({ expression }) => isFree(expression, () => false));
