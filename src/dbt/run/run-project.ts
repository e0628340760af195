/** Runs a project as `dbt build` would: models and tests in the order of the graph, descendants of failures skipped. */
import { AppError } from '../../common/app-error.js';
import { openSandbox } from '../../sandbox/sandbox.js';
import type { RowStore } from '../../sources/rows/row-store.js';
import { compileProject } from '../compile/compile-project.js';
import type { CompiledNode, CompiledProject } from '../compile/compiled-project.js';
import { sandboxRenderer } from '../compile/renderer.js';
import type { Project } from '../project.js';
import { buildOrder } from './build-graph.js';
import type { Engine } from './engine.js';
import { throwIfCancelled } from './load-tables.js';
import { openRunEngine } from './open-engine.js';
import type { LoadedSource, NodeProblem, NodeResult, ProjectRun } from './project-run.js';
import { runNode, selectAll, skippedNode, type RunSettings } from './run-node.js';

export interface RunProjectOptions {
  /** Sample rows; null runs on empty tables. */
  readonly rows: RowStore | null;
  /** dbt variables, as `--vars`. */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** Wall time of one node. Default 30,000. */
  readonly nodeTimeoutMs?: number;
  /** Read every built model once, so that errors at read time are seen. Default true. */
  readonly readModels?: boolean;
  /** PostgreSQL server for target postgres; default DATABASE_URL, then the embedded one. */
  readonly databaseUrl?: string;
  /** A DuckDB file made by `loadSources` of the same project: it is copied, and its rows need no second loading. */
  readonly databasePath?: string;
  readonly onNode?: (node: NodeResult, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const NODE_TIMEOUT_MS = 30_000;
const ROW_LIMIT = 100;

/**
 * Compiles, loads, builds and tests. What fails inside a node is that node's result.
 * @throws CompileError (an AppError) `DBT-...`, `JINJA-...` when dbt would refuse the whole project; AppError when no engine can be had
 */
export async function runProject(project: Project, options: RunProjectOptions): Promise<ProjectRun> {
  const { engine, sources, close } = await openRunEngine(project, options);
  try {
    const compiled = await compileInSandbox(project, engine, options.vars);
    const nodes = await runAll(project, compiled, sources, engine, options);
    return projectRun(engine, compiled, nodes, sources, options, close);
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** Templates get a child of their own: it ends before any data is read. */
async function compileInSandbox(project: Project, engine: Engine, vars: RunProjectOptions['vars']): Promise<CompiledProject> {
  const sandbox = await openSandbox();
  try {
    const { database, defaultSchema } = engine;
    return await compileProject(project, { render: sandboxRenderer(sandbox), database, defaultSchema, vars });
  } finally {
    await sandbox.close();
  }
} // prettier-ignore

async function runAll(
  project: Project,
  compiled: CompiledProject,
  sources: readonly LoadedSource[],
  engine: Engine,
  options: RunProjectOptions,
): Promise<NodeResult[]> {
  const settings: RunSettings = {
    engine,
    timeoutMs: options.nodeTimeoutMs ?? NODE_TIMEOUT_MS,
    readModels: options.readModels ?? true,
  };
  const missing = new Set(sources.filter(({ created }) => !created).map(({ source, table }) => JSON.stringify([source, table]))); // prettier-ignore
  const broken = await createSchemas(compiled, settings);
  const results = new Map<string, NodeResult>();
  const order = buildOrder(compiled);
  for (const { uniqueId, node, dependsOn } of order) {
    throwIfCancelled(options.signal);
    const reason = broken ?? upstreamProblem(dependsOn, results) ?? missingSource(node, missing);
    const result = reason ? skippedNode(node, reason) : await runNode(node, settings);
    results.set(uniqueId, result);
    options.onNode?.(result, results.size, order.length);
  }
  return [...results.values()].sort((a, b) => (a.uniqueId < b.uniqueId ? -1 : a.uniqueId > b.uniqueId ? 1 : 0));
}

/** dbt makes all schemas before the first node; when one cannot be made, nothing runs. */
async function createSchemas({ models }: CompiledProject, { engine, timeoutMs }: RunSettings): Promise<NodeProblem | null> {
  const schemas = new Set(models.flatMap(({ relation }) => relation?.schema ?? []));
  for (const schema of [...schemas].sort()) {
    try {
      await engine.exec(`create schema if not exists "${schema}"`, timeoutMs);
    } catch (thrown) {
      const reason = thrown instanceof AppError ? thrown.publicText : String(thrown);
      return { code: 'BUILD-SCHEMA', message: `The schema ${schema} could not be made: ${reason}` };
    }
  }
  return null;
} // prettier-ignore

/** dbt skips what depends on a node that failed, was skipped, or is a failed test. */
function upstreamProblem(dependsOn: readonly string[], results: ReadonlyMap<string, NodeResult>): NodeProblem | null {
  const cause = dependsOn.map((id) => results.get(id)).find((result) => result && BLOCKING.has(result.status));
  return cause ? { code: 'BUILD-UPSTREAM', message: `${cause.uniqueId} has status ${cause.status}.` } : null;
} // prettier-ignore

const BLOCKING: ReadonlySet<string> = new Set(['error', 'fail', 'skipped']);

function missingSource(node: CompiledNode, missing: ReadonlySet<string>): NodeProblem | null {
  const pair = node.sources.find((source) => missing.has(JSON.stringify(source)));
  if (!pair) return null;
  return { code: 'BUILD-EXTERNAL-SOURCE', message: `It reads the source table ${pair.join('.')}, which could not be made here.` };
} // prettier-ignore

function projectRun(
  engine: Engine,
  compiled: CompiledProject,
  nodes: readonly NodeResult[],
  sources: readonly LoadedSource[],
  options: RunProjectOptions,
  close: () => Promise<void>,
): ProjectRun {
  const timeoutMs = options.nodeTimeoutMs ?? NODE_TIMEOUT_MS;
  const query = (sql: string, rowLimit = ROW_LIMIT) => engine.query(sql, { timeoutMs, rowLimit });
  const models = new Map(compiled.models.map((model) => [model.name, model]));
  const built = new Set(nodes.filter(({ status }) => status === 'success').map(({ name }) => name));
  return {
    engine: engine.name,
    nodes,
    omitted: compiled.omitted,
    sources,
    compiledSql: new Map([...compiled.models, ...compiled.tests].map(({ uniqueId, sql }) => [uniqueId, sql])),
    rowsOf: async (name, rowLimit) => {
      const model = models.get(name);
      if (!model || !built.has(name)) throw new AppError('BUILD-NO-MODEL', `The model ${name} was not built.`);
      return query(selectAll(model), rowLimit);
    },
    query,
    close,
  };
}
