/** Binds a query: CTEs, body, order and limit. */
import type {
  CommonTableExpression,
  OrderItem,
  Query,
  QueryBody,
  Top,
  WithClause,
} from '../../syntax/tsql/ast/index.js';
import type { BodyIr, CteIr, LimitIr, OutputColumn, QueryIr } from '../ir/relation.js';
import type { Scalar, SortKey } from '../ir/scalar.js';
import { bindExpression } from './expression.js';
import { orderKeys } from './order-by.js';
import { QueryScope, type Surroundings } from './query-scope.js';
import { recursiveCte, refersTo } from './recursive-cte.js';
import { bindSelect, type BoundSelect } from './select.js';
import { bindSetOperation } from './set-operation.js';

/** A bound body, with the scope ORDER BY sees when the body is a select. */
interface BoundBody {
  readonly body: BodyIr;
  readonly columns: readonly OutputColumn[];
  readonly select: BoundSelect | null;
}

const DEFAULT_MAX_RECURSION = 100;
const DEPTH_MAX = 200;
let depth = 0;

/** Null when something in it cannot be bound at all; faults of expressions are reported and stand in the IR as unknown. */
export function bindQuery(query: Query, around: Surroundings): QueryIr | null {
  if (depth >= DEPTH_MAX) {
    around.session.report('TSQL-TOO-DEEP', query.span);
    return null;
  }
  depth++;
  try {
    return boundQuery(query, around);
  } finally {
    depth--;
  }
}

function boundQuery(query: Query, around: Surroundings): QueryIr | null {
  if (query.forClause && query.forClause.target !== 'browse') {
    around.session.report('TSQL-FOR-CLAUSE', query.forClause.span, `FOR ${query.forClause.target.toUpperCase()}`);
    return null;
  }
  const { ctes, inner } = bindWith(query, around);
  const bound = bindBody(query.body, inner);
  if (!bound) return null;
  const top = query.body.kind === 'select' ? query.body.top : null;
  const orderBy = bindOrderBy(query.orderBy, bound, inner);
  const limit = bindLimit(query, top, orderBy.length > 0, inner);
  const keepsOrder = limit !== null;
  if (query.orderBy.length > 0 && top && !keepsOrder) around.session.report('TSQL-TOP-100-PERCENT', top.span);
  return {
    ctes,
    body: bound.body,
    orderBy: keepsOrder || (around.outer === null && !top) ? orderBy : [],
    limit,
    columns: bound.columns,
    span: query.span,
  };
}

function bindWith(query: Query, around: Surroundings): { ctes: readonly CteIr[]; inner: Surroundings } {
  if (!query.with) return { ctes: [], inner: around };
  const { session } = around;
  if (query.with.xmlNamespaces.length > 0) session.report('TSQL-XML', query.with.span, 'WITH XMLNAMESPACES');
  const known = new Map(around.ctes);
  const ctes = query.with.ctes.flatMap((cte) => {
    const bound = bindCte(cte, query, query.with, { ...around, ctes: known });
    // Inside, names are those of the query; the printed name is unique among all relations of the object.
    if (bound) known.set(cte.name.value.toLowerCase(), { name: bound.name, columns: bound.columns });
    return bound ? [bound] : [];
  });
  return { ctes, inner: { ...around, ctes: known } };
}

function bindCte(
  cte: CommonTableExpression,
  query: Query,
  _with: WithClause | null,
  around: Surroundings,
): CteIr | null {
  const { session } = around;
  const name = session.alias(cte.name.value);
  if (refersTo(cte.query, cte.name.value)) return recursiveCte(cte, name, maxRecursion(query), around);
  const bound = bindQuery(cte.query, around);
  if (!bound) return null;
  const columns = renamed(bound.columns, cte, around);
  return { name, query: withColumns(bound, columns), columns, recursive: false, maxRecursion: DEFAULT_MAX_RECURSION };
}

/** Column names of `cte (a, b)`; each column of a CTE needs a name. */
export function renamed(
  columns: readonly OutputColumn[],
  cte: CommonTableExpression,
  around: Surroundings,
): OutputColumn[] {
  if (cte.columns.length > 0 && cte.columns.length !== columns.length)
    around.session.report('TSQL-COLUMN-COUNT', cte.name.span, cte.name.value);
  return columns.map((column, index) => {
    const name = cte.columns[index]?.value ?? column.name;
    if (name === null) around.session.report('TSQL-UNNAMED-COLUMN', cte.name.span, cte.name.value);
    return { ...column, name };
  });
}

