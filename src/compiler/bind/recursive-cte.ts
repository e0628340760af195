/** CTEs that read themselves: anchor members, then recursive ones. Source: Microsoft Learn, "WITH common_table_expression". */
import type { CommonTableExpression, Query, QueryBody } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/index.js';
import type { BodyIr, CteIr, OutputColumn, QueryIr } from '../ir/relation.js';
import { bindOperand, renamed, withColumns } from './query.js';
import { QueryScope, type Surroundings } from './query-scope.js';
import { convertOperand } from './set-operation.js';

/** Whether a query names a table `name` without a schema. */
export function refersTo(query: Query, name: string): boolean {
  let found = false;
  walk(query, (node) => {
    if (found || node.kind !== 'named_table') return !found;
    // The walker hands over nodes by `kind`; a named_table has an object name.
    const { parts } = (node as unknown as { name: { parts: readonly ({ value: string } | null)[] } }).name;
    found = parts.length === 1 && parts[0]?.value.toLowerCase() === name.toLowerCase();
    return true;
  });
  return found;
}

/** Anchor types are the CTE's types: a recursive member of another type is SQL Server's error 240, so none is converted silently. */
export function recursiveCte(
  cte: CommonTableExpression,
  name: string,
  maxRecursion: number,
  around: Surroundings,
): CteIr | null {
  const members = unionAllMembers(cte.query.body);
  const anchors = members.filter((member) => !readsSelf(member, cte));
  const recursive = members.filter((member) => readsSelf(member, cte));
  if (anchors.length === 0 || recursive.length === 0 || cte.query.orderBy.length > 0) {
    around.session.report('TSQL-RECURSIVE-CTE', cte.span, cte.name.value);
    return null;
  }
  const anchor = unionAll(anchors.map((member) => bindOperand(member, around)));
  if (!anchor) return null;
  const columns = renamed(nullable(anchor.columns), cte, around);
  const inner = { ...around, ctes: new Map(around.ctes).set(cte.name.value.toLowerCase(), { name, columns }) };
  const scope = new QueryScope(inner);
  const rest = recursive.map((member) => bindOperand(member, inner));
  const converted = rest.map((member) => member && convertOperand(member, columns, scope));
  const query = unionAll([withColumns(convertOperand(anchor, columns, scope), columns), ...converted]);
  around.session.report('TSQL-MAXRECURSION', cte.span, String(maxRecursion));
  return query && { name, query: { ...query, columns }, columns, recursive: true, maxRecursion };
}

/** Later turns may bring NULL where the anchor has none. */
function nullable(columns: readonly OutputColumn[]): OutputColumn[] {
  return columns.map((column) => ({ ...column, type: { ...column.type, nullable: true } }));
}

function readsSelf(body: QueryBody, cte: CommonTableExpression): boolean {
  const query: Query = { kind: 'query', with: null, body, orderBy: [], offset: null, fetch: null, forClause: null, option: [], span: body.span }; // prettier-ignore
  return refersTo(query, cte.name.value);
}

function unionAllMembers(body: QueryBody): QueryBody[] {
  const members: QueryBody[] = [];
  let rest = body;
  while (rest.kind === 'set_operation' && rest.operator === 'union_all') {
    members.unshift(rest.right);
    rest = rest.left;
  }
  return [rest, ...members];
}

function unionAll(queries: readonly (QueryIr | null)[]): QueryIr | null {
  const [first, ...rest] = queries;
  if (!first) return null;
  return rest.reduce<QueryIr | null>((left, right) => {
    if (!left || !right) return null;
    const collations = left.columns.map(() => null);
    const body: BodyIr = { op: 'set', operator: 'union_all', left, right, collations, span: right.span };
    return { ctes: [], body, orderBy: [], limit: null, columns: left.columns, span: left.span };
  }, first);
}
