import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '../../src/dbt/project.js';
import { openDuckDb } from '../../src/dbt/run/duckdb-engine.js';
import { loadSources, runProject, type NodeResult, type ProjectRun } from '../../src/dbt/run/index.js';
import { loadScript } from '../../src/dbt/write/load-script.js';
import { duckdbFile } from '../../src/dbt/write/settings.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { runDbt, type DbtRun } from '../support/dbt.js';
import { freshDatabase } from '../support/postgres.js';

/** Stored rows by key: cells as canonical text. */
export type StoredRows = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;

/** What both sides are compared on: `name status failures`, and each relation with its rows. */
export interface BuildOutcome {
  readonly nodes: readonly string[];
  readonly relations: Readonly<Record<string, readonly string[]>>;
}

export interface Agreement {
  readonly ours: BuildOutcome;
  readonly theirs: BuildOutcome;
  readonly run: Pick<ProjectRun, 'nodes' | 'omitted' | 'sources'>;
  readonly dbt: DbtRun;
}

interface Variables {
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** A folder with the project's files and its row store. */
async function projectFolder(project: Project, stored: StoredRows | RowStore) {
  const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
  for (const { path, text } of writeProject(project)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const rows = stored instanceof RowStore ? stored : await storedRows(join(folder, 'rows'), stored);
  return { folder, rows, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function storedRows(folder: string, stored: StoredRows): Promise<RowStore> {
  const rows = new RowStore(folder);
  for (const [key, cells] of Object.entries(stored)) {
    const lines = cells.map((row) => JSON.stringify(row));
    await rows.write(key, lines);
  }
  return rows;
}

/** @returns what real dbt made of the project, and what the embedded runner made of it, on DuckDB */
export async function bothOnDuckDb(project: Project, stored: StoredRows | RowStore, { vars = {} }: Variables = {}): Promise<Agreement> {
  const { folder, rows, remove } = await projectFolder(project, stored);
  try {
    const file = join(folder, duckdbFile(project));
    await loadSources(project, rows, file);
    const run = await runProject(project, { rows, databasePath: file, vars });
    const dbt = await runDbt(folder, buildArguments(vars));
    const built = await openDuckDb(file);
    try {
      const query: Query = async (sql) => (await built.query(sql, { timeoutMs: 30_000, rowLimit: ALL_ROWS })).rows;
      return await compared(project, run, dbt, query);
    } finally {
      await built.close();
      await run.close();
    }
  } finally {
    remove();
  }
} // prettier-ignore

/** The same on PostgreSQL: dbt builds in a database that the load script filled. */
export async function bothOnPostgres(project: Project, stored: StoredRows | RowStore, { vars = {} }: Variables = {}): Promise<Agreement> {
  const { folder, rows, remove } = await projectFolder(project, stored);
  const database = await freshDatabase();
  try {
    const pieces: string[] = [];
    for await (const piece of loadScript(project, rows)) pieces.push(piece);
    await database.client.query(pieces.join(''));
    const { hostname, port, username, password, pathname } = new URL(database.url);
    const env = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: pathname.slice(1) };
    const dbt = await runDbt(folder, buildArguments(vars), { env });
    const run = await runProject(project, { rows, databaseUrl: database.url, vars });
    try {
      const query: Query = async (text) => (await database.client.query<unknown[]>({ text, rowMode: 'array' })).rows;
      return await compared(project, run, dbt, query);
    } finally {
      await run.close();
    }
  } finally {
    await database.close();
    remove();
  }
} // prettier-ignore

function buildArguments(vars: Readonly<Record<string, unknown>>): string[] {
  return ['build', '--vars', JSON.stringify(vars)];
}

async function compared(project: Project, run: ProjectRun, dbt: DbtRun, query: Query): Promise<Agreement> {
  const theirNodes = dbt.results.map(({ uniqueId, status, failures }) => nodeLine(dbtName(uniqueId), status, failures ?? null)); // prettier-ignore
  const ourNodes = run.nodes.filter(isReported(project)).map(({ name, status, failures }) => nodeLine(name, status, failures)); // prettier-ignore
  const ourQuery: Query = async (sql) => (await run.query(sql, ALL_ROWS)).rows;
  return {
    ours: { nodes: ourNodes.sort(), relations: await relationsOf(ourQuery, project.target) },
    theirs: { nodes: theirNodes.sort(), relations: await relationsOf(query, project.target) },
    run,
    dbt,
  };
}

/** dbt reports no ephemeral models. */
function isReported(project: Project): (node: NodeResult) => boolean {
  const ephemeral = new Set(project.models.filter(({ materialized }) => materialized === 'ephemeral').map(({ model }) => model)); // prettier-ignore
  return ({ kind, name }) => kind === 'test' || !ephemeral.has(name);
}

function nodeLine(name: string, status: string, failures: number | null): string {
  return `${name} ${status}${['pass', 'warn', 'fail'].includes(status) ? ` ${failures ?? 0}` : ''}`;
}

/** `test.shop.not_null_a_b.0123456789` -> `not_null_a_b`. */
function dbtName(uniqueId: string): string {
  const [, , ...name] = uniqueId.split('.');
  return name.join('.').replace(/\.[0-9a-f]{10}$/, '');
}

type Query = (sql: string) => Promise<readonly (readonly unknown[])[]>;
const ALL_ROWS = 1_000_000;

/** Every view and table with its columns' types and its rows as text, in a fixed order. A view that cannot be read is told as such. */
async function relationsOf(query: Query, target: Project['target']): Promise<Record<string, string[]>> {
  const relations: Record<string, string[]> = {};
  for (const [schema, name, kind, columns] of await query(RELATIONS)) {
    const quoted = [schema, name].map((part) => `"${String(part).replaceAll('"', '""')}"`).join('.');
    const rows = await query(ROWS[target](quoted)).catch(() => [['cannot be read']]);
    relations[`${String(kind)} ${quoted}`] = [String(columns), ...rows.map((row) => JSON.stringify(row)).sort()];
  }
  return relations;
}

const RELATIONS = `select t.table_schema, t.table_name, t.table_type,
  string_agg(c.column_name || ' ' || c.data_type || ' ' || coalesce(cast(c.numeric_scale as varchar), ''), ', ' order by c.ordinal_position)
from information_schema.tables as t
join information_schema.columns as c on c.table_schema = t.table_schema and c.table_name = t.table_name
where t.table_schema not in ('information_schema', 'pg_catalog')
group by t.table_schema, t.table_name, t.table_type order by 1, 2`;

const ROWS: Readonly<Record<Project['target'], (relation: string) => string>> = {
  duckdb: (relation) => `select * from ${relation}`,
  postgres: (relation) => `select cast(whole as text) from ${relation} as whole`,
};
