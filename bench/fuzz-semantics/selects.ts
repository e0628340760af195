/** SELECTs of one kind each: joins, grouping, windows, DISTINCT, TOP. */
import type { Family } from './column-types.js';
import { clause, Expressions, named, type Named } from './expressions.js';
import type { Random } from './random.js';
import { type From, Sources } from './sources.js';
import type { Relation } from './tables.js';
import { fixed, list, optional, type Tree } from './tree.js';

const DEPTH = 2;

/** A FROM clause with what may stand over it. */
interface Ground {
  readonly random: Random;
  readonly sources: Sources;
  readonly from: From;
  readonly expressions: Expressions;
}

function ground(random: Random, tables: readonly Relation[], sourcesMax: number): Ground {
  const sources = new Sources(random, tables);
  const from = sources.from(sourcesMax);
  const expressions = new Expressions(random, from.columns, (depth) => sources.condition(from.columns, depth));
  return { random, sources, from, expressions };
}

const where = ({ random, expressions }: Ground): Tree =>
  random.chance(0.5) ? clause('WHERE', expressions.predicate(DEPTH)) : fixed();

export function joinQuery(random: Random, tables: readonly Relation[]): Tree {
  const over = ground(random, tables, 3);
  const { from, sources } = over;
  const keys = from.keys.map((key, at) => fixed(`${key} AS k${at + 1}`));
  const values = Array.from({ length: random.between(1, 3) }, (_, at) => {
    const family = over.expressions.likelyFamily();
    const value = random.chance(0.15) ? sources.scalar(from.columns, family) : over.expressions.value(family, DEPTH);
    return named(value, `v${at + 1}`);
  });
  return fixed('SELECT ', list([...keys, ...values]), ' FROM ', from.tree, where(over));
}

/** Aggregates with the families they take; `{family}` is their argument. */
const AGGREGATES: readonly { readonly form: string; readonly family: Family }[] = [
  { form: 'COUNT(*)', family: 'int' },
  ...(['int', 'text', 'date', 'decimal'] as const).map((family) => ({ form: 'COUNT({})', family })),
  ...(['int', 'text', 'bit'] as const).map((family) => ({ form: 'COUNT(DISTINCT {})', family })),
  ...(['int', 'int', 'decimal', 'decimal', 'money', 'float'] as const).flatMap((family) => [{ form: 'SUM({})', family }, { form: 'AVG({})', family }]),
  ...(['int', 'decimal'] as const).flatMap((family) => [{ form: 'SUM(DISTINCT {})', family }, { form: 'AVG(DISTINCT {})', family }]),
  ...(['int', 'text', 'date', 'decimal', 'datetime', 'money', 'float', 'time', 'datetime2'] as const).flatMap((family) => [{ form: 'MIN({})', family }, { form: 'MAX({})', family }]),
  ...(['int'] as const).flatMap((family) => ['STDEV', 'STDEVP', 'VAR', 'VARP'].map((name) => ({ form: `${name}({})`, family }))),
  { form: "STRING_AGG({}, ',') WITHIN GROUP (ORDER BY {key})", family: 'text' },
  { form: 'COUNT_BIG(*)', family: 'int' },
]; // prettier-ignore

/** @param key orders what STRING_AGG joins */
function aggregate({ random, expressions }: Ground, key: string): Tree {
  const { form, family } = random.pick(AGGREGATES);
  const pieces = form.replace('{key}', key).split('{}');
  const [head = '', tail] = pieces;
  if (tail === undefined) return { kind: 'value', pieces: [head], simplest: ['COUNT(*)'] };
  return { kind: 'value', pieces: [head, expressions.value(family, 1), tail], simplest: ['COUNT(*)'] };
}

/** By which values may be grouped; texts too, where one spelling stands for all. */
const GROUPED: readonly Family[] = ['int', 'bit', 'text', 'date', 'decimal', 'datetime', 'guid', 'digits', 'datetime2'];

