import { z } from 'zod';
import { pageQuery, pageSchema } from '../../common/http/page.js';
import { idPattern } from '../../common/ids.js';
import { RUN_EVENT_TYPES } from '../../runs/run-events.js';
import { RUN_PHASES, RUN_STATUSES } from '../../runs/run-states.js';
import { migrationPath, progressSchema, runErrorSchema, runFields } from './migration-schemas.js';

const time = z.iso.datetime();

export const runPath = migrationPath.extend({ run: z.string().regex(idPattern('run')).describe('Id of the run.') });
export type RunPath = z.infer<typeof runPath>;

export const runSchema = z
  .strictObject({
    id: z.string(),
    migration_id: z.string(),
    workspace_id: z.string(),
    user_id: z.string().describe('Who started it.'),
    number: z.number().int().min(1).describe('1 for the first run of its migration.'),
    cause: z.enum(['start', 'retry', 'edit']).describe('`edit`: a person changed a model, which is tested anew.'),
    status: z.enum(RUN_STATUSES),
    ...runFields,
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof runSchema>;
export const runPageSchema = pageSchema('RunPage', runSchema);
export const runListQuery = z.strictObject(pageQuery);

export const stepSchema = z
  .strictObject({
    id: z.string(),
    number: z.number().int().min(1),
    agent: z.string(),
    phase: z.enum(RUN_PHASES),
    attempt: z.number().int().min(1).describe('1 for the first turn of the agent in this run.'),
    status: z.enum(['running', 'completed', 'failed', 'cancelled']),
    progress: progressSchema,
    error: runErrorSchema.nullable(),
    started_at: time,
    completed_at: time.nullable(),
  })
  .meta({ id: 'Step' });
export type StepView = z.infer<typeof stepSchema>;
export const stepPageSchema = pageSchema('StepPage', stepSchema);

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('Only events after this one; `Last-Event-ID` wins over it.'), // prettier-ignore
});

export const eventStreamSchema = z
  .string()
  .describe(
    `Server-sent events: \`id\` is the number of the event in its run, \`event\` one of ${RUN_EVENT_TYPES.join(', ')}, \`data\` a JSON object.`,
  );

export const RUN_EXAMPLE = {
  id: 'run_01kar3v6mxw2t9y8n5h4c7d0ej',
  migration_id: 'mig_01kar3v6mxw2t9y8n5h4c7d0ef',
  workspace_id: 'wsp_01kar3v6mxw2t9y8n5h4c7d0eg',
  user_id: 'usr_01kar3v6mxw2t9y8n5h4c7d0eh',
  number: 1,
  cause: 'start',
  status: 'running',
  phase: 'execution',
  progress: { done: 12, total: 51 },
  success_rate: null,
  proved_rate: null,
  models_generated: 0,
  error: null,
  created_at: '2026-11-24T09:00:00.000Z',
  started_at: '2026-11-24T09:00:01.000Z',
  completed_at: null,
} as const;
