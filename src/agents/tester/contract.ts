/** Does a model that a person wrote have the columns of its object? What the compiler writes has them by its making. */
import { AppError } from '../../common/app-error.js';
import type { Project, ProjectModel } from '../../dbt/project.js';
import type { ProjectRun } from '../../dbt/run/index.js';
import { CONTRACT_CHECK, type Check } from './test-report.js';

const NAMES_SHOWN_MAX = 10;

/** Checks by model: of those models that were built, and of whose objects the columns are known. */
export async function contractChecks(project: Project, run: ProjectRun): Promise<Map<string, Check>> {
  const checks = new Map<string, Check>();
  const built = new Set(run.nodes.filter(({ status, readProblem }) => status === 'success' && !readProblem).map(({ model }) => model)); // prettier-ignore
  for (const model of project.models)
    if (model.authorKind === 'human' && model.columns.length > 0 && built.has(model.model))
      checks.set(model.model, await contractCheck(model, run));
  return checks;
}

async function contractCheck(model: ProjectModel, run: ProjectRun): Promise<Check> {
  try {
    const { columns } = await run.rowsOf(model.model, 1);
    return compared(
      model,
      columns.map(({ name }) => name),
    );
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { name: CONTRACT_CHECK, result: 'fail', detail: thrown.publicText };
  }
}

/** Letter case is that of the target: names that differ by it alone are the same there. */
function compared(model: ProjectModel, columns: readonly string[]): Check {
  const given = new Set(columns.map((name) => name.toLowerCase()));
  const wanted = new Set(model.columns.map(({ name }) => name.toLowerCase()));
  const missing = model.columns.map(({ name }) => name).filter((name) => !given.has(name.toLowerCase()));
  if (missing.length > 0) return { name: CONTRACT_CHECK, result: 'fail', detail: `it lacks ${listed(missing)}` };
  const extra = columns.filter((name) => !wanted.has(name.toLowerCase()));
  if (extra.length > 0) return { name: CONTRACT_CHECK, result: 'warn', detail: `the original has no ${listed(extra)}` };
  return { name: CONTRACT_CHECK, result: 'pass', detail: null };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN_MAX);
  return `the column${names.length === 1 ? '' : 's'} ${shown.join(', ')}${names.length > NAMES_SHOWN_MAX ? ' and others' : ''}`;
}
