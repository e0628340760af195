/** Makes and fills the raw tables of a project on any engine. */
import { AppError } from '../../common/app-error.js';
import type { Cell } from '../../sources/rows/cell.js';
import type { RowStore } from '../../sources/rows/row-store.js';
import type { Project, ProjectSourceTable } from '../project.js';
import type { Engine } from './engine.js';
import type { LoadedSource, NodeProblem } from './project-run.js';
import { createSchemaSql, createTableSql, rowFit } from './raw-table.js';

export interface LoadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const DDL_TIMEOUT_MS = 30_000;
const DDL_TABLE_TIMEOUT_MS = 100;
const STORE_BATCH_ROWS = 1_000;
/** A batch crosses a process border in one piece. */
const BATCH_CHARS_MAX = 4_000_000;
/** After this many refused rows a table is given up: what is wrong is the type, not the row. */
const REJECTED_MAX = 100;

/** One table after the other; what fails is said in the result of its table. @throws AppError `RUN-CANCELLED` */
export async function loadTables(
  project: Project,
  rows: RowStore | null,
  engine: Engine,
  { signal, onProgress }: LoadOptions = {},
): Promise<LoadedSource[]> {
  const loaded: LoadedSource[] = [];
  const problems = await createTables(project, engine);
  for (const table of project.sources) {
    throwIfCancelled(signal);
    loaded.push(await loadTable(table, problems.get(table) ?? null, rows, engine));
    onProgress?.(loaded.length, project.sources.length);
  }
  return loaded;
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('RUN-CANCELLED', 'The run was cancelled.');
}

/** All tables at once; only when that fails one by one, to know which cannot be made. */
async function createTables({ sources }: Project, engine: Engine): Promise<Map<ProjectSourceTable, NodeProblem>> {
  const tables = sources.filter(({ columns }) => columns.length > 0);
  const problems = new Map<ProjectSourceTable, NodeProblem>();
  const schemas = [...new Set(tables.map(({ schema }) => schema))].sort().map(createSchemaSql);
  const timeoutMs = DDL_TIMEOUT_MS + tables.length * DDL_TABLE_TIMEOUT_MS;
  try {
    await engine.execAll([...schemas, ...tables.map(createTableSql)], timeoutMs);
  } catch {
    for (const table of tables) {
      const statements = [createSchemaSql(table.schema), createTableSql(table)];
      await engine
        .execAll(statements, DDL_TIMEOUT_MS)
        .catch((thrown: unknown) => problems.set(table, problemOf(thrown)));
    }
  }
  return problems;
}

async function loadTable(
  table: ProjectSourceTable,
  notCreated: NodeProblem | null,
  rows: RowStore | null,
  engine: Engine,
): Promise<LoadedSource> {
  const result = { source: table.source, schema: table.schema, table: table.table, created: false, rows: 0, rejected: 0 };
  if (table.columns.length === 0) return { ...result, problem: EXTERNAL };
  if (notCreated) return { ...result, problem: notCreated };
  if (!rows || table.rowsKey === null) return { ...result, created: true, problem: null };
  const load = new TableLoad(table, engine);
  try {
    for await (const batch of rows.read(table.rowsKey, STORE_BATCH_ROWS)) await load.add(batch);
    return { ...result, created: true, rows: load.rows, rejected: load.rejected, problem: load.problem };
  } catch (thrown) {
    return { ...result, created: true, rows: load.rows, rejected: load.rejected, problem: problemOf(thrown) };
  }
} // prettier-ignore

const EXTERNAL: NodeProblem = {
  code: 'BUILD-EXTERNAL-SOURCE',
  message: 'The columns of this external table are not known, so it cannot be made here.',
};

export function problemOf(thrown: unknown): NodeProblem {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.publicText };
  return { code: 'BUILD-FAILED', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Adds rows in batches; a batch that is refused is halved until the rows at fault are found. */
class TableLoad {
  rows = 0;
  rejected = 0;
  problem: NodeProblem | null = null;
  private readonly fit;

  constructor(
    private readonly table: ProjectSourceTable,
    private readonly engine: Engine,
  ) {
    this.fit = rowFit(table, engine.target);
  }

  async add(batch: readonly (readonly Cell[])[]): Promise<void> {
    if (this.fit.columns.length === 0) return;
    for (const part of bySize(batch.map(this.fit.fit))) await this.insert(part);
  }

  private async insert(rows: readonly Cell[][]): Promise<void> {
    try {
      await this.engine.loadRows(this.table, this.fit.columns, rows);
      this.rows += rows.length;
    } catch (thrown) {
      if (rows.length > 1) {
        const middle = Math.ceil(rows.length / 2);
        await this.insert(rows.slice(0, middle));
        await this.insert(rows.slice(middle));
        return;
      }
      this.problem ??= problemOf(thrown);
      this.rejected += 1;
      if (this.rejected > REJECTED_MAX) throw thrown;
    }
  }
}

function bySize(rows: readonly Cell[][]): Cell[][][] {
  const parts: Cell[][][] = [[]];
  let chars = 0;
  for (const row of rows) {
    const size = row.reduce((sum, cell) => sum + (cell?.length ?? 0) + 4, 0);
    if (chars > 0 && chars + size > BATCH_CHARS_MAX) {
      parts.push([]);
      chars = 0;
    }
    parts.at(-1)?.push(row);
    chars += size;
  }
  return parts;
}
