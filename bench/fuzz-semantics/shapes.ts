/** Queries that change the shape of rows: PIVOT, UNPIVOT, VALUES, JSON as rows, split texts, series, recursion along a key, FOR JSON and FOR XML. */
import type { Family } from './column-types.js';
import { clause, Expressions, named, type Named } from './expressions.js';
import type { Random } from './random.js';
import { columnsOf } from './sources.js';
import type { Relation } from './tables.js';
import { fixed, list, type Tree } from './tree.js';

/** What stands between PIVOT's brackets for values of the family, with its column names. */
const PIVOTED: Readonly<Partial<Record<Family, readonly string[]>>> = {
  int: ['[0]', '[1]', '[2]', '[100]'],
  text: ['[a]', '[B]', '[ab]', '[z]'],
  digits: ['[0]', '[1]', '[007]'],
  bit: ['[0]', '[1]'],
  date: ['[2020-01-01]', '[2020-02-29]'],
};

const SUMMED: readonly Family[] = ['int', 'decimal', 'money', 'float', 'text', 'date'];

const ofFamilies = (columns: readonly Named[], families: readonly Family[]): Named[] =>
  columns.filter(({ family }) => families.includes(family));

const separated = (items: readonly Tree[]): Tree =>
  fixed(...items.flatMap((item, at) => (at === 0 ? [item] : [', ', item])));

export function pivotQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const columns = columnsOf(table, 's');
  const spread = random.pick(ofFamilies(columns, Object.keys(PIVOTED) as Family[])); // its keys are families by its type
  const summed = random.pick(ofFamilies(columns, SUMMED));
  const kept = random.chance(0.5) ? random.pick(columns) : null;
  const aggregate = summed.family === 'text' || summed.family === 'date' ? random.pick(['MIN', 'MAX', 'COUNT']) : random.pick(['SUM', 'MIN', 'MAX', 'COUNT', 'AVG']); // prettier-ignore
  const names = random.some(PIVOTED[spread.family] ?? ['[0]'], 0.6, 2);
  const keep = kept === null ? '' : `${kept.text} AS k, `;
  const shown = [...(kept === null ? [] : ['p.k']), ...names.map((name) => `p.${name}`)];
  const value = new Expressions(random, columns).value(summed.family, random.chance(0.3) ? 1 : 0);
  const source = fixed(`(SELECT ${keep}${spread.text} AS f, `, value, ` AS v FROM dbo.${table.name} AS s) AS t`);
  return fixed(
    'SELECT ',
    list(shown),
    ' FROM ',
    source,
    ` PIVOT (${aggregate}(v) FOR f IN (${names.join(', ')})) AS p`,
  );
}

export function unpivotQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const expressions = new Expressions(random, columnsOf(table, 's'));
  const family = random.pick(['int', 'text', 'decimal', 'date', 'money'] as const);
  const type = { int: 'bigint', text: 'varchar(30)', decimal: 'decimal(18, 4)', date: 'date', money: 'money' }[family];
  const values = Array.from({ length: random.between(2, 3) }, (_, at) => fixed('CAST(', expressions.value(family, 1), ` AS ${type}) AS n${at + 1}`)); // prettier-ignore
  const source = fixed('(SELECT s.id, ', separated(values), ` FROM dbo.${table.name} AS s) AS t`);
  return fixed('SELECT u.id, u.v, u.n FROM ', source, ` UNPIVOT (v FOR n IN (${values.map((_, at) => `n${at + 1}`).join(', ')})) AS u`); // prettier-ignore
}

/** Rows written out, alone or beside each row of a table. */
export function valuesQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const outer = columnsOf(table, 'a');
  const families = Array.from({ length: random.between(1, 2) }, () => random.pick(['int', 'text', 'decimal', 'date', 'money', 'float'] as const)); // prettier-ignore
  const isApplied = random.chance(0.5);
  const expressions = new Expressions(random, isApplied ? outer : []);
  const rows = Array.from({ length: random.between(2, 3) }, () => fixed('(', separated(families.map((family) => expressions.value(random.chance(0.2) ? 'int' : family, 1))), ')')); // prettier-ignore
  const names = families.map((_, at) => `x${at + 1}`);
  const shown = names.map((name) => `v.${name}`);
  const written = fixed('(VALUES ', list(rows), `) AS v(${names.join(', ')})`);
  if (!isApplied) return fixed('SELECT ', list(shown), ' FROM ', written);
  const apply = random.pick(['CROSS APPLY', 'OUTER APPLY']);
  return fixed('SELECT a.id, ', list(shown), ` FROM dbo.${table.name} AS a ${apply} `, written);
}

