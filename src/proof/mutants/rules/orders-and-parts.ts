/** What an order or a partition rests on: equal texts, ties, and the order of what is joined to one text. */
import type { FunctionCall, OrderItem, Pivot, Select, TableSource, Window } from '../../../syntax/tsql/ast/index.js';
import type { DefinitionTree } from '../../reading/definition-tree.js';
import type { Reading } from '../../reading/reading.js';
import { functionName } from '../../reading/strictness.js';
import { orderOfWindow, whyDecidedBefore } from '../orders.js';
import { explained, on, replaced, wordBetween, type Change, type Rule } from '../rule.js';
import { itemsToBinary, toBinary } from './collations.js';
import { isCut } from './queries.js';
import { foldsLetters, mayEndInBlanks, sortsByLetters } from './texts.js';

export const ORDER_RULES: readonly Rule[] = [
  on('collation', 'window', ({ partitionBy, orderBy }, tree, reading) => [
    ...partitionBy.filter((key) => foldsLetters(key, reading)).map((key) => toBinary(key, tree, 'kept apart')),
    ...orderedToBinary(orderBy, tree, reading),
  ]),
  on('collation', 'query', (query, tree, reading) =>
    isCut(query) ? orderedToBinary(query.orderBy, tree, reading) : [],
  ),
  on('collation', 'pivot', pivotedToBinary),
  on('trailing-blanks', 'window', ({ partitionBy }, tree, reading) =>
    partitionBy.flatMap((key): Change[] => {
      if (!mayEndInBlanks(key, reading)) return [];
      const text = tree.textOf(key);
      return [{ start: key.span.end, end: key.span.end, by: `, DATALENGTH(${text})`, what: `trailing blanks of ${text} counted in partitions` }];
    }),
  ),
  on('ties', 'call', (call, tree, reading) => {
    const by = OTHER_RANKING[functionName(call)];
    if (!by || !call.over) return [];
    const change = replaced(call.name, by, `${functionName(call).toUpperCase()} became ${by}`);
    return explained(change, whyNoTies(call.over, reading));
  }),
  on('ties', 'window', (window, tree, reading) => {
    const { frame } = window;
    const word = frame && wordBetween(frame.span.start - 1, frame.span.end, ['ROWS'], tree);
    const isPlain = [frame?.start, frame?.end].every((bound) => !bound?.offset);
    if (!word || !isPlain) return [];
    return explained({ start: word.start, end: word.end, by: 'RANGE', what: 'ROWS became RANGE' }, whyNoTies(window, reading));
  }),
  on('order-in-text', 'call', orderLeftOut),
]; // prettier-ignore

const OTHER_RANKING: Readonly<Record<string, string>> = { row_number: 'RANK', rank: 'ROW_NUMBER', dense_rank: 'RANK' };

const whyNoTies = (window: Window, reading: Reading) =>
  whyDecidedBefore(orderOfWindow(window, reading), window.orderBy.length, reading);

function orderedToBinary(orderBy: readonly OrderItem[], tree: DefinitionTree, reading: Reading): Change[] {
  const keys = orderBy.map(({ expression }) => expression).filter((key) => sortsByLetters(key, reading));
  return keys.map((key) => toBinary(key, tree, 'ordered'));
}

/** PIVOT groups by every column of its source that it names nowhere else, and compares the one that it turns. */
function pivotedToBinary({ source, aggregate }: Pivot, tree: DefinitionTree, reading: Reading): Change[] {
  const select = selectOf(source);
  const values = new Set(
    aggregate.args.flatMap((arg) => (arg.kind === 'column' ? [arg.name.value.toLowerCase()] : [])),
  );
  const items = select?.items.filter(({ kind, expression }) => kind === 'select_expression' && !(expression.kind === 'column' && values.has(expression.name.value.toLowerCase()))); // prettier-ignore
  return items ? itemsToBinary(items, tree, reading) : [];
}

function selectOf(source: TableSource): Select | null {
  if (source.kind === 'parenthesised_table') return selectOf(source.table);
  return source.kind === 'derived_table' && source.query.body.kind === 'select' ? source.query.body : null;
}

/** STRING_AGG joins in any order then. */
function orderLeftOut(call: FunctionCall, tree: DefinitionTree): Change[] {
  const [first] = call.withinGroup ?? [];
  if (functionName(call) !== 'string_agg' || !first) return [];
  const words = tree.tokensBetween(call.span.start, call.span.end).filter(({ upper }) => upper === 'WITHIN');
  const start = words.at(-1)?.start;
  return start === undefined
    ? []
    : [{ start, end: call.span.end, by: '', what: 'the order of STRING_AGG was left out' }];
}
