/** What a schema cannot say and the agents rely on: names that are names, types that exist, columns that are there. */
import type { Catalog, CatalogObject, Column, Constraint, QualifiedName, Table } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import { NameKeys } from '../catalog/naming.js';
import { pointerOf, type MetadataFault } from './metadata-fault.js';

type Path = readonly PropertyKey[];

/** Objects of one catalog. SQL Server itself takes far more; a run takes minutes for each ten thousand. */
export const OBJECTS_MAX = 20_000;
/** Columns of one table. Source: SQL Server docs, "Maximum capacity specifications": 1,024, wide tables 30,000. */
const COLUMNS_MAX = 30_000;
/** Source: same. */
const IDENTIFIER_CHARS_MAX = 128;
const NAME_PARTS_MAX = 4;

/** Every fault, in the order of the catalog. */
export function* meaningFaults(catalog: Catalog): Generator<MetadataFault> {
  const rules = new CatalogRules(catalog);
  yield* rules.faults();
}

class CatalogRules {
  private readonly keys: NameKeys;
  private readonly tables = new Map<string, Table>();
  private readonly taken = new Map<string, string>();

  constructor(private readonly catalog: Catalog) {
    this.keys = new NameKeys(/_(cs|bin2?)(_|$)/i.test(catalog.settings.collation));
    for (const object of catalog.objects) if (object.kind === 'table') this.tables.set(this.keys.of(object.name), object);
  }

  *faults(): Generator<MetadataFault> {
    const { objects, synonyms, sequences, aliasTypes, tableTypes } = this.catalog;
    if (objects.length > OBJECTS_MAX) return yield fault(['objects'], 'too_many', `A catalog has at most ${OBJECTS_MAX} objects.`); // prettier-ignore
    for (const [at, { tokens }] of this.catalog.files.entries()) yield* tokenFaults(tokens, ['files', at, 'tokens']);
    for (const [at, object] of objects.entries()) yield* this.objectFaults(object, ['objects', at]);
    for (const [at, synonym] of synonyms.entries()) {
      yield* this.nameFaults(synonym.name, ['synonyms', at, 'name'], 'object');
      yield* targetFaults(synonym.target, ['synonyms', at, 'target']);
    }
    for (const [at, { name, type }] of sequences.entries()) {
      yield* this.nameFaults(name, ['sequences', at, 'name'], 'object');
      yield* typeFaults(type, ['sequences', at, 'type']);
    }
    for (const [at, { name, type }] of aliasTypes.entries()) {
      yield* this.nameFaults(name, ['aliasTypes', at, 'name'], 'type');
      yield* typeFaults(type, ['aliasTypes', at, 'type']);
    }
    for (const [at, { name, columns }] of tableTypes.entries()) {
      yield* this.nameFaults(name, ['tableTypes', at, 'name'], 'type');
      yield* this.columnFaults(columns, ['tableTypes', at, 'columns']);
    }
  }

  private *objectFaults(object: CatalogObject, path: Path): Generator<MetadataFault> {
    yield* this.nameFaults(object.name, [...path, 'name'], 'object');
    switch (object.kind) {
      case 'table':
        yield* this.tableFaults(object, path);
        return;
      case 'view':
        for (const [at, name] of object.columns.entries()) yield* identifierFaults(name, [...path, 'columns', at]);
        return;
      case 'routine':
        for (const [at, { type }] of object.parameters.entries()) yield* typeFaults(type, [...path, 'parameters', at, 'type']); // prettier-ignore
        if (object.returns) yield* typeFaults(object.returns, [...path, 'returns']);
        yield* this.columnFaults(object.returnsColumns, [...path, 'returnsColumns']);
        return;
      case 'trigger':
        return;
    }
  }

  private *tableFaults(table: Table, path: Path): Generator<MetadataFault> {
    // Its text is shown, never read: an empty one will do. Null means: cannot be read, which makes it blocked.
    if (table.definition.text === null) yield fault([...path, 'definition', 'text'], 'missing_text', 'The text of a table may be empty, but not null.'); // prettier-ignore
    yield* this.columnFaults(table.columns, [...path, 'columns']);
    for (const [at, constraint] of table.constraints.entries()) yield* this.constraintFaults(table, constraint, [...path, 'constraints', at]); // prettier-ignore
  }

  private *columnFaults(columns: readonly Column[], path: Path): Generator<MetadataFault> {
    if (columns.length > COLUMNS_MAX) return yield fault(path, 'too_many', `A table has at most ${COLUMNS_MAX} columns.`); // prettier-ignore
    const seen = new Set<string>();
    for (const [at, { name, type, identity }] of columns.entries()) {
      const key = this.keys.fold(name);
      if (seen.has(key)) yield fault([...path, at, 'name'], 'duplicate_column', 'Another column of this table has this name.'); // prettier-ignore
      seen.add(key);
      yield* identifierFaults(name, [...path, at, 'name']);
      yield* typeFaults(type, [...path, at, 'type']);
      for (const part of ['seed', 'increment'] as const)
        if (identity && !WHOLE_NUMBER.test(identity[part])) yield fault([...path, at, 'identity', part], 'invalid_number', 'Must be a whole number, as text.'); // prettier-ignore
    }
  }

