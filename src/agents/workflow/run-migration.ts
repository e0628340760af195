/** One whole run, from a source to values ready to be written: what the command line and the worker's child call. */
import type { BaseCheckpointSaver } from '@langchain/langgraph';
import { MemorySaver } from '@langchain/langgraph';
import { join } from 'node:path';
import type { ArtifactStore } from '../../artifacts/artifact-store.js';
import { FolderArtifactStore } from '../../artifacts/folder-store.js';
import type { Catalog } from '../../catalog/catalog.js';
import { catalogSchema } from '../../catalog/catalog.js';
import { makeCompiler } from '../../compiler/compiler.js';
import { RowStore } from '../../sources/rows/row-store.js';
import { assess } from '../assessment/assess.js';
import { assessmentSchema, type Assessment } from '../assessment/assessment.js';
import { evaluationSchema, type Evaluation } from '../evaluator/evaluation.js';
import { executionSchema, type StoredExecution } from '../executor/execution.js';
import type { ModelEdit } from '../executor/model-edit.js';
import type { MigrationOptions } from '../options.js';
import { planSchema, type Plan } from '../planner/plan.js';
import type { Recording } from '../../proof/baseline/index.js';
import { Tester } from '../tester/tester.js';
import { readSource, type MigrationSource } from './read-source.js';
import { runArtifacts, type RunArtifacts, type StartHashes, type State } from './state.js';
import type { OnStep } from './turns.js';
import { runWorkflow, startOf, type AgentName } from './workflow.js';

export { ASSUMED_COLLATION, type MigrationSource } from './read-source.js';

export interface MigrationInput {
  readonly source: MigrationSource;
  readonly options: MigrationOptions;
  /** SQL that a person wrote for models of the project. */
  readonly edits?: readonly ModelEdit[];
  /** What a real server gave for the views, recorded by the script of `baseline-script`. */
  readonly baseline?: Recording;
  /** Folder for sample rows, and for artifacts when no store is given; the caller owns and removes it. */
  readonly workFolder: string;
  /** Names the state in the checkpointer. */
  readonly runId?: string;
  /** A folder below `workFolder` when left out. */
  readonly store?: ArtifactStore;
  /** In memory when left out. When it holds a state of `runId`, the run goes on where that ended. */
  readonly checkpointer?: BaseCheckpointSaver;
  readonly onProgress: (phase: AgentName | 'reading', done: number, total: number) => void;
  /** Told once, before the first agent works. */
  readonly onCatalog?: (catalog: Catalog) => Promise<void> | void;
  readonly onStep?: OnStep;
  readonly signal?: AbortSignal;
}

export interface MigrationResult {
  readonly catalog: Catalog;
  readonly assessment: Assessment;
  readonly plan: Plan;
  readonly execution: StoredExecution;
  readonly evaluation: Evaluation;
  readonly rows: RowStore;
  /** Hashes of all stored values of the run. */
  readonly artifacts: RunArtifacts;
}

/** Reads, then runs the six agents. Throws AppError when the input cannot be read, and the signal's reason when stopped. */
export async function runMigration(input: MigrationInput): Promise<MigrationResult> {
  const store = input.store ?? new FolderArtifactStore(join(input.workFolder, 'artifacts'));
  const checkpointer = input.checkpointer ?? new MemorySaver();
  const runId = input.runId ?? 'run';
  const rows = new RowStore(join(input.workFolder, 'rows'));
  const start = (await resumed(input, checkpointer, runId, store, rows)) ?? (await begun(input, store, rows));
  input.signal?.throwIfAborted();
  const tester = new Tester(rows, input.signal, input.baseline ?? null);
  const { onProgress, onStep } = input;
  const tools = { store, makeCompiler, tester, onProgress, onStep, checkpointer };
  const state = await runWorkflow(tools, start, runId, input.signal);
  return { ...(await valuesOf(state, store)), rows, artifacts: runArtifacts(state) };
}

/** Assessment alone: reads the source, keeps no rows, writes nothing. */
export async function runAssessment(input: MigrationInput): Promise<{ catalog: Catalog; assessment: Assessment }> {
  const rows = new RowStore(join(input.workFolder, 'rows'));
  const catalog = await read({ ...input, options: { ...input.options, with_rows: false } }, rows);
  const assessment = assess(catalog, (done, total) => input.onProgress('assessment', done, total));
  return { catalog, assessment };
}

async function begun(input: MigrationInput, store: ArtifactStore, rows: RowStore): Promise<StartHashes> {
  const catalog = await read(input, rows);
  await input.onCatalog?.(catalog);
  return {
    catalog: await store.put(catalog),
    options: await store.put(input.options),
    ...(input.edits && input.edits.length > 0 ? { edits: await store.put(input.edits) } : {}),
  };
}

/** The stored catalog counts, whatever reading gives now; only its rows, which are not stored, are read again. */
async function resumed(
  input: MigrationInput,
  checkpointer: BaseCheckpointSaver,
  runId: string,
  store: ArtifactStore,
  rows: RowStore,
): Promise<StartHashes | null> {
  const start = await startOf(checkpointer, runId);
  if (!start) return null;
  const catalog = await store.get(start.catalog, catalogSchema);
  if (catalog.rows.length > 0) await read(input, rows);
  await input.onCatalog?.(catalog);
  return start;
}

function read({ source, options, onProgress, signal }: MigrationInput, rows: RowStore): Promise<Catalog> {
  return readSource(source, options, rows, (done, total) => {
    signal?.throwIfAborted();
    onProgress('reading', done, total);
  });
}

async function valuesOf(state: State, store: ArtifactStore) {
  return {
    catalog: await store.get(state.catalog, catalogSchema),
    assessment: await store.get(state.assessment, assessmentSchema),
    plan: await store.get(state.plan, planSchema),
    execution: await store.get(state.execution, executionSchema),
    evaluation: await store.get(state.evaluation, evaluationSchema),
  };
}
