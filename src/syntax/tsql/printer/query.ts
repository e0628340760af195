import type { CommonTableExpression, ForClause, GroupBy, GroupingItem, ParenthesisedQuery } from '../ast/query.js';
import type { Query, Select, SelectItem, SetOperation, Top, WithClause } from '../ast/query.js';
import { list, parenthesised } from './list.js';
import { print } from './print.js';
import { type PrintRules, type SpineRules, upper, words } from './rules.js';

type QueryPart =
  | Query
  | WithClause
  | CommonTableExpression
  | ParenthesisedQuery
  | Select
  | Top
  | SelectItem
  | GroupBy
  | GroupingItem
  | ForClause;

/** Set operators nest to the left without limit. */
export const querySpineRules: SpineRules<SetOperation> = {
  set_operation: {
    left: (node) => node.left,
    print: (node, left) => `${left} ${upper(node.operator)} ${print(node.right)}`,
  },
};

/** Printing rules of queries and their clauses. */
export const queryRules: PrintRules<QueryPart> = {
  query,
  with: withClause,
  cte: (node) => words(print(node.name), parenthesised(node.columns), `AS (${print(node.query)})`),
  parenthesised_query: (node) => `(${print(node.query)})`,
  select,
  top: (node) =>
    words(
      'TOP',
      node.parenthesised ? `(${print(node.count)})` : print(node.count),
      node.percent && 'PERCENT',
      node.withTies && 'WITH TIES',
    ),
  select_expression: selectExpression,
  select_assignment: (node) => words(print(node.variable), node.operator, print(node.expression)),
  group_by: (node) =>
    words('GROUP BY', node.all && 'ALL', list(node.items), node.withModifier && `WITH ${upper(node.withModifier)}`),
  group_expression: (node) => print(node.expression),
  group_composite: (node) => `(${list(node.expressions)})`,
  rollup: (node) => `ROLLUP (${list(node.items)})`,
  cube: (node) => `CUBE (${list(node.items)})`,
  grouping_sets: (node) => `GROUPING SETS (${list(node.items)})`,
  for_clause: forClause,
};

function query(node: Query): string {
  const { offset, fetch } = node;
  return words(
    node.with && print(node.with),
    print(node.body),
    node.orderBy.length > 0 && `ORDER BY ${list(node.orderBy)}`,
    offset && `OFFSET ${print(offset.count)} ${upper(offset.unit)}`,
    fetch && `FETCH ${upper(fetch.first)} ${print(fetch.count)} ${upper(fetch.unit)} ONLY`,
    node.forClause && print(node.forClause),
    node.option.length > 0 && `OPTION (${list(node.option)})`,
  );
}

function withClause({ ctes, xmlNamespaces, changeTrackingContext }: WithClause): string {
  const namespaces = xmlNamespaces.map(({ uri, alias }) =>
    alias === null ? `DEFAULT ${print(uri)}` : `${print(uri)} AS ${print(alias)}`,
  );
  const parts = [
    ...(namespaces.length > 0 ? [`XMLNAMESPACES (${namespaces.join(', ')})`] : []),
    ...(changeTrackingContext === null ? [] : [`CHANGE_TRACKING_CONTEXT (${print(changeTrackingContext)})`]),
    ...ctes.map((cte) => print(cte)),
  ];
  return `WITH ${parts.join(', ')}`;
}

function select(node: Select): string {
  return words(
    'SELECT',
    node.quantifier && upper(node.quantifier),
    node.top && print(node.top),
    list(node.items),
    node.into && words('INTO', print(node.into.table), node.into.fileGroup && `ON ${print(node.into.fileGroup)}`),
    node.from.length > 0 && `FROM ${list(node.from)}`,
    node.where && `WHERE ${print(node.where)}`,
    node.groupBy && print(node.groupBy),
    node.having && `HAVING ${print(node.having)}`,
    node.windows.length > 0 && `WINDOW ${node.windows.map(namedWindow).join(', ')}`,
  );
}

function namedWindow({ name, window }: Select['windows'][number]): string {
  return `${print(name)} AS ${print(window)}`;
}

function selectExpression(node: Extract<SelectItem, { kind: 'select_expression' }>): string {
  const expression = print(node.expression);
  const alias = node.stringAlias ?? (node.alias === null ? '' : print(node.alias));
  switch (node.aliasForm) {
    case 'none':
      return expression;
    case 'as':
      return `${expression} AS ${alias}`;
    case 'bare':
      return `${expression} ${alias}`;
    case 'equals':
      return `${alias} = ${expression}`;
  }
}

function forClause({ target, mode, element, directives }: ForClause): string {
  const head = words('FOR', upper(target), mode && upper(mode), element && `(${print(element)})`);
  return directives.length > 0 ? `${head}, ${list(directives)}` : head;
}
