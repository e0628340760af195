/** The Evaluator's verdict: the report's contract. JSON that leaves the product is snake case (`report.ts` maps it). */
import { z } from 'zod';
import { findingSchema } from '../../catalog/catalog.js';
import { authorKindSchema } from '../../dbt/project.js';
import { objectKindSchema } from '../assessment/assessment.js';
import { checkSchema, evidenceSchema } from '../tester/test-report.js';

export const statusSchema = z.enum(['proved', 'converted', 'needs_review', 'blocked', 'excluded']);
export type Status = z.infer<typeof statusSchema>;

/** What became of one statement; `count` of like ones in a row, 1 when absent. */
const statementFateSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  kind: z.string(),
  disposition: z.string(),
  model: z.string().nullable(),
  reason: z.string().nullable(),
  count: z.number().int().positive().optional(),
});

export const evaluatedObjectSchema = z.object({
  name: z.string(),
  kind: objectKindSchema,
  status: statusSchema,
  proof: z.enum(['static', 'executed', 'equivalent', 'baseline', 'live']),
  /** Why it is not converted, and what to do. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** `authorKind`: who wrote its model or macro; null when it has none. */
  evidence: evidenceSchema.extend({ authorKind: authorKindSchema.nullable() }),
  models: z.array(z.string()),
  hazards: z.array(findingSchema),
  checks: z.array(checkSchema),
  statements: z.array(statementFateSchema),
  tokens: z.object({ total: z.number().int(), covered: z.number().int() }),
});
export type EvaluatedObject = z.infer<typeof evaluatedObjectSchema>;

export const evaluationSchema = z.object({
  schemaVersion: z.literal(1),
  source: z.string(),
  target: z.enum(['duckdb', 'postgres']),
  objects: z.array(evaluatedObjectSchema),
  /** Statements of the scripts that belong to no object. */
  scriptStatements: z.array(statementFateSchema),
  /** Findings that belong to no object. */
  findings: z.array(findingSchema),
  summary: z.object({
    objects: z.number().int(),
    proved: z.number().int(),
    converted: z.number().int(),
    needsReview: z.number().int(),
    blocked: z.number().int(),
    excluded: z.number().int(),
    tables: z.object({ total: z.number().int(), carried: z.number().int() }),
    tokenCoverage: z.number(),
    statementCoverage: z.number(),
    successRate: z.number(),
    provedRate: z.number(),
  }),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
