/** WITH: common table expressions, plain and recursive. Source: Microsoft Learn, "WITH common_table_expression (Transact-SQL)". */
import type { CommonTableExpression, QueryBody, SetOperation, WithClause } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Frame } from '../expressions/bound.js';
import { requireAllColumns } from '../expressions/partial.js';
import type { BoundQuery, Cte, CteNames, Scope } from '../expressions/scope.js';
import { dependsOnState } from '../expressions/subquery.js';
import type { Run } from '../session/run.js';
import type { Row } from '../values/value.js';
import { requireUsefulOrder } from './clause-rules.js';
import { bindBody, bindQuery } from './query.js';

/** The scope with the names of a WITH clause in it; each sees those before it, and itself. */
export function withCtes(clause: WithClause | null, scope: Scope): Scope {
  if (!clause) return scope;
  let at = scope;
  for (const cte of clause.ctes) {
    const before = at;
    const name = cte.name.value.toLowerCase();
    const bind = isRecursive(cte) ? recursive : plain;
    at = at.with({ ctes: withName(at.ctes, name, (user) => usedFrom(user, before, (own) => bind(cte, own))) });
  }
  return at;
}

/** One more name, without a copy of all that were there. */
const withName = (before: CteNames, name: string, cte: Cte): CteNames => ({
  get: (wanted) => (wanted === name ? cte : before.get(wanted)),
});

function plain(cte: CommonTableExpression, scope: Scope): BoundQuery {
  requireUsefulOrder(cte.query);
  return named(bindQuery(cte.query, outside(scope)), cte);
}

/** A query deeper down may use it: the rows around its WITH are then further out, and what it depends on that query depends on too. */
function usedFrom(user: Scope, home: Scope, bind: (home: Scope) => BoundQuery): BoundQuery {
  const dependence = { isThere: false };
  const bound = bind(home.with({ dependence }));
  if (dependence.isThere) dependsOnState(user);
  const levels = nesting(user) - nesting(home);
  if (levels === 0) return bound;
  return { ...bound, rows: (outer, run) => bound.rows(frameAround(outer, levels), run) };
}

/** How many queries stand around. */
function nesting({ outer }: Scope): number {
  return outer ? nesting(outer) + 1 : 0;
}

function frameAround(frame: Frame | null, levels: number): Frame | null {
  let at = frame;
  for (let up = 0; up < levels; up++) at = at?.outer ?? null;
  return at;
}

/** A CTE does not see the columns of the query that uses it, only those around its WITH. */
const outside = (scope: Scope): Scope => scope.with({ columns: [], interceptor: null });

function named(bound: BoundQuery, { name, columns }: CommonTableExpression): BoundQuery {
  if (columns.length === 0) {
    const unnamed = bound.columns.findIndex((column) => column.name === '');
    if (unnamed >= 0) throw new SqlError(8155, `No column name was specified for column ${unnamed + 1} of '${name.value}'.`); // prettier-ignore
    return bound;
  }
  requireAllColumns(bound.columns);
  if (columns.length !== bound.columns.length)
    throw new SqlError(columns.length < bound.columns.length ? 8158 : 8159, `'${name.value}' has ${columns.length < bound.columns.length ? 'more' : 'fewer'} columns than were specified in the column list.`); // prettier-ignore
  return { ...bound, columns: bound.columns.map((column, index) => ({ ...column, name: columns[index]?.value ?? column.name })) }; // prettier-ignore
}

function isRecursive({ name, query }: CommonTableExpression): boolean {
  let found = false;
  walk(query, (node) => {
    if (node.kind === 'named_table' && 'name' in node) {
      const { parts } = (node as { name: { parts: readonly ({ value: string } | null)[] } }).name; // a named_table has an ObjectName
      if (parts.length === 1 && parts[0]?.value.toLowerCase() === name.value.toLowerCase()) found = true;
    }
  });
  return found;
}

