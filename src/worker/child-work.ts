/** The work of the child: reads the inputs in the folder, runs the agents, leaves the results there. */
import { stat, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeReport } from '../agents/evaluator/report/write-report.js';
import { reportSchema } from '../agents/evaluator/report/report-schema.js';
import { evaluationSchema } from '../agents/evaluator/evaluation.js';
import { assessmentSchema } from '../agents/assessment/assessment.js';
import { executionSchema } from '../agents/executor/execution.js';
import { planSchema } from '../agents/planner/plan.js';
import { Tester } from '../agents/tester/tester.js';
import { ASSUMED_COLLATION } from '../agents/workflow/run-migration.js';
import { runWorkflow, type AgentName } from '../agents/workflow/workflow.js';
import { FolderArtifactStore } from '../artifacts/folder-store.js';
import { catalogSchema, type Catalog } from '../catalog/catalog.js';
import { makeCompiler } from '../compiler/compiler.js';
import type { InputFile } from '../sources/input.js';
import { readScripts } from '../sources/read-scripts.js';
import { RowStore } from '../sources/rows/row-store.js';
import type { ChildChannel } from './child-channel.js';
import type { StartMessage } from './child-protocol.js';
import { ChildSaver } from './child-saver.js';
import { PHASES, RunProgress } from './run-progress.js';
import { FOLDERS } from './work-folder.js';
import { writeResults } from './write-results.js';

export interface ChildOutcome {
  readonly successRate: number;
  readonly provedRate: number;
}

/** @throws AppError when the input cannot be read; the signal's reason when stopped */
export async function workOnRun(
  start: StartMessage,
  channel: ChildChannel,
  signal: AbortSignal,
): Promise<ChildOutcome> {
  const startedMs = performance.now();
  const at = (name: string): string => join(start.workFolder, name);
  const store = new FolderArtifactStore(at(FOLDERS.artifacts));
  const rows = new RowStore(at('rows'));
  const catalog = await readSource(start, rows);
  signal.throwIfAborted();
  const hashes = { catalog: await store.put(catalog), options: await store.put(start.options) };
  const saver = new ChildSaver({
    checkpoint: (checkpoint) => channel.ask({ type: 'checkpoint', checkpoint }),
    writes: (writes) => channel.ask({ type: 'writes', writes }),
  });
  await saver.restore(start.runId, start.state);
  let last: AgentName | null = null;
  const progress = new RunProgress((run, step) => channel.tell({ type: 'progress', run, step }));
  progress.setObjects(catalog.objects.length);
  const onProgress = (agent: AgentName, done: number, total: number): void => {
    if (agent !== last) {
      if (last) channel.tell({ type: 'step_done' });
      channel.tell({ type: 'step', agent, phase: PHASES[agent] });
    }
    last = agent;
    progress.update(agent, done, total);
  };
  const tools = { store, makeCompiler, tester: new Tester(rows, null, signal), onProgress, checkpointer: saver };
  const state = await runWorkflow(tools, hashes, start.runId, signal);
  const execution = await store.get(state.execution, executionSchema);
  const evaluation = await store.get(state.evaluation, evaluationSchema);
  const files = writeReport({
    catalog,
    assessment: await store.get(state.assessment, assessmentSchema),
    plan: await store.get(state.plan, planSchema),
    execution,
    evaluation,
    durationMs: Math.round(performance.now() - startedMs),
    showValues: false,
  });
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  await writeResults(at(FOLDERS.results), {
    report: reportSchema.parse(JSON.parse(textOf('migration_report.json'))),
    reportJson: textOf('migration_report.json'),
    reportHtml: textOf('migration_report.html'),
    project: execution.project,
    evaluation,
    values: {
      catalog: state.catalog,
      assessment: state.assessment,
      plan: state.plan,
      execution: state.execution,
      test_report: state.testReport,
      evaluation: state.evaluation,
    },
    writeArchive: (path) => writeFile(path, ''),
  });
  return { successRate: evaluation.summary.successRate, provedRate: evaluation.summary.provedRate };
}

async function readSource({ inputs, workFolder, options, sourceName }: StartMessage, rows: RowStore): Promise<Catalog> {
  const folder = join(workFolder, FOLDERS.inputs);
  if (inputs.kind === 'metadata')
    return catalogSchema.parse(JSON.parse(await readFile(join(folder, inputs.file), 'utf8')));
  const files = (paths: readonly string[]): Promise<InputFile[]> =>
    Promise.all(paths.map((path) => inputFile(folder, path)));
  return readScripts(
    { name: sourceName, scripts: await files(inputs.scripts), tables: await files(inputs.tables) },
    {
      settings: {
        collation: options.collation ?? ASSUMED_COLLATION,
        collationAssumed: options.collation === null,
        collationMode: options.collation_mode,
        dateFirst: options.date_first,
        language: options.language,
        compatibilityLevel: options.compatibility_level,
      },
      variables: {},
      dataFiles: [],
      withRows: options.with_rows,
    },
    rows,
  );
}

async function inputFile(folder: string, path: string): Promise<InputFile> {
  const absolutePath = join(folder, path);
  const { size } = await stat(absolutePath);
  return { path, absolutePath, bytes: size };
}
