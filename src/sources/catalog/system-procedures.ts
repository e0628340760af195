/** System procedures that scripts call to shape the catalog: renames, descriptions, alias types. */
import type { CatalogObject, QualifiedName } from '../../catalog/catalog.js';
import type { ExecuteStatement, TypeName } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';
import { constantOf } from '../rows/constant.js';
import { columnOf, constantContext } from './tables.js';
import type { CatalogDraft } from './draft.js';
import { DEFAULT_SCHEMA, nameOfText, resolveName, splitNameText } from './naming.js';
import type { Outcome } from './outcome.js';

type Arguments = Readonly<Record<string, string | null>>;
type Procedure = (draft: CatalogDraft, args: Arguments) => Outcome;

const DONE: Outcome = { disposition: 'catalog', object: null, reason: null };
const dropped = (reason: string): Outcome => ({ disposition: 'dropped', object: null, reason });
const open = (reason: string): Outcome => ({ disposition: 'open', object: null, reason });

/** Parameter names in order, as the documentation of each procedure gives them. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  sp_rename: ['objname', 'newname', 'objtype'],
  sp_addtype: ['typename', 'phystype', 'nulltype', 'owner'],
  sp_addextendedproperty: ['name', 'value', 'level0type', 'level0name', 'level1type', 'level1name', 'level2type', 'level2name'], // prettier-ignore
  sp_updateextendedproperty: ['name', 'value', 'level0type', 'level0name', 'level1type', 'level1name', 'level2type', 'level2name'], // prettier-ignore
};

const PROCEDURES: Readonly<Record<string, Procedure>> = {
  sp_rename: rename,
  sp_addtype: addType,
  sp_addextendedproperty: describe,
  sp_updateextendedproperty: describe,
};

/** Applies a known system procedure; null when the call is of another kind. */
export function systemProcedure(draft: CatalogDraft, node: ExecuteStatement): Outcome | null {
  if (node.target.type !== 'procedure' || node.target.name.kind !== 'object_name') return null;
  const name = resolveName(node.target.name).name.toLowerCase();
  const procedure = PROCEDURES[name];
  if (procedure) return procedure(draft, namedArguments(draft, node, PARAMETERS[name] ?? []));
  return /^(sp|xp)_/.test(name) ? dropped(`${name} administers the server or binds rules and options`) : null;
}

/** A description of an object that no statement has made yet. */
export function describesMissing(draft: CatalogDraft, node: ExecuteStatement): boolean {
  if (node.target.type !== 'procedure' || node.target.name.kind !== 'object_name') return false;
  const name = resolveName(node.target.name).name.toLowerCase();
  if (PROCEDURES[name] !== describe) return false;
  const args = namedArguments(draft, node, PARAMETERS[name] ?? []);
  const object = args['level1name'];
  return object != null && !draft.find({ schema: args['level0name'] ?? DEFAULT_SCHEMA, name: object });
}

/** Arguments by parameter name, constants only; others are null. */
function namedArguments(draft: CatalogDraft, node: ExecuteStatement, order: readonly string[]): Arguments {
  const args: Record<string, string | null> = {};
  node.args.forEach((argument, index) => {
    const name = argument.name?.replace(/^@/, '').toLowerCase() ?? order[index] ?? String(index);
    args[name] = argumentText(draft, argument.value);
  });
  return args;
}

/** A bare word as argument (`EXEC sp_addtype id, 'varchar(11)'`) is a string. */
function argumentText(draft: CatalogDraft, value: ExecuteStatement['args'][number]['value']): string | null {
  if (value.kind === 'column' && value.qualifier.length === 0) return value.name.value;
  const constant = constantOf(value, constantContext(draft));
  return !constant || constant === 'default' || constant.kind === 'null' ? null : constant.text;
}

function rename(draft: CatalogDraft, args: Arguments): Outcome {
  const from = splitNameText(args['objname'] ?? '');
  const to = args['newname'] ?? '';
  if (from.length === 0 || to === '') return open('sp_rename with arguments that are not constants');
  const type = (args['objtype'] ?? 'OBJECT').toUpperCase();
  if (type === 'COLUMN') return renameColumn(draft, from, to);
  if (type !== 'OBJECT') return dropped(`sp_rename of a ${type.toLowerCase()}`);
  return renameObject(draft, nameOfText(args['objname'] ?? ''), to);
}

