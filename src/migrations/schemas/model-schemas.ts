import { z } from 'zod';
import { pageQuery, pageSchema } from '../../common/http/page.js';
import { idPattern } from '../../common/ids.js';
import { migrationPath } from './migration-schemas.js';

const SQL_LENGTH_MAX = 512 * 1024;

export const modelPath = migrationPath.extend({
  model: z.string().regex(idPattern('mod')).describe('Id of the model file.'),
});
export const modelListQuery = z.strictObject(pageQuery);

export const modelFileSchema = z
  .strictObject({
    id: z.string(),
    migration_id: z.string(),
    run_id: z.string().describe('The run that wrote or tested it last.'),
    name: z.string(),
    path: z.string(),
    sql_code: z.string(),
    status: z.string(),
    proof: z.string(),
    version: z.number().int().min(1),
    author_kind: z
      .enum(['compiler', 'model', 'human'])
      .describe('Who wrote this text: the compiler, a language model, or a person.'),
  })
  .meta({ id: 'ModelFile' });
export type ModelFileView = z.infer<typeof modelFileSchema>;
export const modelPageSchema = pageSchema('ModelFilePage', modelFileSchema);

export const modelVersionSchema = z
  .strictObject({
    version: z.number().int(),
    author_kind: z.enum(['compiler', 'model', 'human']),
    author_id: z.string().nullable().describe('The person, when it was one.'),
    sql_code: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'ModelFileVersion' });
export const modelDetailSchema = modelFileSchema
  .extend({ versions: z.array(modelVersionSchema).describe('The latest 50, newest first.') })
  .meta({ id: 'ModelFileDetail' });
export type ModelDetail = z.infer<typeof modelDetailSchema>;

export const updateModelSchema = z
  .strictObject({
    sql_code: z
      .string()
      .min(1)
      .max(SQL_LENGTH_MAX)
      .refine((text) => text.trim() !== '' && !text.includes('\0'), 'must be a query, without NUL characters')
      .describe('The body of the model: a query, with Jinja.'),
  })
  .meta({ id: 'UpdateModel' });

export const MODEL_EXAMPLE = {
  id: 'mod_01kar3v6mxw2t9y8n5h4c7d0ek',
  migration_id: 'mig_01kar3v6mxw2t9y8n5h4c7d0ef',
  run_id: 'run_01kar3v6mxw2t9y8n5h4c7d0ej',
  name: 'dbo__open_orders',
  path: 'models/marts/open_orders.sql',
  sql_code: "select order_id from {{ ref('stg_harbour__orders') }}",
  status: 'converted',
  proof: 'executed',
  version: 1,
  author_kind: 'compiler',
} as const;
