/** Options of one migration: the same object in `datamigrate.yml` and in the API (snake case there). */
import { z } from 'zod';

const patterns = z.array(z.string().min(1)).default([]);

/** Every field has a default; unknown fields are refused so that a typo is not silent. */
export const migrationOptionsSchema = z.strictObject({
  target: z.enum(['duckdb', 'postgres']).default('duckdb').describe('Warehouse dialect of the project.'),
  names: z.enum(['preserve', 'dbt-style']).default('preserve').describe('Keep the names of views and columns, or write snake case.'),
  include: patterns.describe('Objects to migrate, as schema.Name with * and ?; all when empty.'),
  exclude: patterns.describe('Objects to leave out, as schema.Name with * and ?.'),
  derived: patterns.describe('Tables that a process makes, as schema.Name with * and ?: they are no dbt sources and wait for a model.'),
  renames: z.record(z.string(), z.string()).default({}).describe('New relation names: {"dbo.Old Name": "new_name"}.'),
  target_schema: z.string().nullable().default(null).describe('Schema for all models instead of the legacy schemas.'),
  type_overrides: z.record(z.string(), z.string()).default({}).describe('Target types of columns: {"dbo.T.Column": "varchar"}.'),
  collation: z.string().nullable().default(null).describe('Database collation of the source; SQL_Latin1_General_CP1_CI_AS is assumed when not given.'),
  collation_mode: z.enum(['source', 'binary']).default('source').describe('Keep the collation in comparisons, or compare bytes (each site is then a hazard).'),
  date_first: z.number().int().min(1).max(7).default(7).describe('SET DATEFIRST: 7 is Sunday, the default of us_english.'),
  language: z.string().default('us_english').describe('SET LANGUAGE of the sessions that use the views.'),
  compatibility_level: z.number().int().min(80).max(170).default(150).describe('Database compatibility level.'),
  external_databases: z.record(z.string(), z.strictObject({ database: z.string().nullable().default(null), schema: z.string() })).default({}).describe('Where other databases and linked servers are found in the target: {"OtherDb.dbo": {schema: "other"}}.'),
  materializations: z.record(z.string(), z.enum(['view', 'table', 'ephemeral'])).default({}).describe('Materialisation by object pattern: {"dbo.Big*": "table"}.'),
  with_rows: z.boolean().default(true).describe('Load sample rows from INSERT statements and delimited files.'),
}); // prettier-ignore
export type MigrationOptions = z.infer<typeof migrationOptionsSchema>;

/** `dbo.Order*` against `dbo.Orders`: `*` any run, `?` one character, case ignored; a pattern without a dot matches the name in any schema. */
export function matchesPattern(pattern: string, name: string): boolean {
  const target = pattern.includes('.') ? name : name.slice(name.indexOf('.') + 1);
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.'); // prettier-ignore
  return new RegExp(`^${source}$`, 'isu').test(target);
}
