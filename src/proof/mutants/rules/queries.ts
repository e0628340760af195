/** Rows kept once or as often as they come, sets, groups, and what is cut off. */
import type {
  CommonTableExpression,
  Expression,
  GroupBy,
  NamedTable,
  OrderItem,
  Query,
  QueryBody,
  Select,
  SetOperation,
  Top,
} from '../../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../../syntax/tsql/walk.js';
import { isAggregateCall } from '../../reading/aggregates.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import { fixesColumns } from '../../reading/determined.js';
import type { Reading } from '../../reading/reading.js';
import type { NonNull } from '../../reading/source.js';
import { plainKeys } from '../../reading/keys.js';
import { whyDistinct, whyUnionDistinct } from '../distinct-rows.js';
import { orderOfQuery, whyDecidedBefore } from '../orders.js';
import { explained, on, replaced, wordBetween, type Change, type Rule } from '../rule.js';

export const QUERY_RULES: readonly Rule[] = [
  on('distinct', 'select', distinctOrAll),
  on('union', 'set_operation', unionOrAll),
  on('except-intersect', 'set_operation', ({ left, right }, tree) => {
    const word = wordBetween(left.span.end, right.span.start, ['EXCEPT', 'INTERSECT'], tree);
    const other = word?.upper === 'EXCEPT' ? 'INTERSECT' : 'EXCEPT';
    return word ? [{ start: word.start, end: word.end, by: other, what: `${word.upper} became ${other}` }] : [];
  }),
  on('group-column', 'select', droppedGroupColumns),
  on('row-count', 'top', (top, tree) => (countsRowsOfTop(top, tree) ? stepped(top.count) : [])),
  on('row-count', 'query', ({ offset, fetch }) => [
    ...(offset ? stepped(offset.count) : []),
    ...(fetch ? stepped(fetch.count, FETCHED_MIN) : []),
  ]),
  on('sort-direction', 'query', (query, tree, reading) => (isCut(query) ? turnedOrder(query, tree, reading) : [])),
];

function unionOrAll(node: SetOperation, tree: DefinitionTree, reading: Reading): Change[] {
  const word = wordBetween(node.left.span.end, node.right.span.start, ['UNION'], tree);
  if (!word || !countsRows(node, tree) || isRecursion(node, tree)) return [];
  const all = wordBetween(word.end, node.right.span.start, ['ALL'], tree);
  const [from, to] = all ? ['UNION ALL', 'UNION'] : ['UNION', 'UNION ALL'];
  const change: Change = { start: word.start, end: all?.end ?? word.end, by: to, what: `${from} became ${to}` };
  return explained(change, whyUnionDistinct(node, reading));
}

function distinctOrAll(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  if (!countsRows(select, tree)) return [];
  const start = select.span.start;
  const [word, second] = tree.tokensBetween(start, select.span.end);
  if (!word || !second) return [];
  const why = whyDistinct(select, reading);
  if (select.quantifier === 'distinct')
    return explained({ start: second.start, end: second.end, by: 'ALL', what: 'DISTINCT was dropped' }, why);
  const end = select.quantifier === 'all' ? second.end : word.end;
  return explained({ start: word.start, end, by: 'SELECT DISTINCT', what: 'DISTINCT was added' }, why);
}

/** Whether it matters how often a row comes: not under EXISTS and IN, nor in what UNION, EXCEPT or INTERSECT makes distinct. */
export function countsRows(body: QueryBody, tree: DefinitionTree): boolean {
  for (let at = tree.parentOf(body); at; at = tree.parentOf(at)) {
    if (at.kind === 'set_operation') {
      if (!('operator' in at) || at.operator !== 'union_all') return false;
    } else if (['exists', 'in_query', 'quantified'].includes(at.kind)) return false;
    else if (at.kind !== 'query' && at.kind !== 'parenthesised_query') return true;
    else if (at.kind === 'query' && isCut(at as Query)) return true; // a node of kind `query` is one
  }
  return true;
}

/** UNION ALL between an anchor and its recursive member must stay. */
function isRecursion(union: SetOperation, tree: DefinitionTree): boolean {
  let at: AnyNode | null = union;
  while (at && at.kind !== 'cte') at = tree.parentOf(at);
  if (!at) return false;
  const name = (at as CommonTableExpression).name.value.toLowerCase(); // a node of kind `cte` is one
  let isMember = false;
  walk(union, (node) => {
    if (node.kind !== 'named_table') return;
    const { parts } = (node as NamedTable).name; // a node of that kind is one
    if (parts.length === 1 && parts[0]?.value.toLowerCase() === name) isMember = true;
  });
  return isMember;
}

