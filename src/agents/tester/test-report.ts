/** What the Tester saw: each model built or not, each test passed or not, and the evidence of proof. */
import { z } from 'zod';

/** Name of the check that a model has the columns of its object. */
export const CONTRACT_CHECK = 'contract';

export const checkSchema = z.object({
  /** `compile`, `build`, `test:unique:OrderID`, `contract`, `reference`. */
  name: z.string(),
  result: z.enum(['pass', 'warn', 'fail', 'skipped']),
  detail: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

/** Rows against the reference's on one dataset. `open`: they could not be compared, `detail` says why. */
const comparisonSchema = z.object({
  dataset: z.string(),
  result: z.enum(['equal', 'different', 'open']),
  rows: z.number().int(),
  detail: z.string().nullable(),
});

/** A place in the object's text: its file and 1-based line, what is so, and the text there. */
const weakPlaceSchema = z.object({ file: z.string(), line: z.number().int(), what: z.string(), text: z.string() });

/** A few rows that only one side has. NULL is null. */
const differenceSchema = z.object({
  dataset: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.object({ side: z.enum(['source', 'target']), cells: z.array(z.string().nullable()) })),
});

export const evidenceSchema = z.object({
  /** Name of the reference used; null when none was. */
  reference: z.string().nullable(),
  /** Engines the model ran on, `duckdb 1.5.6`. */
  engines: z.array(z.string()),
  /** `source rows`, `no rows`, `fixtures`. */
  datasets: z.array(z.string()),
  rowsCompared: z.number().int(),
  predicates: z.object({ covered: z.number().int(), total: z.number().int() }),
  mutants: z.object({ killed: z.number().int(), total: z.number().int(), justified: z.number().int() }),
  /** What was not checked, in words. */
  notChecked: z.array(z.string()),
  /** One for each dataset that rows were to be compared on. */
  comparisons: z.array(comparisonSchema).default([]),
  /** Outcomes of conditions that no row showed. */
  uncovered: z.array(weakPlaceSchema).default([]),
  /** Deliberate faults that changed no row. */
  survivors: z.array(weakPlaceSchema).default([]),
  difference: differenceSchema.nullable().default(null),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const testedObjectSchema = z.object({
  name: z.string(),
  model: z.string(),
  built: z.boolean(),
  rows: z.number().int().nullable(),
  proof: z.enum(['static', 'executed', 'equivalent', 'baseline', 'live']),
  checks: z.array(checkSchema),
  evidence: evidenceSchema,
  /** Error of the target when it was not built: text and statement. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What stands against `proved`: a PROOF code; null when nothing does, or nothing was to be proved. */
  openProof: z.object({ code: z.string(), message: z.string() }).nullable().default(null),
});
export type TestedObject = z.infer<typeof testedObjectSchema>;

export const testReportSchema = z.object({
  schemaVersion: z.literal(1),
  engine: z.string(),
  attempt: z.number().int(),
  objects: z.array(testedObjectSchema),
});
export type TestReport = z.infer<typeof testReportSchema>;
