/** Both sides over one set of tables: the engine on its own rows, and each target on the rows as a migration loads them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, Finding, Table, View } from '../../src/catalog/catalog.js';
import { AppError } from '../../src/common/app-error.js';
import type { CompileTarget } from '../../src/compiler/compile.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import type { Engine } from '../../src/dbt/run/engine.js';
import { loadTables } from '../../src/dbt/run/load-tables.js';
import type { Project, ProjectSourceTable } from '../../src/dbt/project.js';
import { Session } from '../../src/engine/session/session.js';
import { listInputs } from '../../src/sources/input.js';
import { readScripts } from '../../src/sources/read-scripts.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { parseScript, tokenCoverage } from '../../src/syntax/tsql/index.js';
import type { EngineOutcome, TargetOutcome } from './outcome.js';

export const SETTINGS: Catalog['settings'] = {
  collation: 'SQL_Latin1_General_CP1_CI_AS',
  collationAssumed: false,
  collationMode: 'source',
  dateFirst: 7,
  language: 'us_english',
  compatibilityLevel: 150,
};

const STATEMENT_TIMEOUT_MS = 10_000;
const ROW_LIMIT = 20_000;
/** 2026-01-01 12:00 UTC. */
const NOW_UTC = 639_028_008_000_000_000n;
const LIMITS = { rows: 200_000, steps: 5_000_000, timeMs: 5_000, valueLength: 1_000_000 };

const VIEW = { schema: 'dbo', name: 'fuzzed' };
const NAMER = { relation: ({ schema, name }: { schema: string; name: string }) => `"${schema}"."${name}"` };

export class Arena {
  private constructor(
    private readonly catalog: Catalog,
    private readonly session: Session,
    private readonly targets: readonly Engine[],
    private readonly views: ReadonlyMap<Engine['target'], LoadedViews>,
  ) {}

