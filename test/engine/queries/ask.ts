/** Queries over small tables, asked of the engine without a session. */
import { textOf } from '../../../src/engine/conversion/convert.js';
import type { Objects, ReadableTable } from '../../../src/engine/queries/objects.js';
import { rootScope } from '../../../src/engine/queries/root-scope.js';
import { defaultSettings, DEFAULT_LIMITS, Run, type Limits } from '../../../src/engine/session/run.js';
import { INT, nvarchar, type Type } from '../../../src/engine/types/type.js';
import type { Row } from '../../../src/engine/values/value.js';
import { parseScript } from '../../../src/syntax/tsql/index.js';

export const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
export const TEXT: Type = { ...nvarchar(50), collation: COLLATION, collationLabel: 'implicit' };
export { INT };

/** `table({a: INT, b: TEXT}, [[1, 'x'], [2, null]])` */
export function table(columns: Readonly<Record<string, Type>>, rows: readonly Row[]): ReadableTable {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type, isNullable: true })), rows, keys: [] };
}

type Tables = Readonly<Record<string, ReadableTable>>;

/** @param functions texts of CREATE FUNCTION */
function objectsOf(tables: Tables, functions: readonly string[]): Objects {
  const routines = functions.flatMap((text) => parseScript({ path: 'f.sql', text }).batches[0]?.statements ?? []);
  return {
    defaultCollation: COLLATION,
    aliases: () => null,
    find: (name) => {
      const wanted = name.parts.at(-1)?.value.toLowerCase() ?? '';
      const routine = routines.find((each) => each.kind === 'create_routine' && each.name.parts.at(-1)?.value.toLowerCase() === wanted); // prettier-ignore
      if (routine?.kind === 'create_routine') return { kind: 'function', name: wanted, routine };
      const found = tables[wanted];
      return found ? { kind: 'table', table: found } : null;
    },
    tableVariable: () => null,
    scalarFunction: () => null,
    variableType: () => null,
    sequence: () => null,
  };
}

const SURROUNDINGS = { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'db', server: 'srv', random: () => 0.5, elapsedMs: () => 0 }; // prettier-ignore

export function bound(sql: string, tables: Tables = {}, functions: readonly string[] = []) {
  const statement = parseScript({ path: 't.sql', text: sql }).batches[0]?.statements[0];
  if (statement?.kind !== 'select_statement') throw new Error(`no query: ${statement?.kind}`);
  const settings = defaultSettings();
  return rootScope(objectsOf(tables, functions), settings).binder.query(
    statement.query,
    rootScope(objectsOf(tables, functions), settings),
  );
}

/** Rows as texts, as a result grid shows them; NULL is null. */
export function ask(
  sql: string,
  tables: Tables = {},
  limits: Limits = DEFAULT_LIMITS,
  functions: readonly string[] = [],
): (string | null)[][] {
  const query = bound(sql, tables, functions);
  const run = new Run(SURROUNDINGS, defaultSettings(), limits);
  return query.rows(null, run).map((row) => query.columns.map(({ type }, index) => {
    const value = row[index] ?? null;
    return value === null ? null : textOf(value, type);
  })); // prettier-ignore
}

/** The number of SQL Server's error, or the code of what is lacking. */
export function failure(sql: string, tables: Tables = {}, limits: Limits = DEFAULT_LIMITS): unknown {
  try {
    return ask(sql, tables, limits);
  } catch (error) {
    if (error instanceof Error && 'number' in error) return error.number;
    if (error instanceof Error && 'code' in error) return error.code;
    throw error;
  }
}
