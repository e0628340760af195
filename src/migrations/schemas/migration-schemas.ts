import { z } from 'zod';
import { migrationOptionsSchema } from '../../agents/options.js';
import { pageQuery, pageSchema } from '../../common/http/page.js';
import { lineOfText } from '../../common/http/text.js';
import { idPattern } from '../../common/ids.js';
import { RUN_PHASES, RUN_STATUSES } from '../../runs/run-states.js';

const NAME_LENGTH_MAX = 200;
const SEARCH_LENGTH_MAX = 200;
/** Of a source in JSON; larger ones are uploaded. */
export const SOURCE_LENGTH_MAX = 12 * 1024 * 1024;

export const migrationPath = z.strictObject({
  id: z.string().regex(idPattern('mig')).describe('Id of the migration.'),
});

export const migrationStatusSchema = z.enum(['draft', ...RUN_STATUSES]);
export const targetSchema = z.enum(['duckdb', 'postgres']);
const time = z.iso.datetime();
const rate = z.number().min(0).max(1);

/** Progress of a run: objects done over all agents' turns so far. */
export const progressSchema = z.strictObject({ done: z.number().int().min(0), total: z.number().int().min(0) });
export const runErrorSchema = z.strictObject({ code: z.string(), message: z.string() });

/** Fields that a run and its migration say alike. */
export const runFields = {
  phase: z.enum(RUN_PHASES).nullable().describe('What the agents do now; null when none works.'),
  progress: progressSchema,
  success_rate: rate.nullable().describe('(proved + converted) / views, routines and triggers in scope.'),
  proved_rate: rate.nullable().describe('proved / views, routines and triggers in scope.'),
  models_generated: z.number().int(),
  error: runErrorSchema.nullable(),
  created_at: time,
  started_at: time.nullable(),
  completed_at: time.nullable(),
};

export const migrationSchema = z
  .strictObject({
    id: z.string(),
    workspace_id: z.string(),
    user_id: z.string(),
    name: z.string(),
    source_kind: z.enum(['script', 'upload', 'metadata']),
    target: targetSchema,
    options: z.record(z.string(), z.unknown()).describe('As given; what is not given has its default.'),
    status: migrationStatusSchema.describe('`completed` also when some objects need review: the counts say so.'),
    ...runFields,
  })
  .meta({ id: 'Migration' });
export const migrationPageSchema = pageSchema('MigrationPage', migrationSchema);

export const SORTS = ['-created_at', 'created_at', 'name', '-name'] as const;
export const migrationListQuery = z.strictObject({
  ...pageQuery,
  status: migrationStatusSchema.optional().describe('Only those with this status.'),
  q: z.string().min(1).max(SEARCH_LENGTH_MAX).refine((text) => !text.includes('\0'), 'must not contain a NUL character').optional().describe('Only those whose name contains this, whatever its case.'), // prettier-ignore
  sort: z.enum(SORTS).default('-created_at').describe('Newest first when left out.'),
});
export type MigrationListQuery = z.infer<typeof migrationListQuery>;

export const migrationNameSchema = lineOfText(NAME_LENGTH_MAX);

const { target: _beside, ...optionFields } = migrationOptionsSchema.shape;

/** Options without `target`, which stands beside them. What is not given stays away: a later default is then its default. */
export const givenOptionsSchema = z.strictObject(asGiven(optionFields)).meta({ id: 'MigrationOptions' });

type Given<S extends Record<string, z.ZodDefault>> = { [K in keyof S]: z.ZodOptional<ReturnType<S[K]['unwrap']>> };

/** Fields that say their default in the reference and add none to what was given. */
function asGiven<S extends Record<string, z.ZodDefault>>(fields: S): Given<S> {
  const given = Object.entries(fields).map(([name, field]) => {
    const meta = { ...field.meta(), default: field.def.defaultValue };
    return [name, z.optional(field.unwrap()).meta(meta)] as const;
  });
  return Object.fromEntries(given) as Given<S>; // fromEntries forgets the names
}

/** PostgreSQL takes no NUL in a text; a script holds none that means anything. */
const sourceText = z
  .string()
  .min(1)
  .max(SOURCE_LENGTH_MAX)
  .refine((text) => !text.includes('\0'), 'must not contain NUL characters')
  .describe('A T-SQL script.');

export const createMigrationSchema = z
  .strictObject({
    name: migrationNameSchema,
    source: sourceText.optional(),
    metadata_json: z
      .union([z.string().min(1).max(SOURCE_LENGTH_MAX), z.record(z.string(), z.unknown())])
      .optional()
      .describe('A catalog, as an object or as JSON text; its JSON Schema is docs/reference/catalog.schema.json.'),
    target: targetSchema.default('duckdb'),
    options: givenOptionsSchema.default({}),
    auto_start: z.boolean().default(true).describe('Start the first run at once.'),
  })
  .refine(({ source, metadata_json }) => (source === undefined) !== (metadata_json === undefined), {
    message: 'give either source or metadata_json',
    path: ['source'],
  })
  .meta({ id: 'CreateMigration' });
export type CreateMigration = z.infer<typeof createMigrationSchema>;

export const updateMigrationSchema = z
  .strictObject({
    name: migrationNameSchema.optional(),
    target: targetSchema.optional().describe('Only while the migration is a draft.'),
    options: givenOptionsSchema.optional().describe('Only while the migration is a draft; replaces all options.'),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'UpdateMigration' });
export type UpdateMigration = z.infer<typeof updateMigrationSchema>;

export const MIGRATION_EXAMPLE = {
  id: 'mig_01kar3v6mxw2t9y8n5h4c7d0ef',
  workspace_id: 'wsp_01kar3v6mxw2t9y8n5h4c7d0eg',
  user_id: 'usr_01kar3v6mxw2t9y8n5h4c7d0eh',
  name: 'Harbour supply',
  source_kind: 'script',
  target: 'duckdb',
  options: {},
  status: 'pending',
  phase: null,
  progress: { done: 0, total: 0 },
  success_rate: null,
  proved_rate: null,
  models_generated: 0,
  error: null,
  created_at: '2026-11-24T09:00:00.000Z',
  started_at: null,
  completed_at: null,
} as const;