const DOCUMENTS = ["N'[1, 2, \"x\", null, true, {\"a\": 1}]'", "N'{\"a\": 1, \"b\": \"two\", \"c\": null, \"d\": [1, 2]}'", "N'[{\"id\": 1, \"s\": \"a\", \"d\": \"2020-02-29\", \"m\": 1.50}, {\"id\": 2, \"s\": \" A\", \"n\": {\"x\": 5}}, {}]'", "N'{\"list\": [{\"id\": 7, \"s\": \"q\"}]}'", "N'[]'"]; // prettier-ignore

const OPENED = [
  'id int',
  's varchar(5)',
  's nvarchar(10)',
  'd date',
  'm decimal(9, 2)',
  "x int '$.n.x'",
  'n nvarchar(max) AS JSON',
  'm money',
  'b bit',
];

export function openJsonQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const json = ofFamilies(columnsOf(table, 'a'), ['json']);
  const document = json.length > 0 && random.chance(0.7) ? random.pick(json).text : random.pick(DOCUMENTS);
  const path = random.pick(['', '', ", '$.list'", ", '$.d'", ", 'lax $.a'"]);
  const isTyped = random.chance(0.5);
  const columns = [...new Map(random.some(OPENED, 0.3, 2).map((each) => [each.split(' ')[0], each])).values()];
  const names = isTyped ? columns.map((each) => each.split(' ')[0]) : ['[key]', '[value]', '[type]'];
  const opened = `OPENJSON(${document}${path})${isTyped ? ` WITH (${columns.join(', ')})` : ''} AS j`;
  const apply = random.pick(['CROSS APPLY', 'OUTER APPLY']);
  return fixed(
    'SELECT a.id, ',
    list(names.map((name) => `j.${name}`)),
    ` FROM dbo.${table.name} AS a ${apply} ${opened}`,
  );
}

export function splitQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const expressions = new Expressions(random, columnsOf(table, 'a'));
  const apply = random.pick(['CROSS APPLY', 'OUTER APPLY']);
  if (random.chance(0.4)) {
    const step = random.pick(['', ', 2', ', -1']);
    return fixed('SELECT a.id, g.value AS v FROM ', `dbo.${table.name} AS a ${apply} GENERATE_SERIES(${random.pick(['1', '0', '5'])}, ${random.pick(['3', '4', '1'])}${step}) AS g`); // prettier-ignore
  }
  const [ordinal, column] = random.pick([
    ['', ''],
    [', 1', ', p.ordinal'],
  ] as const);
  return fixed(`SELECT a.id, p.value${column} FROM dbo.${table.name} AS a ${apply} STRING_SPLIT(`, expressions.value('text', 1), `, '${random.pick(['a', ',', ' ', 'b'])}'${ordinal}) AS p`); // prettier-ignore
}

/** From the row with the smallest key to the next ones, with a value that each step changes. */
export function recursionQuery(random: Random, tables: readonly Relation[]): Tree {
  const table = random.pick(tables);
  const family = random.pick(['int', 'text', 'decimal', 'date'] as const);
  const type = { int: 'int', text: 'varchar(50)', decimal: 'decimal(18, 4)', date: 'date' }[family];
  const start = new Expressions(random, columnsOf(table, 'r')).value(family, 1);
  const step = new Expressions(random, [...columnsOf(table, 'r'), { text: 'c.v', family }]).value(family, 2);
  return fixed(
    'WITH c AS (SELECT r.id AS id, CAST(', start, ` AS ${type}) AS v FROM dbo.${table.name} AS r WHERE r.id = 1 UNION ALL SELECT r.id, CAST(`, step, ` AS ${type}) FROM dbo.${table.name} AS r JOIN c ON r.id = c.id + 1) SELECT c.id, c.v FROM c`,
  ); // prettier-ignore
}

const DOCUMENT_FORMS = [" FOR JSON PATH", " FOR JSON PATH, INCLUDE_NULL_VALUES", " FOR JSON PATH, WITHOUT_ARRAY_WRAPPER", " FOR JSON PATH, ROOT('r')", " FOR XML PATH('')", " FOR XML PATH('x')"]; // prettier-ignore

/** The rows of a query inside as one text. */
export function documentQuery(random: Random, tables: readonly Relation[]): Tree {
  const [table, inner] = [random.pick(tables), random.pick(tables)];
  const expressions = new Expressions(random, columnsOf(inner, 's'));
  const items = Array.from({ length: random.between(1, 2) }, (_, at) => named(expressions.value(random.pick(['int', 'text', 'decimal', 'bit', 'date', 'datetime', 'money'] as const), 1), `v${at + 1}`)); // prettier-ignore
  const where = random.chance(0.5) ? clause('WHERE', 's.id = a.id') : fixed();
  return fixed('SELECT a.id, (SELECT ', list(items), ` FROM dbo.${inner.name} AS s`, where, ` ORDER BY s.id${random.pick(DOCUMENT_FORMS)}) AS d FROM dbo.${table.name} AS a`); // prettier-ignore
}
