/** CREATE TABLE's elements to a stored table. Source: Microsoft Learn, "CREATE TABLE (Transact-SQL)". */
import type { ColumnDefinition, ColumnOption, Expression, IndexColumn, InlineIndex, TableConstraint, TableElement } from '../../../syntax/tsql/ast/index.js'; // prettier-ignore
import { NotInEngine, SqlError } from '../../errors.js';
import { columnsRead } from '../../expressions/canonical.js';
import { isFleeting } from '../../expressions/fleeting.js';
import { StoredTable, type CheckConstraint, type ForeignKey, type Identity, type KeyConstraint, type ReferentialChange, type StoredColumn, type TableParts } from '../../storage/stored-table.js'; // prettier-ignore
import type { Type } from '../../types/type.js';
import { BIGINT } from '../../types/type.js';
import type { Activation } from '../activation.js';
import { requireTable, textOfName } from '../target.js';

type Naming = Pick<TableParts, 'schema' | 'name' | 'kind'>;
type Of<K extends ColumnOption['kind']> = Extract<ColumnOption, { kind: K }>;

export function tableFromElements(
  naming: Naming,
  elements: readonly TableElement[],
  activation: Activation,
): StoredTable {
  const definitions = elements.filter((element) => element.kind === 'column_definition');
  const keyed = primaryKeyColumns(elements);
  const table = new StoredTable({ ...naming, columns: [], log: activation.session.database.log });
  for (const definition of definitions) addColumn(table, definition, keyed, activation);
  bindComputed(table, definitions, activation);
  for (const element of elements) addElement(table, element, activation);
  if (table.constraints.filter(({ kind }) => kind === 'primary_key').length > 1)
    throw new SqlError(8110, `Cannot add multiple PRIMARY KEY constraints to table '${table.name}'.`, 16, 0);
  return table;
}

/** Once all columns are there: a computed one may name those that come later. */
function bindComputed(table: StoredTable, definitions: readonly ColumnDefinition[], activation: Activation): void {
  table.columns = table.columns.map((column, at) => {
    const definition = definitions[at];
    return definition?.computed ? computedColumn(table, definition, activation) : column;
  });
}

const placeholder = (name: string, computed: StoredColumn['computed']): StoredColumn => ({ name, type: { base: 'int' }, isNullable: true, identity: null, computed, default: null }); // prettier-ignore

/** Columns of a primary key are NOT NULL without saying so. */
export function primaryKeyColumns(elements: readonly TableElement[]): ReadonlySet<string> {
  const names = elements.flatMap((element) => {
    if (element.kind === 'constraint' && element.type === 'primary_key') return element.columns.map(({ name }) => name.value); // prettier-ignore
    if (element.kind !== 'column_definition') return [];
    const isKey = element.options.some((option) => option.kind === 'column_constraint' && option.constraint.type === 'primary_key'); // prettier-ignore
    return isKey ? [element.name.value] : [];
  });
  return new Set(names.map((name) => name.toLowerCase()));
}

const option = <K extends ColumnOption['kind']>(definition: ColumnDefinition, kind: K): Of<K> | undefined =>
  definition.options.find((found): found is Of<K> => found.kind === kind);

/** @throws SqlError 2705, 2744 */
export function addColumn(
  table: StoredTable,
  definition: ColumnDefinition,
  keyed: ReadonlySet<string>,
  activation: Activation,
): StoredColumn {
  const name = definition.name.value;
  if (table.positionOf(name) >= 0)
    throw new SqlError(2705, `Column names in each table must be unique. Column name '${name}' in table '${table.name}' is specified more than once.`, 16, 3); // prettier-ignore
  refuseWords(definition);
  const column = definition.computed
    ? placeholder(name, computedOf(definition))
    : columnOf(table, definition, keyed, activation);
  if (column.identity && table.columns.some(({ identity }) => identity))
    throw new SqlError(2744, `Multiple identity columns specified for table '${table.name}'. Only one identity column per table is allowed.`); // prettier-ignore
  requireOneVersion(table, column);
  table.columns = [...table.columns, column];
  table.expressions = null;
  return column;
}

/** @throws SqlError 1755, 2738 */
function requireOneVersion(table: StoredTable, column: StoredColumn): void {
  if (column.type.base !== 'rowversion') return;
  if (table.columns.some(({ type }) => type.base === 'rowversion'))
    throw new SqlError(2738, `A table can only have one timestamp column. Because table '${table.name}' already has one, the column '${column.name}' cannot be added.`, 16, 2); // prettier-ignore
  if (column.default) throw versionWithDefault(table, column.name);
}

