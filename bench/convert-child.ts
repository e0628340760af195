/** What a process of `bench:convert` measures: one conversion, or one parse by another parser. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assess } from '../src/agents/assessment/assess.js';
import { execute } from '../src/agents/executor/execute.js';
import { migrationOptionsSchema } from '../src/agents/options.js';
import { planMigration } from '../src/agents/planner/plan-migration.js';
import { ASSUMED_COLLATION } from '../src/agents/workflow/run-migration.js';
import { main } from '../src/cli/main.js';
import { makeCompiler } from '../src/compiler/compiler.js';
import { writeProject } from '../src/dbt/write/write-project.js';
import { listInputs } from '../src/sources/input.js';
import { readScripts } from '../src/sources/read-scripts.js';
import { RowStore } from '../src/sources/rows/row-store.js';

export type Mode = 'convert' | 'migrate' | 'polyglot';

/** Figures of one process: `ms` in all, `cpuMs` of processor, peak resident memory, milliseconds by phase. */
export interface ChildFigures {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMebibytes: number;
  readonly phases: Readonly<Record<string, number>>;
  readonly note: string;
}

type Phases = Map<string, number>;

const MEASURES: Readonly<Record<Mode, (path: string, phases: Phases) => Promise<string>>> = {
  convert: convertOnly,
  migrate: migrateWhole,
  polyglot: polyglotParse,
};

export async function measure(mode: Mode, path: string): Promise<ChildFigures> {
  const phases: Phases = new Map();
  const startedMs = performance.now();
  const note = await MEASURES[mode](path, phases);
  const ms = performance.now() - startedMs;
  const { user, system } = process.cpuUsage();
  const peakMebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { ms, cpuMs: (user + system) / 1000, peakMebibytes, phases: Object.fromEntries(phases), note };
}

async function timed<T>(phases: Phases, name: string, work: () => T | Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work();
  phases.set(name, performance.now() - startedMs);
  return result;
}

/** Script to files, without artifacts, build and report. */
async function convertOnly(path: string, phases: Phases): Promise<string> {
  const work = `${path}.work`;
  const options = migrationOptionsSchema.parse({});
  const settings = {
    collation: ASSUMED_COLLATION,
    collationAssumed: true,
    collationMode: options.collation_mode,
    dateFirst: options.date_first,
    language: options.language,
    compatibilityLevel: options.compatibility_level,
  };
  const inputs = await listInputs([path]);
  const reading = { settings, variables: {}, dataFiles: [], withRows: true };
  const catalog = await timed(phases, 'read', () => readScripts(inputs, reading, new RowStore(join(work, 'rows'))));
  const assessment = await timed(phases, 'assess', () => assess(catalog));
  const plan = await timed(phases, 'plan', () => planMigration(catalog, assessment, options));
  const { project } = await timed(phases, 'compile', () => execute(catalog, plan, options, makeCompiler));
  await timed(phases, 'write', async () => {
    for (const file of writeProject(project)) {
      await mkdir(dirname(join(work, file.path)), { recursive: true });
      await writeFile(join(work, file.path), file.text);
    }
  });
  await rm(work, { recursive: true, force: true });
  const off = project.models.filter((model) => !model.enabled);
  return off.length === 0 ? '' : `(${off.length} models off, first: ${off[0]?.object} ${off[0]?.review?.code})`;
}

async function migrateWhole(path: string): Promise<string> {
  const code = await main(['migrate', path, '--out', `${path}.out`]);
  await rm(`${path}.out`, { recursive: true, force: true });
  return `exit ${code}`;
}

/** Its parser knows no GO: it gets the batches one by one, as our reader makes them. The phase is without its start. */
async function polyglotParse(path: string, phases: Phases): Promise<string> {
  const sdk = await import('@polyglot-sql/sdk');
  await sdk.init();
  const batches = (await readFile(path, 'utf8')).split(/^GO\s*$/im).filter((batch) => batch.trim() !== '');
  let failed = 0;
  await timed(phases, 'parse', () => {
    for (const batch of batches) if (!sdk.parse(batch, sdk.Dialect.TSQL).success) failed++;
  });
  return `${failed} of ${batches.length} batches failed`;
}
