/** What the Assessment agent finds out; nothing is translated yet. */
import { z } from 'zod';
import { findingSchema, qualifiedNameSchema } from '../../catalog/catalog.js';

export const objectKindSchema = z.enum(['table', 'view', 'procedure', 'function', 'trigger']);
export type ObjectKind = z.infer<typeof objectKindSchema>;

/** How an object will be handled: by the compiler alone, with help, or by a person. */
export const effortSchema = z.enum(['automatic', 'assisted', 'manual']);

export const assessedObjectSchema = z.object({
  /** `schema.Name` as in the source. */
  name: z.string(),
  qualifiedName: qualifiedNameSchema,
  kind: objectKindSchema,
  /** Objects of the catalog it reads or calls, as `schema.Name`, sorted. */
  dependsOn: z.array(z.string()),
  /** Names it uses that the input does not define. */
  missing: z.array(z.string()),
  /** Names in other databases or servers: `server.database.schema.name`, empty parts left out. */
  external: z.array(z.string()),
  /** Procedures and triggers that write this table. */
  writers: z.array(z.string()),
  /** Member of a dependency cycle: all its members, sorted; empty otherwise. */
  cycle: z.array(z.string()),
  complexity: z.object({ score: z.number().int(), reasons: z.array(z.string()) }),
  statements: z.number().int(),
  effort: effortSchema,
  findings: z.array(findingSchema),
});
export type AssessedObject = z.infer<typeof assessedObjectSchema>;

export const assessmentSchema = z.object({
  schemaVersion: z.literal(1),
  source: z.string(),
  objects: z.array(assessedObjectSchema),
  counts: z.record(objectKindSchema, z.number().int()),
  efforts: z.record(effortSchema, z.number().int()),
  cycles: z.array(z.array(z.string())),
  /** Share of tokens in typed nodes that print back, over all files. */
  tokenCoverage: z.number(),
});
export type Assessment = z.infer<typeof assessmentSchema>;
