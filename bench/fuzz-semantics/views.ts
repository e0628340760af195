/** Random views over the tables and over each other; each keeps a key `id`. */
import type { Family } from './column-types.js';
import { clause, Expressions, named } from './expressions.js';
import type { Random } from './random.js';
import { columnsOf } from './sources.js';
import type { Relation } from './tables.js';
import { fixed, textOf, type Tree } from './tree.js';

export interface FuzzView extends Relation {
  readonly tree: Tree;
}

const NAMES = ['w1', 'w2', 'w3'];
const FAMILIES: readonly Family[] = ['int', 'text', 'decimal', 'date', 'datetime', 'money', 'bit', 'datetime2', 'float', 'digits', 'time', 'json']; // prettier-ignore

/** Later ones may read earlier ones. */
export function randomViews(random: Random, tables: readonly Relation[]): FuzzView[] {
  const views: FuzzView[] = [];
  for (const name of NAMES) views.push(randomView(random, name, random.pick([...tables, ...views, ...views])));
  return views;
}

function randomView(random: Random, name: string, source: Relation): FuzzView {
  const own = columnsOf(source, 's');
  const expressions = new Expressions(random, own);
  const families = Array.from({ length: random.between(2, 4) }, () => random.chance(0.6) ? random.pick(own).family : random.pick(FAMILIES)); // prettier-ignore
  const isGrouped = random.chance(0.25);
  const items = families.flatMap((family, at) => {
    const value = expressions.value(family, random.chance(0.5) ? 2 : 0);
    const isSummed = isGrouped && family !== 'bit' && family !== 'guid' && family !== 'binary' && family !== 'json';
    if (isGrouped && !isSummed) return [];
    return [', ', named(isSummed ? { ...fixed(random.pick(['MIN(', 'MAX(']), value, ')') } : value, `c${at + 1}`)];
  });
  const kept = families.flatMap((family, at) => textOf(fixed(...items)).includes(` AS c${at + 1}`) ? [{ name: `c${at + 1}`, family }] : []); // prettier-ignore
  const where = random.chance(0.3) ? clause('WHERE', expressions.predicate(1)) : fixed();
  const id = isGrouped ? 'MIN(s.id) AS id' : 's.id';
  const group = isGrouped ? ` GROUP BY ${random.pick(own.filter(({ family }) => family !== 'json')).text}` : '';
  const tree = fixed(`SELECT ${id}`, ...items, ` FROM dbo.${source.name} AS s`, where, group);
  return { name, columns: [{ name: 'id', family: 'int' }, ...kept], tree };
}

/** CREATE VIEW of each, as batches of their own. */
export const viewScript = ({ name, tree }: FuzzView): string => `CREATE VIEW dbo.${name} AS ${textOf(tree)}`;