/** Only those that nothing else of the query names: it stays valid without them. */
function droppedGroupColumns(select: Select, tree: DefinitionTree, reading: Reading): Change[] {
  const { groupBy } = select;
  if (!groupBy || groupBy.items.length < 2) return [];
  const used = namesOutsideAggregates(select);
  return groupBy.items.flatMap((item, at): Change[] => {
    const name = groupName(item);
    if (name === null || used.has(name)) return [];
    const [before, after] = [groupBy.items[at - 1], groupBy.items[at + 1]];
    const start = after || !before ? item.span.start : before.span.end;
    const change: Change = { start, end: after ? after.span.start : item.span.end, by: '', what: `${tree.textOf(item)} was dropped from GROUP BY` }; // prettier-ignore
    return explained(change, whyFixed(select, item, reading));
  });
}

/** By trusted keys the other columns of GROUP BY fix this one. */
function whyFixed(select: Select, item: GroupBy['items'][number], reading: Reading): NonNull {
  const keys = select.groupBy ? plainKeys(select.groupBy) : null;
  if (!keys || item.kind !== 'group_expression') return null;
  const others = keys.filter((key) => key !== item.expression);
  return fixesColumns(select, others, [item.expression], reading);
}

function groupName(item: GroupBy['items'][number]): string | null {
  return item.kind === 'group_expression' && item.expression.kind === 'column'
    ? item.expression.name.value.toLowerCase()
    : null;
}

function namesOutsideAggregates({ items, having }: Select): Set<string> {
  const names = new Set<string>();
  for (const root of [...items.map(({ expression }) => expression), ...(having ? [having] : [])])
    walk(root, (node) => {
      if (isAggregateCall(node)) return false;
      if (node.kind === 'column' && 'name' in node) names.add((node.name as { value: string }).value.toLowerCase()); // a column's name is an identifier
      return true;
    });
  return names;
}

const countsRowsOfTop = (top: Top, tree: DefinitionTree): boolean => {
  const select = tree.parentOf(top);
  return !top.percent && select !== null && countsRows(select as Select, tree); // TOP stands in SELECT only
};

/** FETCH of none is an error. Source: Microsoft Learn, "Database engine errors", 10744. */
const FETCHED_MIN = 1;

function stepped(count: Expression, least = 0): Change[] {
  if (count.kind === 'parenthesised') return stepped(count.operand, least);
  if (count.kind !== 'literal' || count.type !== 'integer') return [];
  const value = Number(count.value);
  const steps = [value + 1, value - 1].filter((each) => each >= least && Number.isSafeInteger(each));
  return steps.map((by) => replaced(count, String(by), `${value} rows became ${by}`));
}

/** What stands behind a trusted key in the order decides nothing. */
function turnedOrder(query: Query, tree: DefinitionTree, reading: Reading): Change[] {
  const order = orderOfQuery(query);
  return query.orderBy.flatMap((item, at) =>
    turned(item, tree).flatMap((change) => explained(change, whyDecidedBefore(order, at, reading))),
  );
}

/** Whether the order decides which rows there are. TOP 100 PERCENT leaves all. */
export function isCut({ body, offset }: Query): boolean {
  if (offset) return true;
  if (body.kind !== 'select' || !body.top) return false;
  const { count, percent } = body.top;
  const plain = count.kind === 'parenthesised' ? count.operand : count;
  return !(percent && plain.kind === 'literal' && Number(plain.value) >= 100);
}

export function turned({ expression, direction, span }: OrderItem, tree: DefinitionTree): Change[] {
  const what = `${direction === 'desc' ? 'descending' : 'ascending'} became ${direction === 'desc' ? 'ascending' : 'descending'}`;
  const word = wordBetween(expression.span.end, span.end, ['ASC', 'DESC'], tree);
  const by = direction === 'desc' ? 'ASC' : 'DESC';
  return [word ? { start: word.start, end: word.end, by, what } : { start: expression.span.end, end: expression.span.end, by: ` ${by}`, what }]; // prettier-ignore
}