  private *constraintFaults(table: Table, constraint: Constraint, path: Path): Generator<MetadataFault> {
    const { type, columns, references, expression } = constraint;
    yield* this.knownColumns(table, columns, [...path, 'columns']);
    if (type === 'check') {
      if (expression === null) yield fault([...path, 'expression'], 'missing_expression', 'A check needs its expression.');
      return;
    }
    if (columns.length === 0) yield fault([...path, 'columns'], 'empty_key', 'A key needs columns.');
    if (type !== 'foreign_key') return;
    if (!references) return yield fault([...path, 'references'], 'missing_reference', 'A foreign key needs the table it refers to.'); // prettier-ignore
    if (references.columns.length > 0 && references.columns.length !== columns.length)
      yield fault([...path, 'references', 'columns'], 'key_length', 'Must have as many columns as the key itself.');
    const other = this.tables.get(this.keys.of(references.table));
    if (other) yield* this.knownColumns(other, references.columns, [...path, 'references', 'columns']);
  }

  private *knownColumns(table: Table, names: readonly string[], path: Path): Generator<MetadataFault> {
    const known = new Set(table.columns.map(({ name }) => this.keys.fold(name)));
    for (const [at, name] of names.entries())
      if (!known.has(this.keys.fold(name))) yield fault([...path, at], 'unknown_column', 'The table has no column of this name.'); // prettier-ignore
  }

  /** Objects, synonyms and sequences share their names; types have names of their own. */
  private *nameFaults(name: QualifiedName, path: Path, space: 'object' | 'type'): Generator<MetadataFault> {
    yield* identifierFaults(name.schema, [...path, 'schema']);
    yield* identifierFaults(name.name, [...path, 'name']);
    const key = `${space} ${this.keys.of(name)}`;
    const earlier = this.taken.get(key);
    if (earlier !== undefined) yield fault(path, `duplicate_${space}`, `Stands at ${earlier} already.`);
    else this.taken.set(key, pointerOf(path));
  }
} // prettier-ignore

const WHOLE_NUMBER = /^-?\d{1,38}$/;

function* identifierFaults(name: string, path: Path): Generator<MetadataFault> {
  if (name === '') yield fault(path, 'invalid_name', 'A name must not be empty.');
  else if (name.length > IDENTIFIER_CHARS_MAX) yield fault(path, 'invalid_name', `A name has at most ${IDENTIFIER_CHARS_MAX} characters.`); // prettier-ignore
  else if (name.includes('\0') || /[\p{Cs}\ufffe\uffff]/u.test(name)) yield fault(path, 'invalid_name', 'A name holds a character that is none.'); // prettier-ignore
}

function* targetFaults(parts: readonly string[], path: Path): Generator<MetadataFault> {
  if (parts.length === 0 || parts.length > NAME_PARTS_MAX)
    yield fault(path, 'invalid_name', `A name has one to ${NAME_PARTS_MAX} parts.`); // prettier-ignore
  else yield* identifierFaults(parts.at(-1) ?? '', [...path, parts.length - 1]);
}

function* tokenFaults({ total, covered, server }: Catalog['files'][number]['tokens'], path: Path): Generator<MetadataFault> {
  if (total < 0 || covered < 0 || server < 0 || covered > total) yield fault(path, 'invalid_count', 'Counts are not below zero, and no more is covered than there is.'); // prettier-ignore
} // prettier-ignore

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Source: SQL Server docs, "Data types"; `max` stands as a word. */
const FACETS: Readonly<Record<'length' | 'precision' | 'scale', Range>> = {
  length: { min: 1, max: 8_000 },
  precision: { min: 1, max: 38 },
  scale: { min: 0, max: 38 },
};
const SECOND_DIGITS_MAX = 7;
const TIMES: ReadonlySet<string> = new Set(['time', 'datetime2', 'datetimeoffset']);

function* typeFaults(type: SqlType, path: Path): Generator<MetadataFault> {
  for (const facet of ['length', 'precision', 'scale'] as const) {
    const value = type[facet];
    const { min, max } = FACETS[facet];
    if (typeof value === 'number' && (value < min || value > max)) yield fault([...path, facet], 'invalid_type', `Must be ${min} to ${max}.`); // prettier-ignore
  }
  const { scale = 0, precision } = type;
  if (TIMES.has(type.base) && scale > SECOND_DIGITS_MAX) yield fault([...path, 'scale'], 'invalid_type', `Must be 0 to ${SECOND_DIGITS_MAX}.`); // prettier-ignore
  if (precision !== undefined && scale > precision) yield fault([...path, 'scale'], 'invalid_type', 'Must not be above the precision.'); // prettier-ignore
}

function fault(path: Path, code: string, message: string): MetadataFault {
  return { pointer: pointerOf(path), code, message };
}
