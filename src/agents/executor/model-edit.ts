/** SQL that a person wrote for a model of the project: it stands in the place of what the compiler wrote. */
import { z } from 'zod';

/** Longest text of one edit, in UTF-16 units. */
export const EDIT_CHARS_MAX = 1_000_000;

export const modelEditSchema = z.strictObject({
  /** Name of the model, as dbt calls it. */
  model: z.string().min(1).max(300),
  /** The whole text of the file; its config block may be left out. */
  sql: z.string().max(EDIT_CHARS_MAX),
});
export type ModelEdit = z.infer<typeof modelEditSchema>;

export const modelEditsSchema = z.array(modelEditSchema);
