/** The work of the child: reads the inputs in the folder, runs the agents, leaves the results there. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reportSchema } from '../agents/evaluator/report/report-schema.js';
import { AGENT_PHASES } from '../agents/workflow/agent-names.js';
import { runMigration, type MigrationResult, type MigrationSource } from '../agents/workflow/run-migration.js';
import { REPORT_HTML, REPORT_JSON, writeResult } from '../agents/workflow/write-result.js';
import { FolderArtifactStore } from '../artifacts/folder-store.js';
import { catalogSchema } from '../catalog/catalog.js';
import { writeArchive } from '../dbt/write/archive.js';
import type { InputFile } from '../sources/input.js';
import type { ChildChannel } from './child-channel.js';
import type { StartMessage } from './child-protocol.js';
import { ChildSaver } from './child-saver.js';
import { RunProgress } from './run-progress.js';
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
  const checkpointer = new ChildSaver({
    checkpoint: (checkpoint) => channel.ask({ type: 'checkpoint', checkpoint }),
    writes: (writes) => channel.ask({ type: 'writes', writes }),
  });
  await checkpointer.restore(start.runId, start.state);
  const progress = new RunProgress((run, step) => channel.tell({ type: 'progress', run, step }));
  const result = await runMigration({
    source: await sourceOf(start),
    options: start.options,
    edits: Object.entries(start.edits).map(([model, sql]) => ({ model, sql })),
    workFolder: start.workFolder,
    runId: start.runId,
    store: new FolderArtifactStore(join(start.workFolder, FOLDERS.artifacts)),
    checkpointer,
    onCatalog: ({ objects }) => progress.setObjects(objects.length),
    onProgress: (agent, done, total) => {
      if (agent !== 'reading') progress.update(agent, done, total);
    },
    // Written before the agent works, so that who looks sees what is being done, not what was.
    onStep: (agent, moment) =>
      channel.ask(moment === 'started' ? { type: 'step', agent, phase: AGENT_PHASES[agent] } : { type: 'step_done' }),
    signal,
  });
  await leaveResults(start.workFolder, result, signal);
  const { successRate, provedRate } = result.evaluation.summary;
  return { successRate, provedRate };
}

/** The project as the command line writes it, packed; without its duration, so that the same source gives the same bytes. */
async function leaveResults(workFolder: string, result: MigrationResult, signal: AbortSignal): Promise<void> {
  const folder = join(workFolder, 'project');
  const { files } = await writeResult(folder, result, { durationMs: null, signal });
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const { catalog, assessment, plan, execution, test_report, evaluation } = result.artifacts;
  await writeResults(join(workFolder, FOLDERS.results), {
    report: reportSchema.parse(JSON.parse(textOf(REPORT_JSON))),
    reportJson: textOf(REPORT_JSON),
    reportHtml: textOf(REPORT_HTML),
    project: result.execution.project,
    evaluation: result.evaluation,
    values: { catalog, assessment, plan, execution, test_report, evaluation },
    writeArchive: async (path) => void (await writeArchive(folder, path)),
  });
}

async function sourceOf({ inputs, workFolder, sourceName }: StartMessage): Promise<MigrationSource> {
  const folder = join(workFolder, FOLDERS.inputs);
  if (inputs.kind === 'metadata') {
    const text = await readFile(join(folder, inputs.file), 'utf8');
    const dataFiles = await filesOf(folder, inputs.tables);
    return { kind: 'catalog', catalog: catalogSchema.parse(JSON.parse(text)), dataFiles };
  }
  const [scripts, tables] = [await filesOf(folder, inputs.scripts), await filesOf(folder, inputs.tables)];
  return { kind: 'scripts', inputs: { name: sourceName, scripts, tables }, variables: {}, dataFiles: [] };
}

function filesOf(folder: string, paths: readonly string[]): Promise<InputFile[]> {
  return Promise.all(paths.map((path) => inputFile(folder, path)));
}

async function inputFile(folder: string, path: string): Promise<InputFile> {
  const absolutePath = join(folder, path);
  const { size } = await stat(absolutePath);
  return { path, absolutePath, bytes: size };
}
