/** Columns and constraints from the elements of CREATE TABLE, ALTER TABLE ADD and table types. */
import type { Column, Constraint, QualifiedName } from '../../catalog/catalog.js';
import type {
  ColumnDefinition,
  ColumnOption,
  Expression,
  Identifier,
  TableConstraint,
  TableElement,
} from '../../syntax/tsql/ast/index.js';
import { sliceOf, type CatalogDraft, type StatementContext } from './draft.js';
import { resolveName } from './naming.js';

/** What the elements of a table define. */
export interface TableParts {
  readonly columns: Column[];
  readonly constraints: Constraint[];
}

/** `trusted` is false for constraints added WITH NOCHECK. */
export function tableParts(
  draft: CatalogDraft,
  context: StatementContext,
  elements: readonly TableElement[],
  trusted = true,
): TableParts {
  const parts: TableParts = { columns: [], constraints: [] };
  for (const element of elements) {
    if (element.kind === 'column_definition') addColumn(draft, context, element, parts, trusted);
    else if (element.kind === 'constraint') addConstraint(context, element, [], parts, trusted);
    else if (element.kind === 'inline_index' && element.words.some((word) => word.toUpperCase() === 'UNIQUE'))
      parts.constraints.push(uniqueIndex(context, element.name, element.columns.map((c) => c.name.value), element.where)); // prettier-ignore
  }
  const keyColumns = parts.constraints.find((constraint) => constraint.type === 'primary_key')?.columns ?? [];
  for (const column of parts.columns)
    if (keyColumns.some((name) => draft.keys.same(name, column.name))) column.nullable = false;
  return parts;
}

function addColumn(
  draft: CatalogDraft,
  context: StatementContext,
  element: ColumnDefinition,
  parts: TableParts,
  trusted: boolean,
): void {
  const column = newColumn(draft, context, element);
  parts.columns.push(column);
  for (const option of element.options) applyOption(context, column, option, parts, trusted);
}

/** A column before its options: nullable unless its alias type or its kind says otherwise. */
function newColumn(draft: CatalogDraft, context: StatementContext, element: ColumnDefinition): Column {
  const type = element.type ? draft.typeOf(element.type) : { base: 'unknown' as const };
  const written = element.type?.name.parts.filter((part) => part !== null) ?? [];
  const alias = written.length > 0 ? draft.alias(written.at(-2)?.value ?? null, written.at(-1)?.value ?? '') : null;
  const isSysname = written.at(-1)?.value.toLowerCase() === 'sysname';
  return {
    name: element.name.value,
    type: alias ? { ...type, alias: `${alias.name.schema}.${alias.name.name}` } : type,
    nullable: alias ? alias.nullable : !isSysname && type.base !== 'rowversion',
    collation: null,
    identity: null,
    default: null,
    computed: element.computed
      ? { expression: sliceOf(context, element.computed.expression.span), persisted: element.computed.persisted }
      : null,
    description: null,
    place: context.place(element.span.start),
  };
}

function applyOption(
  context: StatementContext,
  column: Column,
  option: ColumnOption,
  parts: TableParts,
  trusted: boolean,
): void {
  switch (option.kind) {
    case 'column_null':
      column.nullable = option.nullable;
      return;
    case 'column_identity':
      column.identity = { seed: numberText(context, option.seed), increment: numberText(context, option.increment) };
      column.nullable = false;
      return;
    case 'column_default':
      column.default = sliceOf(context, option.value.span);
      return;
    case 'column_collate':
      column.collation = option.collation.value;
      return;
    case 'column_constraint':
      addConstraint(context, option.constraint, [column.name], parts, trusted);
      return;
    case 'column_index':
      if (option.index.words.some((word) => word.toUpperCase() === 'UNIQUE'))
        parts.constraints.push(uniqueIndex(context, option.index.name, [column.name], option.index.where));
      return;
    case 'column_word':
      return;
  }
}

function numberText(context: StatementContext, expression: Expression | null): string {
  return expression ? sliceOf(context, expression.span).replace(/[()\s]/g, '') : '1';
}

function addConstraint(
  context: StatementContext,
  element: TableConstraint,
  ownColumns: readonly string[],
  parts: TableParts,
  trusted: boolean,
): void {
  if (element.type === 'default') return setDefault(context, element, ownColumns, parts);
  if (element.type === 'connection') return;
  const columns = element.columns.length > 0 ? element.columns.map((column) => column.name.value) : [...ownColumns];
  parts.constraints.push({
    name: element.name?.value ?? null,
    type: element.type,
    columns: element.type === 'check' ? [] : columns,
    references: element.references
      ? { table: localName(resolveName(element.references.table)), columns: valuesOf(element.references.columns) }
      : null,
    expression: element.type === 'check' && element.expression ? sliceOf(context, element.expression.span) : null,
    trusted: trusted && element.enforcement !== 'not_enforced' && !element.notForReplication,
    filter: null,
    place: context.place(element.span.start),
  });
}

function setDefault(
  context: StatementContext,
  element: TableConstraint,
  ownColumns: readonly string[],
  parts: TableParts,
): void {
  const wanted = element.forColumn?.value ?? ownColumns[0];
  const column = parts.columns.find((candidate) => candidate.name.toLowerCase() === wanted?.toLowerCase());
  if (column && element.expression) column.default = sliceOf(context, element.expression.span);
}

/** A unique index proves what a UNIQUE constraint proves, on the rows its filter admits. */
export function uniqueIndex(
  context: StatementContext,
  name: Identifier | null,
  columns: readonly string[],
  where: Expression | null,
): Constraint {
  return {
    name: name?.value ?? null,
    type: 'unique',
    columns: [...columns],
    references: null,
    expression: null,
    trusted: true,
    filter: where ? sliceOf(context, where.span) : null,
    place: context.place(name?.span.start ?? 0),
  };
}

function valuesOf(names: readonly Identifier[]): string[] {
  return names.map((name) => name.value);
}

function localName({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}
