/**
 * `npm run score -- <corpus set> [--json]`: migrates a set, builds the output with real dbt, prints what came of it.
 * A set is a folder or file; a folder of parser scripts (`tsql-scriptdom`, `tsql-sqlfluff`) is scored by tokens instead.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { migrate } from '../src/cli/migrate.js';
import { runDbtBuild, type DbtOutcome } from './dbt-build.js';
import { scoreParsing } from './score-parsing.js';

/** Sets whose input is not simply the folder. */
const SETS: Readonly<Record<string, { readonly inputs?: readonly string[]; readonly variables?: Record<string, string> }>> = {
  'multi-chinook': { inputs: ['Chinook_SqlServer.sql'] },
  'multi-sakila': { inputs: ['sql-server-sakila-db/sql-server-sakila-schema.sql'] },
  'multi-ohdsi-cdm': { inputs: ['sql_server'], variables: { cdmDatabaseSchema: 'dbo' } },
  'multi-quartz': { inputs: ['tables_sqlServer.sql'] },
  'multi-flowable': { inputs: ['flowable.mssql.all.create.sql'] },
  'tsql-procbench-odd': { inputs: ['T-SQL'] },
}; // prettier-ignore

const PARSING_SETS = new Set(['tsql-scriptdom', 'tsql-sqlfluff']);

const reportSchema = z.object({
  summary: z.record(z.string(), z.unknown()),
  objects: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      status: z.string(),
      hazards: z.array(z.object({ code: z.string(), severity: z.string() })),
    }),
  ),
});

/** What a set came to. */
export interface Score {
  readonly set: string;
  readonly exitCode: number;
  readonly durationMs: number;
  readonly summary: Readonly<Record<string, unknown>>;
  /** Status counts by kind of object. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly hazards: Readonly<Record<string, number>>;
  /** `name: status (codes)` of what is not converted or proved. */
  readonly open: readonly string[];
  /** Null when no dbt is installed. */
  readonly dbt: DbtOutcome | null;
}

/** Migrates a set for a target and builds it with dbt. */
export async function scoreSet(path: string, target: 'duckdb' | 'postgres' = 'duckdb'): Promise<Score> {
  const set = SETS[basename(resolve(path))];
  const inputs = set?.inputs?.map((name) => join(path, name)) ?? [path];
  const parent = await mkdtemp(join(tmpdir(), 'datamigrate-score-'));
  const out = join(parent, 'project');
  const startedMs = performance.now();
  try {
    const flags = { var: set?.variables ?? {}, out, select: [], rows: true, target };
    const exitCode = await migrate(inputs, flags, new AbortController().signal);
    const durationMs = Math.round(performance.now() - startedMs);
    const report = reportSchema.parse(JSON.parse(await readFile(join(out, 'migration_report.json'), 'utf8')));
    const dbt = target === 'duckdb' ? await runDbtBuild(out) : null;
    return { set: basename(resolve(path)), exitCode, durationMs, ...digest(report), dbt };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

function digest(report: z.infer<typeof reportSchema>): Pick<Score, 'summary' | 'kinds' | 'hazards' | 'open'> {
  const kinds: Record<string, Record<string, number>> = {};
  const hazards: Record<string, number> = {};
  for (const object of report.objects) {
    const counts = (kinds[object.kind] ??= {});
    counts[object.status] = (counts[object.status] ?? 0) + 1;
    for (const { code } of object.hazards) hazards[code] = (hazards[code] ?? 0) + 1;
  }
  const open = report.objects
    .filter(({ status }) => status !== 'converted' && status !== 'proved')
    .map(({ name, status, hazards: found }) => {
      const codes = [...new Set(found.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
      return `${name}: ${status} (${codes.join(', ')})`;
    });
  return { summary: report.summary, kinds, hazards: sortedByCount(hazards), open };
}

function sortedByCount(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

function scoreText(score: Score): string {
  const kinds = Object.entries(score.kinds).map(([kind, counts]) => {
    const parts = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
    return `  ${kind.padEnd(10)} ${parts.join(', ')}`;
  });
  const dbt = score.dbt
    ? `dbt build: exit ${score.dbt.exitCode}, ${score.dbt.counts}`
    : 'dbt build: skipped, no dbt is installed';
  const hazards = Object.entries(score.hazards).map(([code, count]) => `  ${String(count).padStart(5)} ${code}`);
  const lines = [
    `${score.set}: exit ${score.exitCode}, ${(score.durationMs / 1000).toFixed(1)} s, token coverage ${String(score.summary['token_coverage'])}, statement coverage ${String(score.summary['statement_coverage'])}`,
    ...kinds,
    ...score.open.map((line) => `  open: ${line}`),
    dbt,
    'hazards:',
    ...hazards,
  ]; // prettier-ignore
  return `${lines.join('\n')}\n`;
}

async function main(args: readonly string[]): Promise<void> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const asJson = args.includes('--json');
  const target = args.includes('--postgres') ? 'postgres' : 'duckdb';
  if (paths.length === 0 || !paths.every((path) => existsSync(path))) {
    process.stderr.write('Usage: npm run score -- <corpus set>... [--postgres] [--json]\n');
    process.exitCode = 64;
    return;
  }
  for (const path of paths) {
    if (PARSING_SETS.has(basename(resolve(path)))) process.stdout.write(await scoreParsing(path, asJson));
    else {
      const score = await scoreSet(path, target);
      process.stdout.write(asJson ? `${JSON.stringify(score)}\n` : scoreText(score));
    }
  }
}

if (process.argv[1]?.endsWith('score.js')) void main(process.argv.slice(2));
