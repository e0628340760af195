/** What usage answers, and how it is asked. */
import { z } from 'zod';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { instant } from '../common/http/time.js';
import { idPattern } from '../common/ids.js';
import { RANGE_DEFAULT_DAYS } from './usage-range.js';

/** What usage can be summed by, and what a sum is then called by. */
export const GROUPS = ['day', 'key', 'migration', 'agent'] as const;
export type Group = (typeof GROUPS)[number];

const range = {
  from: instant.optional().describe(`Not before this time; ${RANGE_DEFAULT_DAYS} days before \`to\` when left out.`),
  to: instant.optional().describe('Before this time; now when left out.'),
};
const filters = {
  ...range,
  kind: z.enum(['api_call', 'model_call']).optional().describe('Calls of the API, or of a model by an agent.'),
  user_id: z.string().regex(idPattern('usr')).optional(),
  api_key_id: z.string().regex(idPattern('key')).optional(),
  migration_id: z.string().regex(idPattern('mig')).optional(),
};

export const usageQuery = z.strictObject({
  ...pageQuery,
  ...range,
  group_by: z.enum(GROUPS).default('day').describe('What one sum is of.'),
});
export const usageLogsQuery = z.strictObject({ ...pageQuery, ...filters });
export const usageCsvQuery = z.strictObject(filters);
export type UsageFilters = z.infer<typeof usageCsvQuery>;

const tokens = z.number().int().min(0);
const cost = z.string().nullable().describe('US dollars, a decimal number; null when no price is known.');
const nullableText = z.string().nullable();

export const usageSumSchema = z
  .strictObject({
    group: nullableText.describe(
      'The day (`2026-01-31`, UTC) or the id of the key or migration, or the name of the agent; null for calls that have none.',
    ),
    calls: z.number().int().min(0),
    errors: z.number().int().min(0).describe('Calls that were answered 400 or above.'),
    input_tokens: tokens,
    output_tokens: tokens,
    cost_usd: cost,
  })
  .meta({ id: 'UsageSum' });
export const usagePageSchema = pageSchema('UsagePage', usageSumSchema);
export type UsageSum = z.infer<typeof usageSumSchema>;

export const usageLogSchema = z
  .strictObject({
    id: z.string().regex(idPattern('usg')),
    kind: z.enum(['api_call', 'model_call']),
    user_id: nullableText,
    api_key_id: nullableText,
    api_key_name: nullableText.describe('Null when the key is gone.'),
    migration_id: nullableText,
    agent: nullableText,
    method: nullableText,
    route: nullableText.describe('The pattern of the address, never an id.'),
    status: z.number().int().nullable(),
    duration_ms: z.number().int().min(0),
    input_tokens: tokens.nullable(),
    output_tokens: tokens.nullable(),
    cost_usd: cost,
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'UsageLog' });
export const usageLogPageSchema = pageSchema('UsageLogPage', usageLogSchema);
export type UsageLogView = z.infer<typeof usageLogSchema>;

/** Columns of the CSV, in order. */
export const CSV_COLUMNS = Object.keys(usageLogSchema.shape) as readonly (keyof UsageLogView)[]; // the schema's own keys
