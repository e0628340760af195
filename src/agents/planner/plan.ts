/** What the Planner decides: which objects become which files of the dbt project, in what order, by whom. */
import { z } from 'zod';
import { qualifiedNameSchema } from '../../catalog/catalog.js';
import { objectKindSchema } from '../assessment/assessment.js';

export const targetSchema = z.enum(['duckdb', 'postgres']);
export const materializationSchema = z.enum(['view', 'table', 'incremental', 'ephemeral']);

/** A relation of the project. `identifier` is its exact name in the target, `schema` its exact schema. */
export const plannedModelSchema = z.object({
  /** dbt's unique model name, snake case. */
  model: z.string(),
  /** Path from the project root: `models/marts/orders.sql`. */
  path: z.string(),
  layer: z.enum(['staging', 'intermediate', 'marts']),
  schema: z.string(),
  identifier: z.string(),
  materialized: materializationSchema,
});
export type PlannedModel = z.infer<typeof plannedModelSchema>;

/** A dbt source table. */
export const plannedSourceSchema = z.object({
  /** dbt source name and the schema (and database, for external ones) it stands for. */
  source: z.string(),
  database: z.string().nullable(),
  schema: z.string(),
  table: z.string(),
});
export type PlannedSource = z.infer<typeof plannedSourceSchema>;

/** `source`: a table kept as dbt source with a staging model. `query`: an object with a query (view, inline function without parameters, CTAS). `macro`: a scalar function. `none`: nothing is written. */
export const plannedObjectSchema = z.object({
  name: z.string(),
  qualifiedName: qualifiedNameSchema,
  kind: objectKindSchema,
  inScope: z.boolean(),
  /** Why it is out of scope, or blocked before any work: code and text. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  role: z.enum(['source', 'query', 'macro', 'inline', 'none']),
  author: z.enum(['compiler', 'claude', 'person']),
  source: plannedSourceSchema.nullable(),
  model: plannedModelSchema.nullable(),
  /** Names given up for the target's limit or dbt-style naming: [written, used]. */
  renamed: z.array(z.tuple([z.string(), z.string()])),
  dependsOn: z.array(z.string()),
  /** Parallel wave, 0 first. */
  wave: z.number().int(),
});
export type PlannedObject = z.infer<typeof plannedObjectSchema>;

export const planSchema = z.object({
  schemaVersion: z.literal(1),
  source: z.string(),
  target: targetSchema,
  names: z.enum(['preserve', 'dbt-style']),
  projectName: z.string(),
  /** Staging models live here; raw tables keep their own schemas. */
  stagingSchema: z.string(),
  objects: z.array(plannedObjectSchema),
  /** Tables of other databases and servers, as dbt sources. */
  externalSources: z.array(plannedSourceSchema),
  withRows: z.boolean(),
});
export type Plan = z.infer<typeof planSchema>;