const versionWithDefault = (table: StoredTable, column: string): SqlError =>
  new SqlError(1755, `Defaults cannot be created on columns of data type timestamp. Table '${table.name}', column '${column}'.`, 16, 0); // prettier-ignore

function columnOf(
  table: StoredTable,
  definition: ColumnDefinition,
  keyed: ReadonlySet<string>,
  activation: Activation,
): StoredColumn {
  const name = definition.name.value;
  if (!definition.type) return { ...timestampColumn(name), default: defaultOf(table, definition) };
  const collation = option(definition, 'column_collate')?.collation.value;
  const type = columnType(activation.typeOf(definition.type), collation);
  const alias = activation.session.database.aliases(definition.type.name.parts.at(-2)?.value ?? null, definition.type.name.parts.at(-1)?.value ?? ''); // prettier-ignore
  const written = writtenNull(table, definition);
  if (written === true && keyed.has(name.toLowerCase())) throw nullableKey(table);
  const identity = identityOf(definition, activation);
  if (identity) requireIdentityType(table, name, type, written);
  const isNullable = identity === null && !keyed.has(name.toLowerCase()) && type.base !== 'rowversion' && (written ?? alias?.nullable ?? true); // prettier-ignore
  return { name, type, isNullable, identity, computed: null, default: defaultOf(table, definition) };
}

/** @throws SqlError 8148 */
function writtenNull(table: StoredTable, definition: ColumnDefinition): boolean | undefined {
  const [first, second] = definition.options.filter(
    (found): found is Of<'column_null'> => found.kind === 'column_null',
  );
  if (second) throw new SqlError(8148, `More than one column NULL constraint specified for column '${definition.name.value}', table '${table.name}'.`, 16, 0); // prettier-ignore
  return first?.nullable;
}

const nullableKey = (table: StoredTable): SqlError =>
  new SqlError(8111, `Cannot define PRIMARY KEY constraint on nullable column in table '${table.name}'.`);

const IDENTITY_TYPES = new Set<Type['base']>(['tinyint', 'smallint', 'int', 'bigint', 'decimal']);

/** @throws SqlError 2749, 8147 */
function requireIdentityType(table: StoredTable, column: string, type: Type, nullable: boolean | undefined): void {
  if (!IDENTITY_TYPES.has(type.base) || (type.scale ?? 0) > 0)
    throw new SqlError(2749, `Identity column '${column}' must be of data type int, bigint, smallint, tinyint, or decimal or numeric with a scale of 0, and constrained to be nonnullable.`, 16, 2); // prettier-ignore
  if (nullable === true)
    throw new SqlError(8147, `Could not create IDENTITY attribute on nullable column '${column}', table '${table.name}'.`, 16, 0); // prettier-ignore
}

/** `timestamp` alone is a column of that name and type. */
function timestampColumn(name: string): StoredColumn {
  if (name.toLowerCase() !== 'timestamp') throw withoutType(name);
  return { name, type: { base: 'rowversion' }, isNullable: false, identity: null, computed: null, default: null };
}

const withoutType = (name: string): NotInEngine =>
  new NotInEngine('ENGINE-COLUMN-TYPE', `the column ${name} has no type`);

/** Texts of a column are compared by the column's collation, which says so. */
function columnType(type: Type, collation: string | undefined): Type {
  if (type.collation === undefined) return type;
  return { ...type, collation: collation ?? type.collation, collationLabel: 'implicit' };
}

const IGNORED_WORDS = /^(rowguidcol|sparse|hidden|filestream|not for replication)/i;

function refuseWords(definition: ColumnDefinition): void {
  for (const found of definition.options)
    if (found.kind === 'column_word') {
      const words = found.hint.words.join(' ');
      // It stands right behind the expression, before NOT NULL.
      if (/^PERSISTED$/i.test(words)) throw new SqlError(102, `Incorrect syntax near '${words}'.`, 15);
      if (!IGNORED_WORDS.test(words)) throw new NotInEngine(`ENGINE-COLUMN-${(words.split(' ')[0] ?? '').toUpperCase()}`, `a column ${words}`); // prettier-ignore
    }
}

const computedOf = ({ computed }: ColumnDefinition): StoredColumn['computed'] => (computed ? { expression: computed.expression, isPersisted: computed.persisted } : null); // prettier-ignore