/** The query with its result columns called otherwise. */
export function withColumns(query: QueryIr, columns: readonly OutputColumn[]): QueryIr {
  return { ...query, columns, body: bodyWithColumns(query.body, columns) };
}

function bodyWithColumns(body: BodyIr, columns: readonly OutputColumn[]): BodyIr {
  switch (body.op) {
    case 'select':
      return {
        ...body,
        items: body.items.map((item, index) => ({ ...item, name: columns[index]?.name ?? item.name })),
      };
    case 'set':
      return { ...body, left: withColumns(body.left, columns), right: withColumns(body.right, columns) };
    case 'values':
      return { ...body, columns };
  }
}

function maxRecursion(query: Query): number {
  const hint = query.option.find((each) => each.words[0]?.toUpperCase() === 'MAXRECURSION');
  const text = hint?.words[1] ?? (hint?.args[0]?.kind === 'literal' ? hint.args[0].value : undefined);
  return text === undefined ? DEFAULT_MAX_RECURSION : Number(text);
}

function bindBody(body: QueryBody, around: Surroundings): BoundBody | null {
  switch (body.kind) {
    case 'select': {
      const select = bindSelect(body, around);
      return select && { body: select.body, columns: select.columns, select };
    }
    case 'set_operation': {
      const bound = bindSetOperation(body, around);
      return bound && { ...bound, select: null };
    }
    case 'parenthesised_query': {
      const query = bindQuery(body.query, around);
      return query && wrapped(query);
    }
  }
}

/** `(query)` as a body: its own order and limit keep their meaning inside. */
function wrapped(query: QueryIr): BoundBody {
  const isPlain = query.ctes.length === 0 && query.limit === null;
  if (isPlain) return { body: query.body, columns: query.columns, select: null };
  const alias = 'parenthesised';
  const items = query.columns.map((column) => ({
    name: column.name,
    expression: {
      op: 'column' as const,
      relation: alias,
      name: column.name ?? '',
      type: column.type,
      span: query.span,
    },
  }));
  const from = { op: 'derived' as const, alias, columns: query.columns, query, span: query.span };
  const body: BodyIr = { op: 'select', distinct: false, items, from, where: null, groupBy: null, having: null, span: query.span }; // prettier-ignore
  return { body, columns: query.columns, select: null };
}

/** A query operand of a set operator, as a query of its own. */
export function bindOperand(body: QueryBody, around: Surroundings): QueryIr | null {
  if (body.kind === 'parenthesised_query') return bindQuery(body.query, around);
  const bound = bindBody(body, around);
  if (!bound) return null;
  const top = body.kind === 'select' ? body.top : null;
  const limit = top ? limitOf(top, false, new QueryScope(around), around) : null;
  return { ctes: [], body: bound.body, orderBy: [], limit, columns: bound.columns, span: body.span };
}

function bindOrderBy(items: readonly OrderItem[], bound: BoundBody, around: Surroundings): readonly SortKey[] {
  return items.length === 0 ? [] : orderKeys(items, bound.select, bound.columns, around);
}

function bindLimit(query: Query, top: Top | null, ordered: boolean, around: Surroundings): LimitIr | null {
  const scope = new QueryScope(around);
  if (top) return limitOf(top, ordered, scope, around);
  if (!query.offset) return null;
  const offset = bindExpression(query.offset.count, scope);
  const count = query.fetch ? bindExpression(query.fetch.count, scope) : null;
  return { count, offset, percent: false, withTies: false };
}

function limitOf(top: Top, ordered: boolean, scope: QueryScope, around: Surroundings): LimitIr | null {
  const count = bindExpression(top.count, scope);
  if (top.percent && isHundred(count)) return null;
  if (!ordered) around.session.report('TSQL-TOP-UNORDERED', top.span);
  return { count, offset: null, percent: top.percent, withTies: top.withTies };
}

function isHundred(count: Scalar): boolean {
  return count.op === 'literal' && count.value !== null && Number(count.value) >= 100;
}
