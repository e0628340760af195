/** Prints queries in dbt's style: lower-case keywords, four columns of indent, one column of the result a line, CTEs first. */
import type { Sql, SqlBody, SqlQuery, SqlSelect } from '../sql/tree.js';
import { type Doc, group, hardLine, indent, join, line, tightLine } from './document.js';
import { chainOperands, expressionDoc, sortKeyDoc } from './expression.js';
import { identifierText, outsideJinja } from './identifier.js';
import { relationDoc } from './relation.js';

/** A query that stands by itself: broken into lines. */
export function queryDoc(query: SqlQuery): Doc {
  return [ctesDoc(query.ctes), bodyDoc(query.body), orderDoc(query), limitDoc(query)];
}

/** A query in parentheses: on one line when it is short. */
export const subqueryDoc = (query: SqlQuery): Doc => group('(', indent(tightLine, queryDoc(query)), tightLine, ')');

function ctesDoc(ctes: SqlQuery['ctes']): Doc {
  if (ctes.length === 0) return '';
  const entries = ctes.map((cte): Doc => {
    const columns = cte.columns.length > 0 ? ` (${cte.columns.map(identifierText).join(', ')})` : '';
    const materialized = cte.materialized === undefined ? '' : cte.materialized ? 'materialized ' : 'not materialized ';
    return [
      outsideJinja(`${identifierText(cte.name)}${columns} as ${materialized}(`),
      indent(hardLine, queryDoc(cte.query)),
      hardLine,
      ')',
    ];
  });
  const recursive = ctes.some((cte) => cte.recursive) ? 'recursive ' : '';
  return [`with ${recursive}`, join(entries, ',', hardLine, hardLine), hardLine, hardLine];
}

function bodyDoc(body: SqlBody): Doc {
  switch (body.sql) {
    case 'select': return selectDoc(body);
    case 'set': return setDoc(body);
    case 'values': return ['values', indent(line, join(body.rows.map(rowDoc), ',', line))];
  }
} // prettier-ignore

const rowDoc = (row: readonly Sql[]): Doc => ['(', join(row.map(expressionDoc), ', '), ')'];

type SetBody = Extract<SqlBody, { sql: 'set' }>;

/** Set operators read from the left, but INTERSECT binds tighter: a left side of another strength stands in parentheses. Walked, as chains may be long. */
function setDoc(body: SetBody): Doc {
  const tail: Doc[] = [];
  let current = body;
  for (;;) {
    tail.push([line, tightLine, current.operator, line, tightLine, memberDoc(current.right)]);
    const next = repeatedLeft(current);
    if (next === null) return [memberDoc(current.left), tail.toReversed()];
    current = next;
  }
}

function repeatedLeft(body: SetBody): SetBody | null {
  const { left } = body;
  const same = left.body.sql === 'set' && (left.body.operator === 'intersect') === (body.operator === 'intersect');
  return same && isBare(left) ? left.body : null;
}

const isBare = (query: SqlQuery): boolean =>
  query.ctes.length === 0 && query.orderBy.length === 0 && query.limit === null && query.offset === null;

const memberDoc = (query: SqlQuery): Doc =>
  isBare(query) && query.body.sql === 'select'
    ? selectDoc(query.body)
    : ['(', indent(tightLine, queryDoc(query)), tightLine, ')'];

function selectDoc(select: SqlSelect): Doc {
  return [
    origin(select),
    select.distinctOn
      ? ['select distinct on (', join(select.distinctOn.map(expressionDoc), ', '), ')']
      : select.distinct
        ? 'select distinct'
        : 'select',
    indent(line, join(select.items.map(itemDoc), ',', line)),
    select.from === null ? '' : [line, 'from ', relationDoc(select.from)],
    clause('where', select.where),
    groupByDoc(select.groupBy),
    clause('having', select.having),
    clause('qualify', select.qualify ?? null),
  ];
}

const origin = (node: { readonly span?: { readonly start: number } | undefined }): Doc =>
  node.span ? { doc: 'origin', offset: node.span.start } : '';

function itemDoc(item: SqlSelect['items'][number]): Doc {
  const { expression, alias } = item;
  const named = expression.sql === 'identifier' && expression.parts.at(-1) === alias;
  return [
    origin(item),
    expressionDoc(expression),
    alias === null || named ? '' : outsideJinja(` as ${identifierText(alias)}`),
  ];
}

/** The conditions of a clause, one a line when they do not fit. */
export function conditionDoc(condition: Sql): Doc {
  return condition.sql === 'chain' ? join(chainOperands(condition), line) : expressionDoc(condition);
}

const clause = (word: string, condition: Sql | null): Doc =>
  condition === null ? '' : [line, group(word, indent(line, conditionDoc(condition)))];

function groupByDoc(groupBy: SqlSelect['groupBy']): Doc {
  if (groupBy === null) return '';
  if (groupBy.sets === null)
    return [line, group('group by', indent(line, join(groupBy.keys.map(expressionDoc), ',', line)))];
  const sets = groupBy.sets.map((keys): Doc => ['(', join(keys.map(expressionDoc), ', '), ')']);
  return [line, group('group by grouping sets (', indent(tightLine, join(sets, ',', line)), tightLine, ')')];
}

function orderDoc(query: SqlQuery): Doc {
  return query.orderBy.length === 0
    ? ''
    : [line, group('order by', indent(line, join(query.orderBy.map(sortKeyDoc), ',', line)))];
}

function limitDoc(query: SqlQuery): Doc {
  return [
    query.limit === null ? '' : [line, 'limit ', expressionDoc(query.limit)],
    query.offset === null ? '' : [line, 'offset ', expressionDoc(query.offset)],
  ];
}
