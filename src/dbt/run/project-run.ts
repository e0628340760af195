/** What running a project gives: a result for every node that real dbt would run, and the relations, open to be looked at. */
import type { QueryRows } from './engine.js';

/** dbt's own words: models are `success`, tests `pass`, `warn` or `fail`, either may be `error` or `skipped`. */
export type NodeStatus = 'success' | 'pass' | 'warn' | 'fail' | 'error' | 'skipped';

/** Why a node did not run or did not pass. */
export interface NodeProblem {
  /** `BUILD-UPSTREAM-FAILED`, `BUILD-EXTERNAL-SOURCE`, `JINJA-...`, or the engine's: `sql_error`, `sql_resource_limit`. */
  readonly code: string;
  readonly message: string;
}

export interface NodeResult {
  /** `model.<project>.<name>`, `test.<project>.<name>`. */
  readonly uniqueId: string;
  readonly kind: 'model' | 'test';
  readonly name: string;
  /** dbt model that it is, or that the test stands on; null for singular tests. */
  readonly model: string | null;
  /** Generic test, its column, and its place among the model's tests; null for models and singular tests. */
  readonly test: { readonly name: string; readonly column: string | null; readonly index: number } | null;
  readonly status: NodeStatus;
  /** Failing rows of a test; null when it gave none. */
  readonly failures: number | null;
  /** Rows of a model that was built and read in full; null otherwise. */
  readonly rows: number | null;
  readonly problem: NodeProblem | null;
  /** A view can be created and still fail when it is read: every column of every row is read once, dbt itself does not look. */
  readonly readProblem: NodeProblem | null;
  readonly durationMs: number;
}

/** A test that dbt leaves out: its model is off, or what it refers to is off or unknown. */
export interface OmittedNode {
  readonly uniqueId: string;
  readonly reason: string;
}

/** A finished run. Its database lives until `close`. */
export interface ProjectRun {
  /** `duckdb 1.5.6`, `postgres 15.8`: the only engine the results say anything about. */
  readonly engine: string;
  /** In the order of `uniqueId`. */
  readonly nodes: readonly NodeResult[];
  readonly omitted: readonly OmittedNode[];
  /** Source tables loaded, with what could not be. */
  readonly sources: readonly LoadedSource[];
  /** Compiled SQL by unique id, as the engine was given it. */
  readonly compiledSql: ReadonlyMap<string, string>;
  /** The first rows of a model in no particular order. @throws AppError when it was not built or cannot be read */
  rowsOf(model: string, rowLimit?: number): Promise<QueryRows>;
  /** Runs one query on the run's database: comparison, evidence. @throws AppError */
  query(sql: string, rowLimit?: number): Promise<QueryRows>;
  /** Drops the throw-away database and ends its process. */
  close(): Promise<void>;
}

/** A raw table made for a dbt source. */
export interface LoadedSource {
  readonly source: string;
  readonly schema: string;
  readonly table: string;
  /** False for external sources: nothing is known of their columns. */
  readonly created: boolean;
  readonly rows: number;
  /** Rows the target refused, and the first reason. */
  readonly rejected: number;
  readonly problem: NodeProblem | null;
}