export function aggregateQuery(random: Random, tables: readonly Relation[]): Tree {
  const over = ground(random, tables, 2);
  const columns = over.from.columns.filter(({ family }) => GROUPED.includes(family));
  const groups = random.chance(0.15) ? [] : groupsOf(over, columns);
  const key = over.from.keys.join(', ');
  const items = groups.map((tree, at) => named(tree, `g${at + 1}`));
  const values = Array.from({ length: random.between(1, 3) }, (_, at) => named(aggregate(over, key), `v${at + 1}`));
  const having = random.chance(0.3) ? clause('HAVING', havingOf(over, key)) : fixed();
  if (groups.length === 0) return fixed('SELECT ', list(values), ' FROM ', over.from.tree, where(over), having);
  return fixed('SELECT ', list([...items, ...values]), ' FROM ', over.from.tree, where(over), ...groupBy(random, groups), having); // prettier-ignore
}

/** Columns, and now and then an expression of one. */
function groupsOf({ random, expressions }: Ground, columns: readonly Named[]): Tree[] {
  const taken = random.some(columns, 0.25).slice(0, 3);
  return taken.map(({ text, family }) => (random.chance(0.8) ? fixed(text) : expressions.value(family, 1)));
}

function groupBy(random: Random, groups: readonly Tree[]): (Tree | string)[] {
  const plain = fixed(...groups.flatMap((group, at) => (at === 0 ? [group] : [', ', group])));
  if (random.chance(0.75)) return [' GROUP BY ', plain];
  const form = random.pick(['ROLLUP', 'CUBE', 'SETS']);
  if (form !== 'SETS') return [` GROUP BY ${form}(`, plain, ')'];
  return [' GROUP BY GROUPING SETS ((', plain, '), (', groups[0] ?? '', '), ())'];
}

function havingOf(over: Ground, key: string): Tree {
  const { random } = over;
  const number = random.pick(['1', '2', '0', '3']);
  return { kind: 'predicate', pieces: [random.chance(0.5) ? 'COUNT(*)' : aggregate(over, key), ` ${random.pick(['>', '>=', '<', '=', '<>'])} ${number}`], simplest: ['COUNT(*) > 0'] }; // prettier-ignore
}

/** Windows; `{}` is a value of the family, `{order}` a total order, `{any_order}` one with peers. */
const WINDOWS: readonly { readonly form: string; readonly families: readonly Family[] }[] = [
  { form: 'ROW_NUMBER() OVER ({partition}ORDER BY {order})', families: ['int'] },
  { form: 'RANK() OVER ({partition}ORDER BY {peers})', families: ['int'] },
  { form: 'DENSE_RANK() OVER ({partition}ORDER BY {peers})', families: ['int'] },
  { form: 'NTILE(3) OVER ({partition}ORDER BY {order})', families: ['int'] },
  { form: 'PERCENT_RANK() OVER ({partition}ORDER BY {peers})', families: ['int'] },
  { form: 'CUME_DIST() OVER ({partition}ORDER BY {peers})', families: ['int'] },
  { form: '{sum}({}) OVER ({partition}ORDER BY {peers})', families: ['int', 'decimal', 'money'] },
  { form: '{sum}({}) OVER ({partition}ORDER BY {order} {frame})', families: ['int', 'decimal', 'money'] },
  { form: '{sum}({}) OVER ({partitionOnly})', families: ['int', 'decimal', 'money', 'float'] },
  { form: 'COUNT(*) OVER ({partitionOnly})', families: ['int'] },
  { form: '{min}({}) OVER ({partition}ORDER BY {order} {frame})', families: ['int', 'date', 'decimal', 'datetime'] },
  { form: '{min}({}) OVER ({partitionOnly})', families: ['int', 'date', 'text'] },
  { form: '{lag}({}) OVER ({partition}ORDER BY {order})', families: ['int', 'text', 'date', 'decimal'] },
  { form: '{lag}({}, 2, {}) OVER ({partition}ORDER BY {order})', families: ['int', 'text', 'decimal', 'datetime'] },
  { form: '{first}({}) OVER ({partition}ORDER BY {order})', families: ['int', 'text', 'date', 'decimal'] },
  { form: '{first}({}) OVER ({partition}ORDER BY {order} {frame})', families: ['int', 'text', 'date'] },
  { form: 'PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY {}) OVER ({partitionOnly})', families: ['int', 'decimal'] },
]; // prettier-ignore

