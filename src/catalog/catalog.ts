/** The Catalog: the typed description of the source, first value of the flow. Plain data; text of definitions is kept, trees are not. */
import { z } from 'zod';
import { sqlTypeSchema } from './sql-type.js';

export const CATALOG_SCHEMA_VERSION = 1;

/** A place in an input file, 1-based, with the UTF-16 offset in the expanded text of that file. */
export const placeSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  offset: z.number().int(),
});
export type Place = z.infer<typeof placeSchema>;

/** Source text of an object and where it begins. `text` is null when it cannot be read (WITH ENCRYPTION from a dump without body). */
export const definitionSchema = z.object({
  place: placeSchema,
  text: z.string().nullable(),
  /** Options in force where it stood. */
  quotedIdentifier: z.boolean(),
  /** Tokens in all, and those in typed nodes that print back (syntax coverage of this object). */
  tokens: z.object({ total: z.number().int(), covered: z.number().int() }),
});
export type Definition = z.infer<typeof definitionSchema>;

/** Schema-qualified name as in the source; `schema` defaults to dbo. Compared case-insensitively under a CI collation. */
export const qualifiedNameSchema = z.object({ schema: z.string(), name: z.string() });
export type QualifiedName = z.infer<typeof qualifiedNameSchema>;

/** A finding of any stage about any place: hazards, unsupported constructs, input faults. */
export const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  place: placeSchema.nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const columnSchema = z.object({
  name: z.string(),
  type: sqlTypeSchema,
  nullable: z.boolean(),
  collation: z.string().nullable(),
  identity: z.object({ seed: z.string(), increment: z.string() }).nullable(),
  /** T-SQL text of the default value. */
  default: z.string().nullable(),
  /** T-SQL text of the expression of a computed column. */
  computed: z.object({ expression: z.string(), persisted: z.boolean() }).nullable(),
  description: z.string().nullable(),
  place: placeSchema,
});
export type Column = z.infer<typeof columnSchema>;

/** Key and check constraints. `trusted` is false for WITH NOCHECK or disabled ones: they prove nothing about rows. */
export const constraintSchema = z.object({
  name: z.string().nullable(),
  type: z.enum(['primary_key', 'unique', 'foreign_key', 'check']),
  columns: z.array(z.string()),
  references: z.object({ table: qualifiedNameSchema, columns: z.array(z.string()) }).nullable(),
  /** T-SQL text of a CHECK. */
  expression: z.string().nullable(),
  trusted: z.boolean(),
  /** A unique index with a filter: its predicate as T-SQL text. */
  filter: z.string().nullable(),
  place: placeSchema,
});
export type Constraint = z.infer<typeof constraintSchema>;

const objectBase = {
  name: qualifiedNameSchema,
  description: z.string().nullable(),
  definition: definitionSchema,
  findings: z.array(findingSchema),
};

export const tableSchema = z.object({
  kind: z.literal('table'),
  ...objectBase,
  columns: z.array(columnSchema),
  constraints: z.array(constraintSchema),
  /** PolyBase and linked tables: rows are elsewhere. */
  external: z.boolean(),
  temporal: z.boolean(),
  /** CTAS and SELECT INTO at script level: the query that makes it, as T-SQL text. */
  query: z.string().nullable(),
});
export type Table = z.infer<typeof tableSchema>;

export const viewSchema = z.object({
  kind: z.literal('view'),
  ...objectBase,
  columns: z.array(z.string()),
  schemaBound: z.boolean(),
  encrypted: z.boolean(),
});
export type View = z.infer<typeof viewSchema>;

export const parameterSchema = z.object({
  name: z.string(),
  type: sqlTypeSchema,
  default: z.string().nullable(),
  output: z.boolean(),
});

export const routineSchema = z.object({
  kind: z.literal('routine'),
  ...objectBase,
  routineType: z.enum(['procedure', 'scalar_function', 'inline_function', 'table_function', 'clr']),
  parameters: z.array(parameterSchema),
  returns: sqlTypeSchema.nullable(),
  /** Columns of a multi-statement table function's result. */
  returnsColumns: z.array(columnSchema),
  encrypted: z.boolean(),
  /** Tables it writes, and objects it reads or calls, as resolved names. */
  writes: z.array(qualifiedNameSchema),
});
export type Routine = z.infer<typeof routineSchema>;

export const triggerSchema = z.object({
  kind: z.literal('trigger'),
  ...objectBase,
  table: qualifiedNameSchema.nullable(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  writes: z.array(qualifiedNameSchema),
});
export type Trigger = z.infer<typeof triggerSchema>;

export const catalogObjectSchema = z.discriminatedUnion('kind', [
  tableSchema,
  viewSchema,
  routineSchema,
  triggerSchema,
]);
export type CatalogObject = z.infer<typeof catalogObjectSchema>;

/** Every statement of the input, with what became of it so far; coverage of statements is counted from these. */
export const statementRecordSchema = z.object({
  place: placeSchema,
  /** As the AST's `kind`, upper-cased words for server statements. */
  kind: z.string(),
  /** `catalog`: made or changed an object; `rows`: read as sample rows; `setting`; `dropped`: has no meaning in dbt (reason given); `open`: nothing could be made of it. */
  disposition: z.enum(['catalog', 'rows', 'setting', 'dropped', 'open']),
  object: qualifiedNameSchema.nullable(),
  reason: z.string().nullable(),
  /** INSERTs in a row into one table are one record, at the first's place; 1 when left out. */
  count: z.number().int().positive().optional(),
});
export type StatementRecord = z.infer<typeof statementRecordSchema>;

/** Rows found for a table: counts here, values in the row store under `rowsKey`. */
export const tableRowsSchema = z.object({
  table: qualifiedNameSchema,
  /** Column names in the order of the stored values. */
  columns: z.array(z.string()),
  rowsTotal: z.number().int(),
  rowsKept: z.number().int(),
  rowsKey: z.string(),
});
export type TableRows = z.infer<typeof tableRowsSchema>;

export const settingsSchema = z.object({
  /** Database default collation, and whether it was only assumed. */
  collation: z.string(),
  collationAssumed: z.boolean(),
  collationMode: z.enum(['source', 'binary']),
  dateFirst: z.number().int().min(1).max(7),
  language: z.string(),
  compatibilityLevel: z.number().int(),
});
export type SourceSettings = z.infer<typeof settingsSchema>;

export const catalogSchema = z.object({
  schemaVersion: z.literal(CATALOG_SCHEMA_VERSION),
  dialect: z.literal('tsql'),
  /** Short name of the source, from the input's file or folder name. */
  name: z.string(),
  settings: settingsSchema,
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.number().int(),
      encoding: z.string(),
      tokens: z.object({ total: z.number().int(), covered: z.number().int(), server: z.number().int() }),
    }),
  ),
  /** Sorted by schema then name (code units). */
  objects: z.array(catalogObjectSchema),
  synonyms: z.array(z.object({ name: qualifiedNameSchema, target: z.array(z.string()), place: placeSchema })),
  sequences: z.array(z.object({ name: qualifiedNameSchema, type: sqlTypeSchema, place: placeSchema })),
  aliasTypes: z.array(z.object({ name: qualifiedNameSchema, type: sqlTypeSchema, nullable: z.boolean() })),
  tableTypes: z.array(z.object({ name: qualifiedNameSchema, columns: z.array(columnSchema) })),
  rows: z.array(tableRowsSchema),
  statements: z.array(statementRecordSchema),
  findings: z.array(findingSchema),
});
export type Catalog = z.infer<typeof catalogSchema>;
