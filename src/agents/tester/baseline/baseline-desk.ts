/** Compares what was built with what a real server gave, when a recording of that is at hand. No SQL Server runs here. */
import { AppError } from '../../../common/app-error.js';
import type { Project, ProjectModel } from '../../../dbt/project.js';
import type { ProjectRun } from '../../../dbt/run/index.js';
import { compareBaseline, obstacleOf, type BaselineOutcome, type RecordedView, type Recording, type TableCount } from '../../../proof/baseline/index.js'; // prettier-ignore

/** Rows of one model that are compared. */
const ROWS_MAX = 200_000;

/** By model: those that are built, and whose view was recorded. @param run on the source's rows, still open */
export async function baselineOutcomes(
  recording: Recording,
  project: Project,
  run: ProjectRun,
): Promise<Map<string, BaselineOutcome>> {
  const built = new Set(run.nodes.filter(({ kind, status, readProblem }) => kind === 'model' && status === 'success' && !readProblem).map(({ name }) => name)); // prettier-ignore
  const outcomes = new Map<string, BaselineOutcome>();
  for (const model of project.models) {
    const view = recording.views.get(model.object.toLowerCase());
    if (view && model.enabled && built.has(model.model))
      outcomes.set(model.model, obstacleOf(recording, view, tablesOf(model, project, run)) ?? (await compared(model, view, run)));
  }
  return outcomes;
} // prettier-ignore

async function compared(model: ProjectModel, view: RecordedView, run: ProjectRun): Promise<BaselineOutcome> {
  try {
    const target = await run.rowsOf(model.model, ROWS_MAX);
    if (target.truncated) return { kind: 'open', code: 'BASELINE-SAMPLE', message: `The model gives more than ${ROWS_MAX} rows.` }; // prettier-ignore
    const names = (model.columns.length > 0 ? model.columns : view.columns).map(({ name }) => name);
    return compareBaseline(view, target, names);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { kind: 'open', code: 'BASELINE-COLUMNS', message: `Its rows could not be read: ${thrown.publicText}` };
  }
}

/** The source tables that a model reads, through others too, with their rows where it ran. */
function tablesOf(model: ProjectModel, { models, sources }: Project, run: ProjectRun): TableCount[] {
  const byName = new Map(models.map((each) => [each.model, each]));
  const objects = new Map(sources.map(({ source, table, object }) => [key(source, table), object]));
  const loaded = new Map(run.sources.map((each) => [key(each.source, each.table), each]));
  const found = new Map<string, TableCount>();
  const seen = new Set<string>();
  const pending = [model];
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (seen.has(each.model)) continue;
    seen.add(each.model);
    for (const [source, table] of each.sources) {
      const at = key(source, table);
      found.set(at, { name: objects.get(at) ?? `${source}.${table}`, rows: loaded.get(at)?.rows ?? 0 });
    }
    pending.push(...each.refs.flatMap((name) => byName.get(name) ?? []));
  }
  return [...found.values()];
}

const key = (source: string, table: string): string => JSON.stringify([source, table]);
