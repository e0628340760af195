/** Queries of more than one SELECT: set operators, and common table expressions. */
import type { Family } from './column-types.js';
import { clause, Expressions, named } from './expressions.js';
import type { Random } from './random.js';
import { columnsOf } from './sources.js';
import type { Relation } from './tables.js';
import { fixed, list, type Tree } from './tree.js';

const OPERATORS = ['UNION ALL', 'UNION', 'EXCEPT', 'INTERSECT'];
const FAMILIES_IN_SETS: readonly Family[] = ['int', 'decimal', 'text', 'date', 'datetime', 'bit', 'money', 'float', 'digits', 'datetime2']; // prettier-ignore
/** What an int may meet in a set operator and convert to. */
const KIN: Readonly<Partial<Record<Family, readonly Family[]>>> = {
  int: ['int', 'int', 'decimal', 'float', 'bit'],
  decimal: ['decimal', 'int', 'money'],
  date: ['date', 'date', 'datetime2'],
  datetime: ['datetime', 'datetime2'],
  text: ['text', 'text', 'digits'],
};

function member(random: Random, tables: readonly Relation[], families: readonly Family[], alias: string): Tree {
  const table = random.pick(tables);
  const expressions = new Expressions(random, columnsOf(table, alias));
  const items = families.map((family, at) => named(expressions.value(random.pick(KIN[family] ?? [family]), 1), `v${at + 1}`)); // prettier-ignore
  const where = random.chance(0.4) ? clause('WHERE', expressions.predicate(1)) : fixed();
  return fixed('SELECT ', fixed(...items.flatMap((item, at) => (at === 0 ? [item] : [', ', item]))), ` FROM dbo.${table.name} AS ${alias}`, where); // prettier-ignore
}

export function setQuery(random: Random, tables: readonly Relation[]): Tree {
  const families = Array.from({ length: random.between(1, 3) }, () => random.pick(FAMILIES_IN_SETS));
  const members = Array.from({ length: random.chance(0.25) ? 3 : 2 }, (_, at) => member(random, tables, families, `m${at + 1}`)); // prettier-ignore
  return fixed(...members.flatMap((tree, at) => (at === 0 ? [tree] : [` ${random.pick(OPERATORS)} `, tree])));
}

export function cteQuery(random: Random, tables: readonly Relation[]): Tree {
  if (random.chance(0.2)) return recursiveQuery(random);
  const families = Array.from({ length: random.between(1, 3) }, () => random.pick(FAMILIES_IN_SETS));
  const inner = random.chance(0.3) ? setQueryOf(random, tables, families) : member(random, tables, families, 'q');
  const columns = (alias: string) => families.map((family, at) => ({ text: `${alias}.v${at + 1}`, family }));
  const isJoined = random.chance(0.4);
  const expressions = new Expressions(random, [...columns('f'), ...(isJoined ? columns('h') : [])]);
  const items = [named(expressions.value(expressions.likelyFamily(), 2), 'r1'), fixed('f.v1 AS r2')];
  const join = isJoined ? fixed(` ${random.pick(['JOIN', 'LEFT JOIN', 'FULL JOIN'])} base AS h ON f.v1 = h.v1`) : fixed(); // prettier-ignore
  const where = random.chance(0.4) ? clause('WHERE', expressions.predicate(1)) : fixed();
  return fixed('WITH base AS (', inner, ') SELECT ', list(items), ' FROM base AS f', join, where);
}

const setQueryOf = (random: Random, tables: readonly Relation[], families: readonly Family[]): Tree =>
  fixed(member(random, tables, families, 'q'), ` ${random.pick(OPERATORS)} `, member(random, tables, families, 'p'));

/** Counts up to a few; the value along the way is random. */
function recursiveQuery(random: Random): Tree {
  const expressions = new Expressions(random, [{ text: 'c.n', family: 'int' }]);
  const value = named(expressions.value(random.pick(['int', 'decimal', 'text', 'date']), 2), 'v1');
  return fixed(`WITH c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < ${random.between(3, 12)}) SELECT c.n, `, value, ' FROM c'); // prettier-ignore
}