  /**
   * Makes and fills the tables of a script everywhere, and makes the views. What the targets had before is dropped.
   * @param views CREATE VIEW statements; one that a side refuses is missing there
   * @throws Error when a row is refused anywhere
   */
  static async open(script: string, targets: readonly Engine[], views: readonly string[] = []): Promise<Arena> {
    const folder = await mkdtemp(join(tmpdir(), 'fuzz-semantics-'));
    try {
      const file = join(folder, 'tables.sql');
      await writeFile(file, [script, ...views].join('\nGO\n'));
      const store = new RowStore(join(folder, 'rows'));
      const options = { settings: SETTINGS, variables: {}, dataFiles: [], withRows: true };
      const catalog = await readScripts(await listInputs([file]), options, store);
      const loaded = new Map<Engine['target'], LoadedViews>();
      for (const target of targets) {
        await load(catalog, store, target);
        loaded.set(target.target, await loadViews(catalog, target));
      }
      return new Arena(catalog, filledSession(script, views), targets, loaded);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  engineAnswer(query: string): EngineOutcome {
    const results = this.session.run(query);
    for (const result of results) {
      if (result.kind === 'error') return { kind: 'error', number: result.number, message: result.message };
      if (result.kind === 'not_in_engine') return { kind: 'lacking', code: result.code, message: result.message };
    }
    const [rows] = results.filter((result) => result.kind === 'rows');
    if (rows?.kind !== 'rows') return { kind: 'lacking', code: 'NO-RESULT', message: JSON.stringify(results) };
    return { kind: 'rows', columns: rows.columns, rows: rows.rows };
  }

  get engines(): readonly Engine[] {
    return this.targets;
  }

  async targetAnswer(query: string, target: Engine): Promise<TargetOutcome> {
    const views = this.views.get(target.target);
    const read = namesIn(query);
    const missing = views?.refused.find(({ name }) => read.includes(name));
    if (missing) return { kind: 'refused', code: missing.code, message: missing.message, findings: [] };
    const compiled = this.tryCompile(query, target.target);
    if (compiled instanceof Error) return { kind: 'error', sql: '', columns: [], findings: [], message: `the compiler threw ${compiled.message}` }; // prettier-ignore
    const { ok, sql, columns, findings: own } = compiled;
    // What a view raised counts for all that read it, by way of other views too.
    const findings = [...own, ...(read.some((name) => views?.names.includes(name)) ? (views?.findings ?? []) : [])];
    const error = own.find(({ severity }) => severity === 'error');
    if (!ok || sql === null) return { kind: 'refused', code: error?.code ?? 'COMPILE-NOT-CONVERTED', message: error?.message ?? '', findings }; // prettier-ignore
    try {
      const {
        columns: rowColumns,
        rows,
        truncated,
      } = await target.query(sql, { timeoutMs: STATEMENT_TIMEOUT_MS, rowLimit: ROW_LIMIT });
      if (truncated) return { kind: 'error', sql, columns, findings, message: `more than ${ROW_LIMIT} rows` };
      return { kind: 'rows', sql, columns, findings, rowColumns, rows };
    } catch (thrown) {
      const failed = read.map((name) => views?.failed.get(name)).find((problem) => problem !== undefined);
      return { kind: 'error', sql, columns, findings, message: failed ?? messageOf(thrown) };
    }
  }

  private tryCompile(query: string, target: CompileTarget) {
    try {
      return this.compiled(query, target);
    } catch (thrown) {
      return thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  }

  /** As a view of the catalog: refused as a migration refuses it, tokens that are not understood too. */
  private compiled(query: string, target: CompileTarget) {
    const text = `CREATE VIEW dbo.${VIEW.name} AS ${query}`;
    const { total, covered } = tokenCoverage(parseScript({ path: 'fuzzed.sql', text }, { quotedIdentifier: true }));
    const place = { file: 'fuzzed.sql', line: 1, column: 1, offset: 0 };
    const definition = { place, text, quotedIdentifier: true, tokens: { total, covered } };
    const view: View = { kind: 'view', name: VIEW, description: null, definition, findings: [], columns: [], schemaBound: false, encrypted: false }; // prettier-ignore
    const catalog: Catalog = { ...this.catalog, objects: [...this.catalog.objects, view] };
    const compiled = makeCompiler(catalog, target, NAMER).compileQueryObject(VIEW);
    return covered < total ? { ...compiled, ok: false } : compiled;
  }
}

/** Names of views and tables in a query. */
const namesIn = (query: string): readonly string[] =>
  [...query.matchAll(/\bdbo\.(\w+)/g)].map(([, name]) => name ?? '');

/** Views of a target. */
interface LoadedViews {
  readonly names: readonly string[];
  readonly refused: readonly { readonly name: string; readonly code: string; readonly message: string }[];
  /** With what the target said when it should make them. */
  readonly failed: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

async function loadViews(catalog: Catalog, engine: Engine): Promise<LoadedViews> {
  const compiler = makeCompiler(catalog, engine.target, NAMER);
  const views = catalog.objects.filter((object): object is View => object.kind === 'view');
  const refused: { name: string; code: string; message: string }[] = [];
  const failed = new Map<string, string>();
  const found: Finding[] = [];
  for (const { name, definition } of views) {
    const below = namesIn(definition.text ?? '')
      .map((each) => refused.find((other) => other.name === each))
      .find(Boolean);
    const { ok, sql, findings } = compiler.compileQueryObject(name);
    found.push(...findings);
    const error = findings.find(({ severity }) => severity === 'error');
    if (below) refused.push({ ...below, name: name.name });
    else if (!ok || sql === null || definition.tokens.covered < definition.tokens.total)
      refused.push({ name: name.name, code: error?.code ?? 'COMPILE-NOT-CONVERTED', message: error?.message ?? '' }); // prettier-ignore
    else {
      const problem = await problemOf(engine, `create view ${NAMER.relation(name)} as ${sql}`);
      if (problem !== null) failed.set(name.name, problem);
    }
  }
  return { names: views.map(({ name }) => name.name), refused, failed, findings: found };
}

/** A target may calculate the constants of a view when it is made, and stop at one, or at a view that is missing. */
async function problemOf(engine: Engine, sql: string): Promise<string | null> {
  try {
    await engine.exec(sql, STATEMENT_TIMEOUT_MS);
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof AppError ? (thrown.internalText ?? thrown.publicText) : String(thrown);

function filledSession(script: string, views: readonly string[]): Session {
  const session = new Session({
    surroundings: { nowUtc: NOW_UTC, offsetMinutes: 0, user: 'dbo', database: 'fuzz', server: 'fuzz', random: () => 0.5, elapsedMs: () => performance.now() },
    limits: LIMITS,
  }); // prettier-ignore
  for (const result of session.run(script))
    if (result.kind !== 'row_count') throw new Error(`the engine refused the rows: ${JSON.stringify(result)}`);
  // One that it refuses is missing: what reads it stops with error 208.
  for (const view of views) session.run(view);
  return session;
}

async function load(catalog: Catalog, store: RowStore, engine: Engine): Promise<void> {
  const compiler = makeCompiler(catalog, engine.target, NAMER);
  const tables = catalog.objects.filter((object): object is Table => object.kind === 'table');
  const sources = tables.map((table): ProjectSourceTable => {
    const stored = catalog.rows.find(({ table: { name } }) => name === table.name.name);
    const columns = table.columns.map(({ name, nullable }) => ({ name, sourceType: '', targetType: compiler.targetType(table.name, name).type, nullable, description: null })); // prettier-ignore
    return { source: 'dbo', database: null, schema: 'dbo', table: table.name.name, description: null, columns, tests: [], object: null, rowsKey: stored?.rowsKey ?? null, rowColumns: stored?.columns ?? [] }; // prettier-ignore
  });
  const project: Project = { schemaVersion: 1, name: 'fuzz', source: 'fuzz', target: engine.target, sources, models: [], macros: [], singularTests: [] }; // prettier-ignore
  await engine.exec('drop schema if exists "dbo" cascade', STATEMENT_TIMEOUT_MS);
  for (const { table, rejected, problem } of await loadTables(project, store, engine))
    if (problem || rejected > 0) throw new Error(`${table} was not loaded: ${JSON.stringify(problem)}`);
}