function renameColumn(draft: CatalogDraft, from: readonly string[], to: string): Outcome {
  const [column = '', name = '', schema = DEFAULT_SCHEMA] = [...from].reverse();
  const table = draft.table({ schema, name });
  const found = table && columnOf(draft, table, column);
  if (!table || !found) return open(`sp_rename names ${from.join('.')}, which is not in the input`);
  draft.rows.get(draft.keys.of(table.name))?.renameColumn(found.name, to);
  for (const constraint of table.constraints)
    constraint.columns = constraint.columns.map((each) => (draft.keys.same(each, column) ? to : each));
  found.name = to;
  return { ...DONE, object: table.name };
}

function renameObject(draft: CatalogDraft, from: QualifiedName, to: string): Outcome {
  const object = draft.find(from);
  if (!object) return renameConstraint(draft, from, to);
  const rows = draft.rows.get(draft.keys.of(from));
  draft.drop(from);
  object.name = { schema: object.name.schema, name: to };
  draft.add(object);
  if (rows) draft.rows.set(draft.keys.of(object.name), rows);
  repoint(draft, from, object.name);
  return { ...DONE, object: object.name };
}

/** Foreign keys of other tables follow a renamed table. */
function repoint(draft: CatalogDraft, from: QualifiedName, to: QualifiedName): void {
  for (const object of draft.objects.values())
    if (object.kind === 'table')
      for (const { references } of object.constraints)
        if (references && draft.keys.of(references.table) === draft.keys.of(from)) references.table = { ...to };
}

function renameConstraint(draft: CatalogDraft, from: QualifiedName, to: string): Outcome {
  for (const object of draft.objects.values())
    if (object.kind === 'table')
      for (const constraint of object.constraints)
        if (constraint.name !== null && draft.keys.same(constraint.name, from.name)) {
          constraint.name = to;
          return { ...DONE, object: object.name };
        }
  return open(`sp_rename names ${from.schema}.${from.name}, which is not in the input`);
}

function addType(draft: CatalogDraft, args: Arguments): Outcome {
  const name = args['typename'];
  const physical = args['phystype'] && parseType(args['phystype']);
  if (!name || !physical) return open('sp_addtype with arguments that cannot be read');
  const qualified = { schema: DEFAULT_SCHEMA, name };
  const nullable = !/not\s*null/i.test(args['nulltype'] ?? '');
  draft.aliasTypes.set(draft.keys.of(qualified), { name: qualified, type: draft.typeOf(physical), nullable });
  return DONE;
}

function parseType(text: string): TypeName | null {
  const statement = parseScript({ path: '', text: `DECLARE @x ${text}` }).batches[0]?.statements[0];
  const item = statement?.kind === 'declare' ? statement.items[0] : undefined;
  return item?.kind === 'declare_variable' ? item.type : null;
}

/** MS_Description is what SSMS writes; Description and Caption are seen too. */
function describe(draft: CatalogDraft, args: Arguments): Outcome {
  if (!/^(ms_)?description$/i.test(args['name'] ?? '')) return dropped('an extended property other than a description');
  if (args['level1name'] == null) return dropped('a description of a database or schema');
  const object = draft.find({ schema: args['level0name'] ?? DEFAULT_SCHEMA, name: args['level1name'] });
  if (!object) return dropped('a description of an object that is not carried over');
  if (args['level2name'] == null) object.description = args['value'] ?? null;
  else describeColumn(draft, object, args);
  return { ...DONE, object: object.name };
}

function describeColumn(draft: CatalogDraft, object: CatalogObject, args: Arguments): void {
  if (object.kind !== 'table' || args['level2type']?.toUpperCase() !== 'COLUMN') return;
  const column = columnOf(draft, object, args['level2name'] ?? '');
  if (column) column.description = args['value'] ?? null;
}
