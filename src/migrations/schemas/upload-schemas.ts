import { z } from 'zod';
import { createMigrationSchema } from './migration-schemas.js';

const { name, target, options, auto_start } = createMigrationSchema.shape;

/** Fields of an upload, once their texts are read. */
export const uploadFieldsSchema = z.strictObject({ name, target, options, auto_start });
export type UploadFields = z.infer<typeof uploadFieldsSchema>;

/** The form, for the reference: what stands in it is text. */
export const uploadFormSchema = z
  .strictObject({
    name,
    target,
    options: z
      .string()
      .meta({ contentMediaType: 'application/json' })
      .optional()
      .describe('MigrationOptions as JSON text.'),
    auto_start: z.enum(['true', 'false']).default('true').describe('Start the first run at once.'),
    files: z
      .array(z.string().meta({ format: 'binary', contentMediaType: 'application/octet-stream' }))
      .min(1)
      .describe('Scripts (.sql and the like), the delimited files beside them, or zip archives of both. The file name may have folders.'), // prettier-ignore
  })
  .meta({ id: 'UploadMigration' });
