/** Schema of what the Executor gives on: the project, and the routines that are no models. */
import { z } from 'zod';
import { findingSchema } from '../../catalog/catalog.js';
import { projectMacroSchema, projectSchema } from '../../dbt/project.js';

export const executionSchema = z.object({
  project: projectSchema,
  routines: z.array(
    z.object({
      object: z.string(),
      macro: projectMacroSchema.nullable(),
      review: z.object({ code: z.string(), message: z.string() }).nullable(),
      findings: z.array(findingSchema),
    }),
  ),
  /** Found about no object: edits of models that are not there. */
  findings: z.array(findingSchema).optional(),
});
export type StoredExecution = z.infer<typeof executionSchema>;
