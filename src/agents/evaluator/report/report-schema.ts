/** Schema of `migration_report.json`, the report for programs. Its JSON Schema is `docs/reference/migration-report.schema.json`. */
import { z } from 'zod';
import { authorKindSchema } from '../../../dbt/project.js';
import { objectKindSchema } from '../../assessment/assessment.js';
import { statusSchema } from '../evaluation.js';

/** Counts up when a field is renamed, removed or changes its meaning; new fields do not count it up. */
export const REPORT_SCHEMA_VERSION = 1;

const count = () => z.number().int().nonnegative();
const rate = () => z.number().min(0).max(1);

const reasonSchema = z.object({
  code: z.string().describe('Stable code; explained in docs/reference/findings.md or hazards.md.'),
  message: z.string(),
});

const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  file: z.string().nullable().describe('Path as given to the command; null when it has no place in a file.'),
  line: z.number().int().nullable().describe('1-based line of the file.'),
  column: z.number().int().nullable().describe('1-based column, in UTF-16 units.'),
});
export type ReportFinding = z.infer<typeof findingSchema>;

const statementSchema = z.object({
  file: z.string(),
  line: z.number().int().describe('1-based line of the first of the run.'),
  kind: z.string(),
  disposition: z
    .string()
    .describe('converted, folded (into a model or the settings), dropped (with a reason), blocked, or open: nothing was made of it.'), // prettier-ignore
  model: z.string().nullable().describe('Path of the model or macro that it became part of.'),
  reason: z.string().nullable(),
  count: z.number().int().positive().describe('Like statements in a row; open ones are always listed one by one.'),
});
export type ReportStatement = z.infer<typeof statementSchema>;

const placeSchema = z.object({
  file: z.string(),
  line: z.number().int().describe('1-based line of the file.'),
  what: z.string(),
  text: z.string().describe('The text of the source at that place, shortened.'),
});

const evidenceSchema = z.object({
  author_kind: authorKindSchema.nullable().describe('Who wrote the model or macro: compiler, claude, or human for SQL that a person put in its place; null when there is none.'), // prettier-ignore
  reference: z.string().nullable().describe('The independent reference the rows were compared with; null when there was none.'), // prettier-ignore
  engines: z.array(z.string()).describe('Engines the model ran on, with their versions.'),
  datasets: z.array(z.string()),
  rows_compared: count().describe('Rows compared with the reference.'),
  comparisons: z
    .array(
      z.object({
        dataset: z.string().describe('source rows: those of the input; fixtures: rows made to exercise the objects.'),
        result: z.enum(['equal', 'different', 'open']),
        rows: count().describe('Rows that were equal.'),
        detail: z.string().nullable().describe('Why rows could not be compared; null when they were.'),
      }),
    )
    .describe('One for each dataset that rows were to be compared on.'),
  predicates: z
    .object({ covered: count(), total: count() })
    .describe('Outcomes of conditions, joins and groups that the compared rows showed, of all that there are.'),
  uncovered: z.array(placeSchema).describe('Outcomes that no row showed.'),
  mutants: z
    .object({ killed: count(), total: count(), justified: count() })
    .describe('Deliberate faults: those that changed a row, all of them, and those that a trusted constraint lets no row show.'), // prettier-ignore
  survivors: z.array(placeSchema).describe('Deliberate faults that changed no row: places where a mistake would not have been noticed.'), // prettier-ignore
  difference: z
    .object({
      dataset: z.string(),
      columns: z.array(z.string()),
      rows: z.array(
        z.object({
          side: z.enum(['source', 'target']).describe('Which side alone has the row.'),
          cells: z.array(z.string().nullable()),
        }),
      ),
    })
    .nullable()
    .describe('A few of the rows that only one side has; values are ... unless they were asked for. Null when none differ.'), // prettier-ignore
  not_checked: z.array(z.string()).describe('What was not checked, in words.'),
});

const objectSchema = z.object({
  name: z.string().describe('schema.Name as in the source.'),
  kind: objectKindSchema,
  status: statusSchema,
  proof: z.enum(['static', 'executed', 'equivalent', 'baseline', 'live']),
  reason: reasonSchema.nullable().describe('Why the status is not better; null when nothing is open.'),
  evidence: evidenceSchema,
  models: z.array(z.string()).describe('Paths in the project.'),
  hazards: z.array(findingSchema),
  checks: z.array(
    z.object({ name: z.string(), result: z.enum(['pass', 'warn', 'fail', 'skipped']), detail: z.string().nullable() }),
  ),
  statements: z.array(statementSchema),
});

const summarySchema = z.object({
  objects: count(),
  proved: count(),
  converted: count(),
  needs_review: count(),
  blocked: count(),
  excluded: count(),
  tables: z.object({ total: count(), carried: count() }),
  token_coverage: rate().describe('Tokens in typed nodes that print back to the same tokens / all tokens.'),
  statement_coverage: rate().describe('Statements with a disposition other than open / all statements.'),
  success_rate: rate().describe('(proved + converted) / views, routines and triggers in scope; of tables when there is nothing else.'), // prettier-ignore
  proved_rate: rate().describe('proved / views, routines and triggers in scope.'),
  duration_ms: count()
    .nullable()
    .describe('The only value that differs between two runs over the same input; null in a project.zip, whose bytes are the same every time.'), // prettier-ignore
});

export const reportSchema = z.object({
  schema_version: z.literal(REPORT_SCHEMA_VERSION),
  source: z.string(),
  target: z.enum(['duckdb', 'postgres']),
  summary: summarySchema,
  objects: z.array(objectSchema),
  statements: z.array(statementSchema).describe('Statements of the scripts that belong to no object.'),
  findings: z.array(findingSchema).describe('Findings about the input that belong to no object.'),
});
export type ReportJson = z.infer<typeof reportSchema>;
