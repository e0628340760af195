import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '../../src/dbt/project.js';
import { openDuckDb } from '../../src/dbt/run/duckdb-engine.js';
import type { Engine } from '../../src/dbt/run/engine.js';
import { loadSources, runProject, type NodeResult } from '../../src/dbt/run/index.js';
import { duckdbFile } from '../../src/dbt/write/settings.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { runDbt } from '../support/dbt.js';

/** Stored rows by key: cells as canonical text. */
export type StoredRows = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;

/** What both sides are compared on: `name status failures`, and each relation with its rows. */
export interface BuildOutcome {
  readonly nodes: readonly string[];
  readonly relations: Readonly<Record<string, readonly string[]>>;
}

/** A folder with the project's files, its DuckDB file and its row store. */
export async function projectFolder(project: Project, stored: StoredRows): Promise<{ folder: string; rows: RowStore; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
  for (const { path, text } of writeProject(project)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const rows = new RowStore(join(folder, 'rows'));
  for (const [key, lines] of Object.entries(stored)) await rows.write(key, lines.map((line) => JSON.stringify(line)));
  return { folder, rows, remove: () => rmSync(folder, { recursive: true, force: true }) };
} // prettier-ignore

const LAST = 1_000_000;

/** @returns what real dbt made of the project, and what the embedded runner made of it, on DuckDB */
export async function bothOnDuckDb(project: Project, stored: StoredRows, dbtArgs: readonly string[] = ['build'], vars: Record<string, unknown> = {}) {
  const { folder, rows, remove } = await projectFolder(project, stored);
  try {
    const file = join(folder, duckdbFile(project));
    await loadSources(project, rows, file);
    const run = await runProject(project, { rows, databasePath: file, vars });
    const dbt = await runDbt(folder, dbtArgs);
    const built = await openDuckDb(file);
    try {
      const results = dbt.results.map((result) => nodeLine(dbtName(result.uniqueId), result.status, result.failures ?? null));
      const ours: BuildOutcome = { nodes: run.nodes.filter(isReported(project)).map(ownLine).sort(), relations: await relationsOf({ query: (sql) => run.query(sql, LAST) }) };
      const theirs: BuildOutcome = { nodes: results.sort(), relations: await relationsOf({ query: (sql) => built.query(sql, { timeoutMs: 30_000, rowLimit: LAST }) }) };
      return { ours, theirs, output: dbt.output, nodes: run.nodes, omitted: run.omitted };
    } finally {
      await built.close();
      await run.close();
    }
  } finally {
    remove();
  }
} // prettier-ignore

/** dbt reports no ephemeral models. */
function isReported(project: Project): (node: NodeResult) => boolean {
  const ephemeral = new Set(project.models.filter(({ materialized }) => materialized === 'ephemeral').map(({ model }) => model)); // prettier-ignore
  return ({ kind, name }) => kind === 'test' || !ephemeral.has(name);
}

export function ownLine({ name, status, failures }: NodeResult): string {
  return nodeLine(name, status, failures);
}

function nodeLine(name: string, status: string, failures: number | null): string {
  return `${name} ${status}${['pass', 'warn', 'fail'].includes(status) ? ` ${failures ?? 0}` : ''}`;
}

/** `test.shop.not_null_a_b.0123456789` -> `not_null_a_b`. */
export function dbtName(uniqueId: string): string {
  return uniqueId.split('.').slice(2).join('.').replace(/\.[0-9a-f]{10}$/, ''); // prettier-ignore
}

/** Every view and table with its rows as text, in a fixed order. A view that cannot be read is told as such. */
async function relationsOf(engine: { query: (sql: string) => ReturnType<Engine['query']> }): Promise<Record<string, string[]>> {
  const listed = await engine.query(RELATIONS);
  const relations: Record<string, string[]> = {};
  for (const [schema, name, kind] of listed.rows) {
    const quoted = [schema, name].map((part) => `"${String(part).replaceAll('"', '""')}"`).join('.');
    relations[`${String(kind)} ${quoted}`] = await engine.query(`select * from ${quoted}`).then(
      ({ columns, rows }) => [JSON.stringify(columns), ...rows.map((row) => JSON.stringify(row)).sort()],
      () => ['cannot be read'],
    );
  }
  return relations;
} // prettier-ignore

const RELATIONS = `select table_schema, table_name, table_type from information_schema.tables
where table_schema not in ('information_schema', 'pg_catalog') order by 1, 2`;
