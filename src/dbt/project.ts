/** A dbt project as a plain value: files, and what each model is, so that it can be compiled, run and compared. */
import { z } from 'zod';
import { findingSchema } from '../catalog/catalog.js';

/** A text file of the project, path relative to its root with forward slashes. */
export const projectFileSchema = z.object({ path: z.string(), text: z.string() });
export type ProjectFile = z.infer<typeof projectFileSchema>;

export const projectColumnSchema = z.object({
  name: z.string(),
  sourceType: z.string(),
  targetType: z.string(),
  nullable: z.boolean(),
  description: z.string().nullable(),
});
export type ProjectColumn = z.infer<typeof projectColumnSchema>;

/** A generic dbt test on a column or a model. `arguments` are dbt's, JSON values. */
export const projectTestSchema = z.object({
  test: z.string(),
  column: z.string().nullable(),
  arguments: z.record(z.string(), z.unknown()),
  severity: z.enum(['error', 'warn']),
  /** `trusted` constraint, or an untrusted one (severity warn). */
  origin: z.string(),
});
export type ProjectTest = z.infer<typeof projectTestSchema>;

/** Who wrote the SQL of a model. */
export const authorKindSchema = z.enum(['compiler', 'claude', 'human']);
export type AuthorKind = z.infer<typeof authorKindSchema>;

export const projectModelSchema = z.object({
  /** `schema.Name` of the source object it stands for. */
  object: z.string(),
  model: z.string(),
  path: z.string(),
  schema: z.string(),
  identifier: z.string(),
  materialized: z.enum(['view', 'table', 'incremental', 'ephemeral']),
  layer: z.enum(['staging', 'intermediate', 'marts']),
  /** Body of the model without config block, Jinja still in it. */
  sql: z.string(),
  /** The compiler when left out. */
  authorKind: authorKindSchema.optional(),
  enabled: z.boolean(),
  /** Code and text of why it is off; null when enabled. */
  review: z.object({ code: z.string(), message: z.string() }).nullable(),
  description: z.string().nullable(),
  columns: z.array(projectColumnSchema),
  tests: z.array(projectTestSchema),
  /** dbt model names and `source.table` pairs it reads. */
  refs: z.array(z.string()),
  sources: z.array(z.tuple([z.string(), z.string()])),
  /** Line of the file -> line of the original. */
  lineMap: z.array(z.object({ line: z.number().int(), sourceFile: z.string(), sourceLine: z.number().int() })),
  findings: z.array(findingSchema),
});
export type ProjectModel = z.infer<typeof projectModelSchema>;

export const projectSourceTableSchema = z.object({
  source: z.string(),
  database: z.string().nullable(),
  schema: z.string(),
  table: z.string(),
  description: z.string().nullable(),
  columns: z.array(projectColumnSchema),
  tests: z.array(projectTestSchema),
  /** `schema.Name` of the table; null for external ones. */
  object: z.string().nullable(),
  /** Key of its sample rows in the row store; null without rows. */
  rowsKey: z.string().nullable(),
  rowColumns: z.array(z.string()),
});
export type ProjectSourceTable = z.infer<typeof projectSourceTableSchema>;

export const projectMacroSchema = z.object({
  name: z.string(),
  path: z.string(),
  text: z.string(),
  object: z.string().nullable(),
});

/** A singular dbt test: `tests/name.sql`. */
export const singularTestSchema = z.object({
  name: z.string(),
  path: z.string(),
  text: z.string(),
  severity: z.enum(['error', 'warn']),
});

export const projectSchema = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  source: z.string(),
  target: z.enum(['duckdb', 'postgres']),
  sources: z.array(projectSourceTableSchema),
  models: z.array(projectModelSchema),
  macros: z.array(projectMacroSchema),
  singularTests: z.array(singularTestSchema),
  /** Free-text dbt exposures and groups are not made in this version. */
});
export type Project = z.infer<typeof projectSchema>;
