/** FROM clauses: tables, derived tables, joins of all kinds and APPLY; and the queries inside of expressions. */
import type { Family } from './column-types.js';
import { clause, Expressions, named, type Named } from './expressions.js';
import type { Random } from './random.js';
import type { Relation } from './tables.js';
import { fixed, list, optional, type Piece, type Tree } from './tree.js';

export const columnsOf = (table: Relation, alias: string): Named[] =>
  table.columns.map(({ name, family }) => ({ text: `${alias}.${name}`, family }));

/** What a FROM clause gives. */
export interface From {
  readonly tree: Tree;
  readonly columns: readonly Named[];
  /** Columns that together tell the rows apart, NULL in a side of an outer join that has no row. */
  readonly keys: readonly string[];
}

const ALIASES = ['a', 'b', 'c', 'd'];
const JOINS = ['JOIN', 'INNER JOIN', 'LEFT JOIN', 'LEFT OUTER JOIN', 'RIGHT JOIN', 'FULL JOIN', 'FULL OUTER JOIN'];
/** Families whose columns make likely join keys. */
const KEY_FAMILIES: readonly Family[] = ['int', 'text', 'date', 'decimal', 'bit', 'datetime', 'guid', 'digits'];
const SUBQUERY_ALIASES = ['s', 'u', 'w', 'x', 'y', 'z'];

export class Sources {
  private aliases = 0;

  constructor(
    private readonly random: Random,
    private readonly tables: readonly Relation[],
  ) {}

  /** One to three sources, joined. */
  from(sourcesMax: number): From {
    const { random } = this;
    const first = this.source(ALIASES[0] ?? 'a');
    const pieces: Tree[] = [first.tree];
    let { columns, keys } = first;
    for (let at = 1; at < random.between(1, sourcesMax); at++) {
      const alias = ALIASES[at] ?? `a${at}`;
      const next = random.chance(0.15) ? this.applied(alias, columns) : this.joined(alias, columns);
      pieces.push(next.tree);
      columns = [...columns, ...next.columns];
      keys = [...keys, ...next.keys];
    }
    return { tree: fixed(...pieces), columns, keys };
  }

  /** EXISTS, IN, a comparison with ALL or ANY, or a subquery as a value. Null when there is nothing to compare. */
  condition(outer: readonly Named[], depth: number): Tree | null {
    const { random } = this;
    const table = random.pick(this.tables);
    const alias = this.alias();
    const inner = columnsOf(table, alias);
    const where = clause('WHERE', this.match(outer, inner, depth));
    const from = ` FROM dbo.${table.name} AS ${alias}`;
    const pair = this.pairOf(outer, inner);
    const make = (...pieces: readonly Piece[]): Tree => ({ kind: 'predicate', pieces, simplest: ['1 = 1'] });
    if (!pair || random.chance(0.4)) return make(random.chance(0.3) ? 'NOT EXISTS (' : 'EXISTS (', `SELECT 1${from}`, where, ')'); // prettier-ignore
    const [left, right] = pair;
    if (random.chance(0.6)) return make(`${left.text} ${random.chance(0.3) ? 'NOT ' : ''}IN (SELECT ${right.text}${from}`, where, ')'); // prettier-ignore
    if (random.chance(0.5)) return make(`${left.text} ${random.pick(['=', '<>', '<', '>='])} ${random.pick(['ALL', 'ANY', 'SOME'])} (SELECT ${right.text}${from}`, where, ')'); // prettier-ignore
    const value = new Expressions(random, inner).value(left.family === 'bit' ? 'int' : left.family, 1);
    return make(`${left.text} ${random.pick(['=', '<', '>'])} (SELECT ${random.pick(['MIN', 'MAX', 'COUNT'])}(`, value, `)${from}`, where, ')'); // prettier-ignore
  }