const FRAMES = ['ROWS UNBOUNDED PRECEDING', 'ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING', 'ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', 'ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING', 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW', 'ROWS 2 PRECEDING', 'ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING']; // prettier-ignore

export function windowQuery(random: Random, tables: readonly Relation[]): Tree {
  const over = ground(random, tables, 2);
  const keys = over.from.keys.map((key, at) => fixed(`${key} AS k${at + 1}`));
  const values = Array.from({ length: random.between(1, 2) }, (_, at) => named(windowOf(over), `w${at + 1}`));
  return fixed('SELECT ', list([...keys, ...values]), ' FROM ', over.from.tree, where(over));
}

function windowOf(over: Ground): Tree {
  const { random, from, expressions } = over;
  const { form, families } = random.pick(WINDOWS);
  const family = random.pick(families);
  const sortable = from.columns.filter(({ family: own }) => own !== 'guid' && own !== 'binary');
  const partition = random.chance(0.6) ? `PARTITION BY ${random.pick(from.columns).text}` : '';
  const direction = random.pick(['', ' DESC', ' ASC']);
  const sorted = random.pick(sortable).text;
  const isKey = from.keys.includes(sorted);
  const peers = sorted + direction;
  const words: Readonly<Record<string, string>> = {
    partition: partition === '' ? '' : `${partition} `,
    partitionOnly: partition,
    peers,
    order: [...(random.chance(0.6) && !isKey ? [peers] : []), ...from.keys].join(', '),
    frame: random.pick(FRAMES),
    sum: random.pick(['SUM', 'AVG', 'COUNT', 'MIN', 'MAX']),
    min: random.pick(['MIN', 'MAX']),
    lag: random.pick(['LAG', 'LEAD']),
    first: random.pick(['FIRST_VALUE', 'LAST_VALUE']),
  };
  const text = form.replace(/\{(\w+)\}/g, (_all, word: string) => words[word] ?? '');
  const parts = text.split('{}');
  const fallback = new Expressions(random, []);
  const pieces = parts.flatMap((part, at) => at === 0 ? [part] : [at === 1 ? expressions.value(family, 1) : fallback.value(family, 0), part]); // prettier-ignore
  return { kind: 'value', pieces, simplest: ['COUNT(*) OVER ()'] };
}

export function distinctQuery(random: Random, tables: readonly Relation[]): Tree {
  const over = ground(random, tables, 2);
  const values = Array.from({ length: random.between(1, 3) }, (_, at) => named(over.expressions.value(over.expressions.likelyFamily(), 1), `v${at + 1}`)); // prettier-ignore
  return fixed('SELECT DISTINCT ', list(values), ' FROM ', over.from.tree, where(over));
}

/** A total order, so that it is known which rows come. */
export function topQuery(random: Random, tables: readonly Relation[]): Tree {
  const over = ground(random, tables, 2);
  const { keys, columns } = over.from;
  const values = [fixed(`${keys[0]} AS k1`), named(over.expressions.value(over.expressions.likelyFamily(), 1), 'v1')];
  const first = random.pick(columns.filter(({ family }) => family !== 'guid' && family !== 'binary')).text;
  const order = keys.includes(first) ? fixed() : optional(`${first}${random.pick(['', ' DESC'])}, `);
  const top = random.pick(['TOP (3) ', 'TOP 1 ', 'TOP (5) WITH TIES ', 'TOP (50) PERCENT ', '']);
  const tail = top === '' ? ' OFFSET 1 ROWS FETCH NEXT 3 ROWS ONLY' : '';
  return fixed(`SELECT ${top}`, list(values), ' FROM ', over.from.tree, where(over), ' ORDER BY ', order, keys.join(', '), tail); // prettier-ignore
}