/** The anchor's rows, then again and again what the recursive members make of the rows of the step before. */
function recursive(cte: CommonTableExpression, scope: Scope): BoundQuery {
  const { anchors, members } = split(cte);
  const start = named(bindUnion(anchors, outside(scope)), cte);
  const working = { rows: [] as readonly Row[] };
  const self: Cte = (user) => {
    dependsOnState(user);
    return { columns: start.columns.map((column) => ({ ...column, isNullable: true })), rows: () => working.rows, isOrdered: false }; // prettier-ignore
  };
  const inside = outside(scope).with({ ctes: withName(scope.ctes, cte.name.value.toLowerCase(), self) });
  const steps = members.map((member) => fitted(bindBody(member, inside), start, cte));
  const max = scope.recursionMax;
  return {
    columns: start.columns.map((column) => ({ ...column, isNullable: true })),
    isOrdered: false,
    rows: (outer, run) => {
      const all = [...start.rows(outer, run)];
      let level: readonly Row[] = all.slice();
      for (let depth = 0; level.length > 0; depth++) {
        const before = working.rows;
        working.rows = level;
        const next: Row[] = [];
        for (const step of steps) for (const row of step.rows(outer, run)) next.push(row);
        working.rows = before;
        if (next.length > 0) requireDepth(depth + 1, max);
        grow(all, next, run);
        level = next;
      }
      return all;
    },
  };
}

function grow(all: Row[], more: readonly Row[], run: Run): void {
  run.step(more.length);
  run.requireRows(all.length + more.length, more[0]?.length);
  for (const row of more) all.push(row);
}

function requireDepth(depth: number, max: number): void {
  if (max > 0 && depth > max)
    throw new SqlError(530, `The statement terminated. The maximum recursion ${max} has been exhausted before statement completion.`); // prettier-ignore
}

function split({ name, query }: CommonTableExpression): { anchors: QueryBody[]; members: QueryBody[] } {
  const parts = unionParts(query.body);
  const isMember = (body: QueryBody): boolean => isRecursive({ name, query: { ...query, body } } as CommonTableExpression); // prettier-ignore
  const anchors = parts.filter((body) => !isMember(body));
  const members = parts.filter(isMember);
  if (anchors.length === 0) throw new SqlError(246, `No anchor member was specified for recursive query "${name.value}".`); // prettier-ignore
  return { anchors, members };
}

function unionParts(body: QueryBody): QueryBody[] {
  if (body.kind === 'parenthesised_query' && body.query.orderBy.length === 0) return unionParts(body.query.body);
  if (body.kind !== 'set_operation') return [body];
  if (body.operator !== 'union_all') {
    if (body.operator === 'union') return [body];
    throw new NotInEngine('ENGINE-RECURSIVE-SET', `${body.operator} in a recursive query`);
  }
  return [...unionParts(body.left), ...unionParts(body.right)];
}

function bindUnion(bodies: readonly QueryBody[], scope: Scope): BoundQuery {
  const [first, ...rest] = bodies;
  if (!first) throw new NotInEngine('ENGINE-RECURSIVE-SET', 'a recursive query without an anchor');
  const body = rest.reduce<QueryBody>(
    (left, right): SetOperation => ({ kind: 'set_operation', operator: 'union_all', left, right, span: left.span }),
    first,
  );
  return bindBody(body, scope);
}

/** A recursive member has the anchor's types; SQL Server refuses others (240), but for NULL and equal kinds. */
function fitted(member: BoundQuery, start: BoundQuery, cte: CommonTableExpression): BoundQuery {
  if (member.columns.length !== start.columns.length)
    throw new SqlError(205, 'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.'); // prettier-ignore
  for (const [index, { type, name }] of start.columns.entries()) {
    const other = member.columns[index]?.type;
    const isSame = other && (other.isUntypedNull || (other.base === type.base && other.length === type.length && other.precision === type.precision && other.scale === type.scale)); // prettier-ignore
    if (!isSame) throw new SqlError(240, `Types don't match between the anchor and the recursive part in column "${name}" of recursive query "${cte.name.value}".`); // prettier-ignore
  }
  const convert = start.columns.map(({ type }, index) =>
    toType({ type: member.columns[index]?.type ?? type, evaluate: (frame) => frame.row[index] ?? null }, type),
  );
  return {
    ...member,
    rows: (outer, run) => member.rows(outer, run).map((row) => convert.map((column) => column.evaluate({ row, outer: null }, run))), // prettier-ignore
  };
}
