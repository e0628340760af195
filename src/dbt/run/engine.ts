/** The port to a database that builds a project: DuckDB in the sandbox, or a throw-away PostgreSQL database. */
import type { Project } from '../project.js';

/** A cell as the engine gives it in JSON: exact types as text. */
export type QueryCell = unknown;

export interface QueryRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly QueryCell[])[];
  /** There were more rows than the limit. */
  readonly truncated: boolean;
}

/** Text is cast to the column's type by the engine; null is NULL. */
export type LoadCell = string | null;

/** Every method throws AppError; after a statement that was killed the engine is usable again, what was built is still there. */
export interface Engine {
  /** `duckdb 1.5.6`. */
  readonly name: string;
  readonly target: Project['target'];
  /** Database that relations are named with. */
  readonly database: string;
  /** dbt's `target.schema`. */
  readonly defaultSchema: string;
  /** Runs one statement for its effect. */
  exec(sql: string, timeoutMs: number): Promise<void>;
  /** Runs statements in one transaction, all or nothing. */
  execAll(statements: readonly string[], timeoutMs: number): Promise<void>;
  query(sql: string, options: { readonly timeoutMs: number; readonly rowLimit: number }): Promise<QueryRows>;
  /** Adds a batch of rows, all or nothing. */
  loadRows(
    table: { readonly schema: string; readonly table: string },
    columns: readonly string[],
    rows: readonly (readonly LoadCell[])[],
  ): Promise<void>;
  close(): Promise<void>;
}
