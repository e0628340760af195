import { z } from 'zod';
import { objectKindSchema } from '../../agents/assessment/assessment.js';
import { statusSchema } from '../../agents/evaluator/evaluation.js';
import { reportSchema } from '../../agents/evaluator/report/report-schema.js';
import { pageQuery, pageSchema } from '../../common/http/page.js';
import { idPattern } from '../../common/ids.js';
import { migrationPath } from './migration-schemas.js';

const FILTER_LENGTH_MAX = 400;
const text = z
  .string()
  .min(1)
  .max(FILTER_LENGTH_MAX)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character');
const run = z
  .string()
  .regex(idPattern('run'))
  .optional()
  .describe('Results of this run; of the latest completed one when left out.');

export const resultQuery = z.strictObject({ run });
export const objectListQuery = z.strictObject({
  ...pageQuery,
  run,
  status: statusSchema.optional().describe('Only objects with this status.'),
  kind: objectKindSchema.optional().describe('Only objects of this kind.'),
  hazard: text.optional().describe('Only objects with this hazard.'),
  q: text.optional().describe('Only objects whose name contains this, whatever its case.'),
});
export const findingListQuery = z.strictObject({
  ...pageQuery,
  run,
  type: z.enum(['hazard', 'check', 'statement', 'input']).optional().describe('Only findings of this type.'),
  severity: z.enum(['info', 'warning', 'error']).optional().describe('Only findings of this severity.'),
  code: text.optional().describe('Only findings with this code.'),
  object: text.optional().describe('Only findings of this object, as schema.Name.'),
});
export type ObjectListQuery = z.infer<typeof objectListQuery>;
export type FindingListQuery = z.infer<typeof findingListQuery>;

export const objectPath = migrationPath.extend({
  object: z
    .string()
    .regex(/^\d{1,9}$/)
    .describe('Number of the object in the report: its `id`.'),
});

export const objectSummarySchema = z
  .strictObject({
    id: z.string().describe('Number of the object in its run.'),
    run_id: z.string(),
    name: z.string().describe('schema.Name as in the source.'),
    kind: z.string(),
    status: z.string(),
    proof: z.string(),
    hazards: z.array(z.string()).describe('Codes, each once.'),
  })
  .meta({ id: 'ObjectSummary' });
export const objectPageSchema = pageSchema('ObjectPage', objectSummarySchema);
export type ObjectSummary = z.infer<typeof objectSummarySchema>;

/** An object with the evidence behind its status: as in the report. */
export const objectSchema = z
  .strictObject({ id: z.string(), run_id: z.string(), ...reportSchema.shape.objects.element.shape })
  .meta({ id: 'MigratedObject' });

export const findingSchema = z
  .strictObject({
    id: z.string().describe('Number of the finding in its run.'),
    run_id: z.string(),
    type: z.string(),
    object: z.string().nullable(),
    code: z.string(),
    severity: z.string(),
    message: z.string(),
    file: z.string().nullable(),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
  })
  .meta({ id: 'Finding' });
export const findingPageSchema = pageSchema('FindingPage', findingSchema);
export type FindingView = z.infer<typeof findingSchema>;

export const lineageSchema = z
  .looseObject({
    nodes: z.array(z.looseObject({ id: z.string(), name: z.string(), kind: z.string(), layer: z.string().nullable(), status: z.string().nullable() })), // prettier-ignore
    edges: z.array(z.looseObject({ from: z.string(), to: z.string() })),
  })
  .meta({ id: 'Lineage' });

export const reportResponseSchema = reportSchema.meta({ id: 'Report' });
