/** Random queries over the tables. Each table is `dbo.tN` with a key `id`. */
import type { Family } from './column-types.js';
import { Expressions, FAMILIES, named, type Named } from './expressions.js';
import type { Random } from './random.js';
import type { FuzzTable } from './tables.js';
import { fixed, list, type Tree } from './tree.js';

export interface FuzzQuery {
  readonly form: string;
  readonly tree: Tree;
}

const DEPTH = 3;

export const namedColumns = (table: FuzzTable, alias: string): Named[] =>
  table.columns.map(({ name, family }) => ({ text: `${alias}.${name}`, family }));

/** Expressions of every family over one table. */
export function expressionQuery(random: Random, tables: readonly FuzzTable[]): FuzzQuery {
  const table = random.pick(tables);
  const expressions = new Expressions(random, namedColumns(table, 'a'));
  const items = Array.from({ length: random.between(1, 3) }, (_, at) => named(expressions.value(random.pick<Family>(FAMILIES), DEPTH), `v${at + 1}`)); // prettier-ignore
  return { form: 'expression', tree: fixed('SELECT a.id, ', list(items), ` FROM dbo.${table.name} AS a`) };
}

/** A condition over one table, in its three outcomes. */
export function conditionQuery(random: Random, tables: readonly FuzzTable[]): FuzzQuery {
  const table = random.pick(tables);
  const expressions = new Expressions(random, namedColumns(table, 'a'));
  const condition = expressions.predicate(DEPTH);
  const tree = fixed('SELECT a.id, CASE WHEN ', condition, ' THEN 1 WHEN NOT (', condition, `) THEN 0 END AS v FROM dbo.${table.name} AS a`); // prettier-ignore
  return { form: 'condition', tree: random.chance(0.5) ? tree : fixed(`SELECT a.id FROM dbo.${table.name} AS a WHERE `, condition) }; // prettier-ignore
}

type Form = { readonly weight: number; readonly make: (random: Random, tables: readonly FuzzTable[]) => FuzzQuery };

const QUERY_FORMS: readonly Form[] = [
  { weight: 5, make: expressionQuery },
  { weight: 2, make: conditionQuery },
];

export const randomQuery = (random: Random, tables: readonly FuzzTable[]): FuzzQuery => random.weighted(QUERY_FORMS).make(random, tables); // prettier-ignore