/** @throws SqlError 1759: it names another computed column; 4936: it is stored, and another value each time */
export function computedColumn(table: StoredTable, definition: ColumnDefinition, activation: Activation): StoredColumn {
  const { computed, name } = definition;
  if (!computed) throw withoutType(name.value);
  const columns = table.columns.map((column) => ({ table: table.name, name: column.name, type: column.type, isNullable: column.isNullable })); // prettier-ignore
  const inside = activation.scope.with({ columns });
  const other = [...(columnsRead(computed.expression, inside) ?? [])].map((index) => table.columns[index]).find((column) => column?.computed); // prettier-ignore
  if (other) throw new SqlError(1759, `Computed column '${other.name}' in table '${table.name}' is not allowed to be used in another computed-column definition.`, 16, 0); // prettier-ignore
  if (computed.persisted && isFleeting(computed.expression))
    throw new SqlError(4936, `Computed column '${name.value}' in table '${table.name}' cannot be persisted because the column is non-deterministic.`); // prettier-ignore
  const bound = activation.scope.binder.expression(computed.expression, inside);
  const isNullable = option(definition, 'column_null')?.nullable ?? true;
  const { isUntypedNull, ...type } = bound.type;
  void isUntypedNull;
  return {
    name: name.value,
    type: columnType(type, undefined),
    isNullable,
    identity: null,
    computed: computedOf(definition),
    default: null,
  };
}

function identityOf(definition: ColumnDefinition, activation: Activation): Identity | null {
  const found = option(definition, 'column_identity');
  if (!found) return null;
  const number = (expression: Expression | null): bigint =>
    expression ? BigInt(Number(activation.evaluateAs(expression, BIGINT))) : 1n;
  return { seed: number(found.seed), increment: number(found.increment), last: null };
}

function defaultOf(table: StoredTable, definition: ColumnDefinition): StoredColumn['default'] {
  const found = option(definition, 'column_default');
  if (found) return { name: found.name?.value ?? `DF__${table.name}__${definition.name.value}`, expression: found.value }; // prettier-ignore
  const constraint = definition.options.find((each) => each.kind === 'column_constraint' && each.constraint.type === 'default'); // prettier-ignore
  if (constraint?.kind !== 'column_constraint' || !constraint.constraint.expression) return null;
  const name = constraint.constraint.name?.value ?? `DF__${table.name}__${definition.name.value}`;
  return { name, expression: constraint.constraint.expression };
}

/** Keys, checks and indexes; columns are there already. */
export function addElement(table: StoredTable, element: TableElement, activation: Activation): void {
  switch (element.kind) {
    case 'constraint':
      return addConstraint(table, element, null, activation);
    case 'inline_index':
      return addInlineIndex(table, element);
    case 'period':
      throw new NotInEngine('ENGINE-TEMPORAL', 'a system-versioned table');
    case 'column_definition':
      for (const found of element.options) {
        if (found.kind === 'column_constraint') addConstraint(table, found.constraint, element.name.value, activation);
        if (found.kind === 'column_index') addInlineIndex(table, found.index, element.name.value);
      }
  }
}

export function addConstraint(
  table: StoredTable,
  constraint: TableConstraint,
  column: string | null,
  activation: Activation,
): void {
  const name = constraint.name?.value ?? null;
  switch (constraint.type) {
    case 'primary_key':
    case 'unique': {
      const prefix = constraint.type === 'primary_key' ? 'PK' : 'UQ';
      const columns = positionsOf(table, constraint.columns, column);
      if (prefix === 'PK' && columns.some((at) => isPlainNullable(table.columns[at]))) throw nullableKey(table);
      return addKey(table, { name: name ?? generated(table, prefix), kind: constraint.type, columns, filter: null, ignoresDuplicates: false }); // prettier-ignore
    }
    case 'check':
      if (constraint.expression) addCheck(table, { name: name ?? generated(table, 'CK'), expression: constraint.expression, column, isEnabled: true }); // prettier-ignore
      return;
    case 'foreign_key':
      return addForeignKey(table, constraint, column, activation);
    case 'default':
      return addDefault(table, constraint);
    case 'connection':
      throw new NotInEngine('ENGINE-GRAPH', 'an edge constraint');
  }
}

/** Of a computed column it is not said whether it can be NULL. */
const isPlainNullable = (column: StoredColumn | undefined): boolean =>
  column?.isNullable === true && column.computed === null;

const generated = (table: StoredTable, prefix: string): string =>
  `${prefix}__${table.name}__${table.constraints.length + table.checks.length + table.foreignKeys.length + 1}`;

/** @throws SqlError 1911 */
function positionsOf(table: StoredTable, columns: readonly IndexColumn[], column: string | null): number[] {
  const names = columns.length > 0 ? columns.map(({ name }) => name.value) : column === null ? [] : [column];
  return names.map((name) => {
    const at = table.positionOf(name);
    if (at < 0) throw new SqlError(1911, `Column name '${name}' does not exist in the target table or view.`);
    return at;
  });
}

export function addKey(table: StoredTable, key: KeyConstraint): void {
  table.constraints = [...table.constraints, key];
  table.expressions = null;
}

