/** Runs a project as `dbt build` would: models and tests in the order of the graph, descendants of failures skipped. */
import type { RowStore } from '../../sources/rows/row-store.js';
import type { Project } from '../project.js';
import type { NodeResult, ProjectRun } from './project-run.js';

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

/**
 * Compiles, loads, builds and tests. What fails inside a node is that node's result.
 * @throws AppError with `DBT-CYCLE`, `DBT-UNKNOWN-REF`, `JINJA-...` when the project cannot be compiled at all
 */
export declare function runProject(project: Project, options: RunProjectOptions): Promise<ProjectRun>;