  /** A subquery that is a value of the family: an aggregate, so that it has one row. */
  scalar(outer: readonly Named[], family: Family): Tree {
    const { random } = this;
    const table = random.pick(this.tables);
    const alias = this.alias();
    const inner = columnsOf(table, alias);
    const value = new Expressions(random, inner).value(family, 1);
    const aggregate = family === 'bit' ? 'COUNT' : random.pick(['MIN', 'MAX']);
    return { kind: 'value', pieces: [`(SELECT ${aggregate}(`, value, `) FROM dbo.${table.name} AS ${alias}`, clause('WHERE', this.match(outer, inner, 1)), ')'], simplest: ['1'] }; // prettier-ignore
  }

  private source(alias: string): From {
    const { random } = this;
    const table = random.pick(this.tables);
    if (random.chance(0.75)) return { tree: fixed(`dbo.${table.name} AS ${alias}`), columns: columnsOf(table, alias), keys: [`${alias}.id`] }; // prettier-ignore
    return this.derived(alias, table, []);
  }

  /** `(SELECT id, ... FROM t WHERE ...) AS a`. */
  private derived(alias: string, table: Relation, outer: readonly Named[]): From {
    const { random } = this;
    const inside = this.alias();
    const own = columnsOf(table, inside);
    const expressions = new Expressions(random, [...own, ...outer]);
    const items = Array.from({ length: random.between(1, 3) }, (_, at) => {
      const family = expressions.likelyFamily();
      return { family, name: `e${at + 1}`, tree: named(expressions.value(family, 2), `e${at + 1}`) };
    });
    const where = optional(' WHERE ', outer.length > 0 ? this.match(outer, own, 1) : expressions.predicate(1));
    const tree = fixed(`(SELECT ${inside}.id, `, fixed(...items.flatMap(({ tree: item }, at) => (at === 0 ? [item] : [', ', item]))), ` FROM dbo.${table.name} AS ${inside}`, where, `) AS ${alias}`); // prettier-ignore
    const columns: Named[] = [{ text: `${alias}.id`, family: 'int' }, ...items.map(({ family, name }) => ({ text: `${alias}.${name}`, family }))]; // prettier-ignore
    return { tree, columns, keys: [`${alias}.id`] };
  }

  private joined(alias: string, outer: readonly Named[]): From {
    const { random } = this;
    const source = this.source(alias);
    if (random.chance(0.1)) return { ...source, tree: fixed(' CROSS JOIN ', source.tree) };
    const on = this.match(outer, source.columns, 1);
    return { ...source, tree: optional(` ${random.pick(JOINS)} `, source.tree, ' ON ', on) };
  }

  private applied(alias: string, outer: readonly Named[]): From {
    const { random } = this;
    const source = this.derived(alias, random.pick(this.tables), outer);
    return { ...source, tree: optional(` ${random.pick(['CROSS APPLY', 'OUTER APPLY'])} `, source.tree) };
  }

  /** A condition between two sides: columns of one family are equal most of the time, and sometimes more. */
  private match(outer: readonly Named[], inner: readonly Named[], depth: number): Tree {
    const { random } = this;
    const pair = this.pairOf(outer, inner);
    const more = new Expressions(random, [...outer, ...inner]).predicate(Math.max(depth - 1, 0));
    if (!pair) return more;
    const equal: Tree = { kind: 'predicate', pieces: [`${pair[0].text} ${random.chance(0.85) ? '=' : random.pick(['<', '>=', '<>'])} ${pair[1].text}`], simplest: ['1 = 1'] }; // prettier-ignore
    return random.chance(0.3) ? { kind: 'predicate', pieces: [list([equal, more], ' AND ')] } : equal;
  }

  private pairOf(outer: readonly Named[], inner: readonly Named[]): readonly [Named, Named] | null {
    const pairs = KEY_FAMILIES.flatMap((family) => {
      const [left, right] = [outer, inner].map((columns) => columns.filter((column) => column.family === family));
      return left && right && left.length > 0 && right.length > 0 ? [{ left, right }] : [];
    });
    if (pairs.length === 0) return null;
    const { left, right } = this.random.pick(pairs);
    return [this.random.pick(left), this.random.pick(right)];
  }

  /** Each query inside has a name of its own. */
  private alias(): string {
    const at = this.aliases++;
    return `${SUBQUERY_ALIASES[at % SUBQUERY_ALIASES.length]}${at < SUBQUERY_ALIASES.length ? '' : at}`;
  }
}