export function addCheck(table: StoredTable, check: CheckConstraint): void {
  table.checks = [...table.checks, check];
  table.expressions = null;
}

function addInlineIndex(table: StoredTable, index: InlineIndex, column: string | null = null): void {
  if (!index.words.some((word) => word.toUpperCase() === 'UNIQUE')) return;
  addKey(table, { name: index.name.value, kind: 'unique_index', columns: positionsOf(table, index.columns, column), filter: index.where, ignoresDuplicates: false }); // prettier-ignore
}

function addDefault(table: StoredTable, { forColumn, expression, name }: TableConstraint): void {
  const column = forColumn ? table.columns[table.positionOf(forColumn.value)] : undefined;
  if (!forColumn || !expression) return;
  if (!column) throw new SqlError(1752, `Column '${forColumn.value}' in table '${table.name}' is invalid for creating a default constraint.`, 16, 0); // prettier-ignore
  if (column.type.base === 'rowversion') throw versionWithDefault(table, column.name);
  if (column.default) throw new SqlError(1781, `Column already has a DEFAULT bound to it.`);
  column.default = { name: name?.value ?? `DF__${table.name}__${column.name}`, expression };
  table.expressions = null;
}

/** @throws SqlError 1753, 1767, 1776, 1778 */
function addForeignKey(
  table: StoredTable,
  constraint: TableConstraint,
  column: string | null,
  activation: Activation,
): void {
  const { references } = constraint;
  if (!references) return;
  const columns = positionsOf(table, constraint.columns, column).map((at) => table.columns[at]?.name ?? '');
  const name = constraint.name?.value ?? generated(table, 'FK');
  const isSelf = references.table.parts.at(-1)?.value.toLowerCase() === table.name.toLowerCase();
  const parent = isSelf ? table : requireParent(references.table, name, activation);
  const written = references.columns.map(({ value }) => value);
  const parentColumns = written.length > 0 ? written : primaryKeyOf(parent, name);
  requireCandidateKey(parent, parentColumns, name);
  for (const [at, column] of columns.entries()) requireSameType(table, column, parent, parentColumns[at] ?? '', name);
  const change = (event: 'delete' | 'update'): ReferentialChange =>
    references.actions.find((action) => action.event === event)?.action ?? 'no_action';
  const key: ForeignKey = { name, columns, parent, parentColumns, onDelete: change('delete'), onUpdate: change('update'), isEnabled: true }; // prettier-ignore
  table.foreignKeys = [...table.foreignKeys, key];
}

/** @throws SqlError 1753, 1778 */
function requireSameType(table: StoredTable, column: string, parent: StoredTable, other: string, key: string): void {
  const [own, theirs] = [table.columns[table.positionOf(column)]?.type, parent.columns[parent.positionOf(other)]?.type];
  const names = `Column '${parent.name}.${other}' is not the same %s as referencing column '${table.name}.${column}' in foreign key '${key}'.`; // prettier-ignore
  if (own?.base !== theirs?.base) throw new SqlError(1778, names.replace('%s', 'data type'), 16, 0);
  if (own?.length !== theirs?.length || own?.scale !== theirs?.scale)
    throw new SqlError(1753, `${names.replace('%s', 'length or scale')} Columns participating in a foreign key relationship must be defined with the same length and scale.`, 16, 0); // prettier-ignore
}

function requireParent(
  name: NonNullable<TableConstraint['references']>['table'],
  key: string,
  activation: Activation,
): StoredTable {
  try {
    return requireTable(name, activation.session.database);
  } catch (error) {
    if (error instanceof SqlError && error.number === 208)
      throw new SqlError(1767, `Foreign key '${key}' references invalid table '${textOfName(name)}'.`, 16, 0);
    throw error;
  }
}

function primaryKeyOf(parent: StoredTable, key: string): string[] {
  const primary = parent.constraints.find(({ kind }) => kind === 'primary_key');
  if (!primary) throw new SqlError(1773, `Foreign key '${key}' has implicit reference to object '${parent.fullName}' which does not have a primary key defined on it.`, 16, 0); // prettier-ignore
  return primary.columns.map((at) => parent.columns[at]?.name ?? '');
}

function requireCandidateKey(parent: StoredTable, columns: readonly string[], key: string): void {
  const wanted = columns.map((name) => parent.positionOf(name)).sort((a, b) => a - b).join(); // prettier-ignore
  const isKey = parent.constraints.some((found) => found.columns.toSorted((a, b) => a - b).join() === wanted);
  if (!isKey)
    throw new SqlError(1776, `There are no primary or candidate keys in the referenced table '${parent.fullName}' that match the referencing column list in the foreign key '${key}'.`, 16, 0); // prettier-ignore
}
