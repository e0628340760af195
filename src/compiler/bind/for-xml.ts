/**
 * Queries used as values, and the old idiom for joining texts: `(SELECT ', ' + x FROM t ORDER BY x FOR XML PATH(''))`.
 * Source: Microsoft Learn, "Use PATH Mode with FOR XML", "Columns without a Name", "value() Method (xml Data Type)".
 */
import type { Expression, MethodCall, Query, Select, Span } from '../../syntax/tsql/ast/index.js';
import { columnItems, derivedOf, queryOf, selectFrom } from '../ir/build.js';
import type { QueryIr, SelectIr } from '../ir/relation.js';
import type { Collation, Scalar, ScalarType, SortKey } from '../ir/scalar.js';
import { coerce, databaseCollation } from './coerce.js';
import { orderKeys } from './order-by.js';
import { bindQuery } from './query.js';
import { QueryScope } from './query-scope.js';
import { bindSelect, type BoundSelect } from './select.js';
import { typeFromText } from './type-text.js';

/** A query used as a value: one column, at most one row. Null when reported. */
export function bindScalarQuery(query: Query, scope: QueryScope, span: Span): Scalar | null {
  if (query.forClause !== null && query.forClause.target !== 'browse') {
    const joined = joinedTexts(query, scope);
    return joined === null ? null : valueOf(withEntities(joined, scope), span);
  }
  const bound = bindQuery(query, scope.inner);
  if (bound === null) return null;
  if (bound.columns.length === 1) return valueOf(bound, span);
  scope.report('TSQL-SUBQUERY-COLUMNS', span);
  return null;
}

/** `(SELECT ... FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)')`. Null when the call is another. */
export function bindXmlMethod(call: MethodCall, scope: QueryScope): Scalar | null {
  const query = call.isStatic ? null : queryIn(call.target);
  const [path, type] = call.args ?? [];
  if (query === null || call.method.value.toLowerCase() !== 'value' || !isWholeText(path) || type?.kind !== 'literal')
    return null;
  const declared = typeFromText(type.value, scope);
  if (query.forClause === null || declared === null) return null;
  const joined = joinedTexts(query, scope);
  return joined === null
    ? { op: 'literal', value: null, type: { base: 'unknown', nullable: true, collation: null }, span: call.span }
    : coerce(valueOf(joined, call.span), declared, scope);
}

function queryIn(target: MethodCall['target']): Query | null {
  let expression: MethodCall['target'] = target;
  while (expression.kind === 'parenthesised') expression = expression.operand;
  return expression.kind === 'subquery' ? expression.query : null;
}

const WHOLE_TEXT = new Set(['.', './text()[1]', '(./text())[1]', 'text()[1]', '(text())[1]', '(.)[1]', '.[1]']);

const isWholeText = (path: Expression | undefined): boolean =>
  path?.kind === 'literal' && WHOLE_TEXT.has(path.value.replace(/\s+/g, ''));

function valueOf(query: QueryIr, span: Span): Scalar {
  const type: ScalarType = query.columns[0]?.type ?? { base: 'unknown', nullable: true, collation: null };
  return { op: 'subquery', query, type: { ...type, nullable: true }, span };
}

/** One row of one text: the values one after another. Null when reported, as every other use of FOR XML and FOR JSON is. */
function joinedTexts(query: Query, scope: QueryScope): QueryIr | null {
  const { forClause, body } = query;
  if (forClause === null || body.kind !== 'select' || !isPlainPath(forClause) || !isUnnamed(body)) {
    scope.report('TSQL-FOR-CLAUSE', forClause?.span ?? query.span, `FOR ${forClause?.target.toUpperCase() ?? 'XML'}`);
    return null;
  }
  if (body.quantifier === 'distinct' || body.top !== null || body.groupBy !== null || query.offset !== null)
    return joinedRows(query, scope);
  const select = bindSelect(body, scope.inner);
  if (select === null) return null;
  const orderBy = orderKeys(query.orderBy, select, select.columns, scope.inner);
  return aggregated(select.body, orderBy, scope);
}

