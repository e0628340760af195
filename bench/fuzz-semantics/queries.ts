/** Random queries over the tables. Each table is `dbo.tN` with a key `id`. */
import { Expressions, FAMILIES, named, type Named } from './expressions.js';
import { columnsOf, Sources } from './sources.js';
import type { Random } from './random.js';
import { aggregateQuery, distinctQuery, joinQuery, topQuery, windowQuery } from './selects.js';
import { cteQuery, setQuery } from './compounds.js';
import {
  documentQuery,
  openJsonQuery,
  pivotQuery,
  recursionQuery,
  splitQuery,
  unpivotQuery,
  valuesQuery,
} from './shapes.js';
import type { Relation } from './tables.js';
import { fixed, list, type Tree } from './tree.js';

export interface FuzzQuery {
  readonly form: string;
  readonly tree: Tree;
}

const DEPTH = 3;

/** Expressions of every family over one table. */
function expressionQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const expressions = new Expressions(random, columnsOf(table, 'a'));
  const items = Array.from({ length: random.between(1, 3) }, (_, at) => named(expressions.value(random.pick(FAMILIES), DEPTH), `v${at + 1}`)); // prettier-ignore
  return fixed('SELECT a.id, ', list(items), ` FROM dbo.${table.name} AS a`);
}

/** A condition over one table, in its three outcomes, or as the filter of the rows. */
function conditionQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const columns: readonly Named[] = columnsOf(table, 'a');
  const sources = new Sources(random, tables);
  const condition = new Expressions(random, columns, (depth) => sources.condition(columns, depth)).predicate(DEPTH);
  const from = ` FROM dbo.${table.name} AS a`;
  if (random.chance(0.5)) return fixed(`SELECT a.id${from} WHERE `, condition);
  return fixed('SELECT a.id, CASE WHEN ', condition, ` THEN 1 ELSE 0 END AS v${from}`);
}

interface Form {
  readonly form: string;
  readonly weight: number;
  readonly make: (random: Random, tables: readonly Relation[]) => Tree;
}

const QUERY_FORMS: readonly Form[] = [
  { form: 'expression', weight: 6, make: expressionQuery },
  { form: 'condition', weight: 3, make: conditionQuery },
  { form: 'join', weight: 4, make: joinQuery },
  { form: 'aggregate', weight: 4, make: aggregateQuery },
  { form: 'window', weight: 3, make: windowQuery },
  { form: 'distinct', weight: 1, make: distinctQuery },
  { form: 'top', weight: 1, make: topQuery },
  { form: 'set', weight: 2, make: setQuery },
  { form: 'cte', weight: 2, make: cteQuery },
  { form: 'pivot', weight: 1, make: pivotQuery },
  { form: 'unpivot', weight: 1, make: unpivotQuery },
  { form: 'values', weight: 1, make: valuesQuery },
  { form: 'openjson', weight: 1, make: openJsonQuery },
  { form: 'split', weight: 1, make: splitQuery },
  { form: 'recursion', weight: 1, make: recursionQuery },
  { form: 'document', weight: 1, make: documentQuery },
];

export function randomQuery(random: Random, tables: readonly Relation[]): FuzzQuery {
  const { form, make } = random.weighted(QUERY_FORMS);
  return { form, tree: make(random, tables) };
}
