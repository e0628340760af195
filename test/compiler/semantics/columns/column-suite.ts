/** Compiles every vector of an area from one script, and runs each on an engine that holds the area's rows. */
import type { CompiledObject, Compiler, CompileTarget } from '../../../../src/compiler/compile.js';
import { makeCompiler } from '../../../../src/compiler/compiler.js';
import { catalogOf } from '../../../factories/catalog.js';
import { openEngine, type Engine } from '../../../factories/compiled-query.js';
import type { Area, Cell, ColumnTable, Vector } from './vector.js';

const NAMER = { relation: ({ schema, name }: { schema: string; name: string }) => `"${schema}"."${name}"` };

/** An area, its engine and its compiled views. `close` it. */
export interface OpenArea {
  compiled(index: number): CompiledObject;
  /** Cells of the vector's rows; those of an expression ordered by id. */
  rows(index: number): Promise<readonly Cell[]>;
  close(): Promise<void>;
}

export async function openArea(area: Area, target: CompileTarget): Promise<OpenArea> {
  const compiler = makeCompiler(await catalogOf(scriptOf(area)), target, NAMER);
  const engine = await openEngine(target);
  await engine.run('create schema if not exists dbo');
  if (area.table) await load(area.table, compiler, engine);
  const compiled = area.vectors.map((_, index) =>
    compiler.compileQueryObject({ schema: 'dbo', name: viewName(index) }),
  );
  const at = (index: number): CompiledObject => compiled[index] ?? failed(`no vector ${index}`);
  return {
    compiled: at,
    rows: (index) => rowsOf(at(index), isExpression(area, index), engine),
    close: () => engine.close(),
  };
}

function failed(message: string): never {
  throw new Error(message);
}

const viewName = (index: number): string => `Vector${index}`;

const isQuery = ({ sql }: Vector): boolean => /^\s*(SELECT|WITH)\b/i.test(sql);
const isExpression = (area: Area, index: number): boolean =>
  !isQuery(area.vectors[index] ?? failed(`no vector ${index}`));

/** The area as one T-SQL script: its table, and a view for each vector. */
function scriptOf({ table, vectors }: Area): string {
  const made = table ? `CREATE TABLE dbo.${table.name} (${table.columns.map(([name, type]) => `[${name}] ${type}`).join(', ')})` : ''; // prettier-ignore
  const views = vectors.map((vector, index) => {
    const query = isQuery(vector) ? vector.sql : `SELECT id, ${vector.sql} AS v FROM dbo.${table?.name ?? ''}`;
    return `CREATE VIEW dbo.${viewName(index)} AS ${query}`;
  });
  return [made, ...views].join('\nGO\n');
}

/** The table in the types the compiler gives its columns, its rows as texts that the engine reads. */
async function load({ name, columns, rows }: ColumnTable, compiler: Compiler, engine: Engine): Promise<void> {
  const typed = columns.map(([column]) => `"${column}" ${compiler.targetType({ schema: 'dbo', name }, column).type}`);
  await engine.run(`create table "dbo"."${name}" (${typed.join(', ')})`);
  const tuples = rows.map((row) => `(${row.map((cell) => (cell === null ? 'null' : `'${cell.replaceAll("'", "''")}'`)).join(', ')})`); // prettier-ignore
  await engine.run(`insert into "dbo"."${name}" values ${tuples.join(', ')}`);
}

async function rowsOf({ sql, columns }: CompiledObject, byId: boolean, engine: Engine): Promise<readonly Cell[]> {
  const text = (column: string): string => `cast(${column} as varchar)`;
  const names = columns.map((_, index) => `c${index}`);
  const from = `from (${sql}) as q(${names.join(', ')})`;
  const query = byId ? `select ${text('c1')} ${from} order by c0` : `select ${names.map(text).join(', ')} ${from}`;
  const rows = await engine.run(query).catch((cause: unknown) => {
    throw new Error(`${String(cause)} in\n${sql}`, { cause });
  });
  if (byId) return rows.map(([cell]) => plain(cell ?? null, columns[1]?.targetType ?? ''));
  return rows.map((row) => row.map((cell, index) => plain(cell, columns[index]?.targetType ?? '') ?? 'NULL').join(' | ')).toSorted(); // prettier-ignore
}

/** One text for what the engines print in two ways: whole floats (`2.0`, `2`) and bytes (`\x0A\xFF`, `\x0aff`). */
function plain(cell: Cell, type: string): Cell {
  if (cell === null) return null;
  if (/^(double|real|float)/.test(type)) return cell.replace(/\.0$/, '').replace(/^-0$/, '0');
  return cell;
}
