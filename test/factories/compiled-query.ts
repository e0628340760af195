/** Compiles T-SQL queries and runs what comes out on a real target. */
import { DuckDBInstance } from '@duckdb/node-api';
import type { SourceSettings } from '../../src/catalog/catalog.js';
import type { CompiledObject, CompileTarget } from '../../src/compiler/compile.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import { freshDatabase } from '../support/postgres.js';
import { catalogOf } from './catalog.js';

const NAMER = { relation: ({ schema, name }: { schema: string; name: string }) => `"${schema}"."${name}"` };

/** The view `dbo.Tested AS query` after the statements of `script`. */
export async function compiledView(
  query: string,
  target: CompileTarget,
  { script = '', settings = {} }: { script?: string; settings?: Partial<SourceSettings> } = {},
): Promise<CompiledObject> {
  const catalog = await catalogOf(`${script}\nGO\nCREATE VIEW dbo.Tested AS ${query}\nGO\n`, settings);
  return makeCompiler(catalog, target, NAMER).compileQueryObject({ schema: 'dbo', name: 'Tested' });
}

/** Rows as texts (null for NULL) by running SQL of the target. */
export type RunSql = (sql: string) => Promise<readonly (readonly (string | null)[])[]>;

/** A target's own engine for the tests of one group. `close` it after them. */
export interface Engine {
  readonly run: RunSql;
  close(): Promise<void>;
}

export async function openEngine(target: CompileTarget): Promise<Engine> {
  return target === 'duckdb' ? openDuckdb() : openPostgres();
}

/** Texts as they are; numbers and truth values as JSON writes them. */
const textOf = (cell: unknown): string | null =>
  cell === null || cell === undefined ? null : typeof cell === 'string' ? cell : JSON.stringify(cell);

async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      const result = await connection.runAndReadAll(sql);
      return result.getRowsJson().map((row) => row.map(textOf));
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function openPostgres(): Promise<Engine> {
  const database = await freshDatabase();
  // Every type arrives as the server prints it; only true and false are spelled out as DuckDB's are.
  const types = { getTypeParser: (oid: number) => (text: string) => (oid === 16 ? String(text === 't') : text) };
  return {
    run: async (sql) => {
      const result = await database.client.query<unknown[]>({ text: sql, rowMode: 'array', types });
      return result.rows.map((row) => row.map(textOf));
    },
    close: () => database.close(),
  };
}

/** Rows of a T-SQL query on an engine, sorted unless the query has an order of its own. Fails with the findings when the query is not `ok`. */
export async function rowsOf(
  query: string,
  target: CompileTarget,
  engine: Engine,
  options: Parameters<typeof compiledView>[2] & { readonly keepsOrder?: boolean } = {},
): Promise<readonly string[]> {
  const compiled = await compiledView(query, target, options);
  if (!compiled.ok || compiled.sql === null) throw new Error(`not ok: ${JSON.stringify(compiled.findings, null, 1)}`);
  const rows = await engine.run(compiled.sql).catch((cause: unknown) => {
    throw new Error(`${String(cause)} in\n${compiled.sql}`, { cause });
  });
  const texts = rows.map((row) => row.map((value) => value ?? 'NULL').join(' | '));
  return options.keepsOrder ? texts : texts.toSorted();
}