/** `PATH('')` with no element name, and at most TYPE beside it. */
function isPlainPath({ target, mode, element, directives }: NonNullable<Query['forClause']>): boolean {
  const others = directives.filter(({ words }) => words.join(' ').toUpperCase() !== 'TYPE');
  return (
    target === 'xml' && mode === 'path' && element?.kind === 'literal' && element.value === '' && others.length === 0
  );
}

/** A column with a name would stand in an element of that name. */
function isUnnamed(select: Select): boolean {
  const [item, ...others] = select.items;
  if (others.length > 0 || item?.kind !== 'select_expression' || item.expression.kind === 'star') return false;
  if (item.alias !== null) return item.alias.value.toLowerCase() === 'text()';
  return item.expression.kind !== 'column';
}

/** Rows that are first made distinct, grouped or cut off. They are joined in the order of their texts when they had none of their own. */
function joinedRows(query: Query, scope: QueryScope): QueryIr | null {
  const bound = bindQuery({ ...query, forClause: null }, scope.inner);
  if (bound === null) return null;
  const inner = derivedOf(bound, scope.around.session.alias('texts'));
  const items = columnItems(inner.alias, inner.columns, query.span);
  const [text] = items;
  if (text === undefined) return null;
  if (query.orderBy.length === 0) scope.report('TSQL-STRING-AGG-ORDER', query.span);
  else if (!ordersByText(query, bound))
    scope.report('TSQL-FOR-CLAUSE', query.span, 'FOR XML with TOP or GROUP BY, ordered by another column');
  const [key] = query.orderBy;
  const orderBy: SortKey[] = [
    { expression: text.expression, descending: key?.direction === 'desc', collation: text.expression.type.collation },
  ];
  return aggregated(selectFrom(items, inner, query.span), orderBy, scope);
}

/** ORDER BY 1, or by the very expression that is selected. */
function ordersByText(query: Query, bound: QueryIr): boolean {
  const [key, ...others] = bound.orderBy;
  if (query.orderBy.length !== 1 || others.length > 0) return false;
  return key === undefined || (bound.body.op === 'select' && key.expression === bound.body.items[0]?.expression);
}

/** NULL adds nothing to the text; no row at all gives NULL. Both are what string_agg does. */
function aggregated(select: BoundSelect['body'], orderBy: readonly SortKey[], scope: QueryScope): QueryIr | null {
  const item = select.items[0];
  if (item === undefined) return null;
  const collation = databaseCollation(scope);
  const text: ScalarType = { base: 'nvarchar', length: 'max', nullable: true, collation };
  const { span } = item.expression;
  const nothing: Scalar = { op: 'literal', value: '', type: { ...text, length: 1, nullable: false }, span };
  const expression: Scalar = {
    op: 'aggregate',
    fn: 'string_agg',
    distinct: false,
    args: [coerce(item.expression, text, scope), nothing],
    orderBy,
    type: text,
    span,
  };
  const body: SelectIr = { ...select, items: [{ name: 'joined', expression }], groupBy: { keys: [], sets: [[]] } };
  return queryOf(body, [{ name: 'joined', type: text }], span);
}

const ENTITIES: readonly (readonly [string, string])[] = [['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;']]; // prettier-ignore

/** Read as a text and not through `.value()`, the XML shows its entities. */
function withEntities(query: QueryIr, scope: QueryScope): QueryIr {
  const { body } = query;
  const item = body.op === 'select' ? body.items[0] : undefined;
  if (body.op !== 'select' || item === undefined) return query;
  const binary: Collation = {
    ...databaseCollation(scope),
    name: 'Latin1_General_BIN2',
    caseSensitive: true,
    accentSensitive: true,
    binary: true,
    rank: 'explicit',
  };
  const { type, span } = item.expression;
  const constant = (value: string): Scalar => ({
    op: 'literal',
    value,
    type: { ...type, collation: binary, nullable: false },
    span,
  });
  const expression = ENTITIES.reduce<Scalar>(
    (text, [sign, entity]) => ({
      op: 'call',
      fn: 'replace',
      unit: null,
      args: [text, constant(sign), constant(entity)],
      type,
      span,
    }),
    item.expression,
  );
  return { ...query, body: { ...body, items: [{ ...item, expression }] } };
}
