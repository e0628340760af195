/** Random tables with their rows, as the T-SQL script that makes them. */
import { columnType, type Family } from './column-types.js';
import type { Random } from './random.js';

export interface FuzzColumn {
  readonly name: string;
  readonly family: Family;
  /** As in CREATE TABLE. */
  readonly sql: string;
  readonly nullable: boolean;
}

/** What a query reads: a table or a view. */
export interface Relation {
  readonly name: string;
  /** The first is `id`, the key. */
  readonly columns: readonly { readonly name: string; readonly family: Family }[];
}

export interface FuzzTable extends Relation {
  /** The first is `id`, the key. */
  readonly columns: readonly FuzzColumn[];
  /** T-SQL constants. */
  readonly rows: readonly (readonly string[])[];
}

const TABLES = ['t1', 't2', 't3'];
const ROWS_MAX = 10;
const NULL_SHARE = 0.2;
/** Of table sets with values near the bounds of their types. */
const EXTREMES_SHARE = 0.15;

export function randomTables(random: Random): FuzzTable[] {
  const extremes = random.chance(EXTREMES_SHARE);
  return TABLES.map((name) => randomTable(random, name, extremes));
}

function randomTable(random: Random, name: string, withExtremes: boolean): FuzzTable {
  const types = Array.from({ length: random.between(5, 9) }, () => columnType(random));
  const columns = types.map(({ family, sql }, index) => ({ name: `c${index + 1}`, family, sql, nullable: random.chance(0.75) })); // prettier-ignore
  const count = random.chance(0.05) ? 0 : random.between(2, ROWS_MAX);
  const rows = Array.from({ length: count }, (_, index) => [
    String(index + 1),
    ...types.map(({ values, extremes }, at) => {
      if (columns[at]?.nullable === true && random.chance(NULL_SHARE)) return 'NULL';
      return withExtremes && extremes.length > 0 && random.chance(0.2) ? random.pick(extremes) : random.pick(values);
    }),
  ]);
  return { name, columns: [{ name: 'id', family: 'int', sql: 'int', nullable: false }, ...columns], rows };
}

/** CREATE TABLE and INSERT of each table. */
export const scriptOf = (tables: readonly FuzzTable[]): string => tables.map(tableScript).join('\n');

function tableScript({ name, columns, rows }: FuzzTable): string {
  const items = columns.map(({ name: column, sql, nullable }) => `${column} ${sql} ${nullable ? 'NULL' : 'NOT NULL'}`);
  const inserts = rows.map((row) => `INSERT INTO dbo.${name} VALUES (${row.join(', ')});`);
  return [`CREATE TABLE dbo.${name} (${items.join(', ')});`, ...inserts].join('\n');
}
