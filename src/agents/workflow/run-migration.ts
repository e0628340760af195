/** One whole run, from inputs to values ready to be written: what the command line and the worker call. */
import { join } from 'node:path';
import { FolderArtifactStore } from '../../artifacts/folder-store.js';
import type { Catalog, SourceSettings } from '../../catalog/catalog.js';
import { catalogSchema } from '../../catalog/catalog.js';
import { makeCompiler } from '../../compiler/compiler.js';
import type { Inputs, InputFile } from '../../sources/input.js';
import { readScripts } from '../../sources/read-scripts.js';
import { RowStore } from '../../sources/rows/row-store.js';
import { assess } from '../assessment/assess.js';
import { assessmentSchema, type Assessment } from '../assessment/assessment.js';
import { evaluationSchema, type Evaluation } from '../evaluator/evaluation.js';
import { executionSchema, type StoredExecution } from '../executor/execution.js';
import type { MigrationOptions } from '../options.js';
import { planSchema, type Plan } from '../planner/plan.js';
import { Tester } from '../tester/tester.js';
import { runWorkflow, type AgentName } from './workflow.js';

/** Collation SQL Server installs by default on US English systems; assumed, with a hazard, when none is given. */
export const ASSUMED_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

export interface MigrationInput {
  readonly inputs: Inputs;
  readonly options: MigrationOptions;
  readonly variables: Readonly<Record<string, string>>;
  readonly dataFiles: readonly InputFile[];
  /** Folder for artifacts and sample rows; the caller owns and removes it. */
  readonly workFolder: string;
  readonly onProgress: (phase: AgentName | 'reading', done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface MigrationResult {
  readonly catalog: Catalog;
  readonly assessment: Assessment;
  readonly plan: Plan;
  readonly execution: StoredExecution;
  readonly evaluation: Evaluation;
  readonly rows: RowStore;
}

/** Reads, then runs the six agents. Throws AppError when the input cannot be read, and the signal's reason when stopped. */
export async function runMigration(input: MigrationInput): Promise<MigrationResult> {
  const store = new FolderArtifactStore(join(input.workFolder, 'artifacts'));
  const rows = new RowStore(join(input.workFolder, 'rows'));
  const catalog = await readCatalog(input, rows);
  input.signal?.throwIfAborted();
  const hashes = { catalog: await store.put(catalog), options: await store.put(input.options) };
  const tester = new Tester(rows, null, input.signal);
  const tools = { store, makeCompiler, tester, onProgress: input.onProgress };
  const state = await runWorkflow(tools, hashes, 'run', input.signal);
  return {
    catalog: await store.get(hashes.catalog, catalogSchema),
    assessment: await store.get(state.assessment, assessmentSchema),
    plan: await store.get(state.plan, planSchema),
    execution: await store.get(state.execution, executionSchema),
    evaluation: await store.get(state.evaluation, evaluationSchema),
    rows,
  };
}

/** Assessment alone: reads the scripts, keeps no rows, writes nothing. */
export async function runAssessment(input: MigrationInput): Promise<{ catalog: Catalog; assessment: Assessment }> {
  const rows = new RowStore(join(input.workFolder, 'rows'));
  const catalog = await readCatalog({ ...input, options: { ...input.options, with_rows: false } }, rows);
  const assessment = assess(catalog, (done, total) => input.onProgress('assessment', done, total));
  return { catalog, assessment };
}

function readCatalog(input: MigrationInput, rows: RowStore): Promise<Catalog> {
  return readScripts(
    input.inputs,
    {
      settings: settingsOf(input.options),
      variables: input.variables,
      dataFiles: input.dataFiles,
      withRows: input.options.with_rows,
      onFile: (_path, done, total) => input.onProgress('reading', done, total),
    },
    rows,
  );
}

function settingsOf(options: MigrationOptions): SourceSettings {
  return {
    collation: options.collation ?? ASSUMED_COLLATION,
    collationAssumed: options.collation === null,
    collationMode: options.collation_mode,
    dateFirst: options.date_first,
    language: options.language,
    compatibilityLevel: options.compatibility_level,
  };
}
