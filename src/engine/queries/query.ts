/** A whole query: its CTEs, its body, its order and what is left out of it. */
import type { Hint, Query, QueryBody } from '../../syntax/tsql/ast/index.js';
import { EngineLimit } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import { withCtes } from './cte.js';
import { forClause } from './for-clause.js';
import { bindSelect, type Ending } from './select.js';
import { bindSetOperation } from './set-operation.js';

const depthMax = 128;
const queriesMax = 10_000;

/** @param scope where it stands: its `columns` are empty, its `outer` is the query around it */
export function bindQuery(query: Query, scope: Scope): BoundQuery {
  if (scope.depth > depthMax) throw new EngineLimit('ENGINE-LIMIT-DEPTH', `queries nested deeper than ${depthMax}`);
  if (++scope.work.queries > queriesMax) throw new EngineLimit('ENGINE-LIMIT-STEPS', `more than ${queriesMax} queries in a statement, each name of one counted`); // prettier-ignore
  const recursionMax = recursionMaxOf(query.option) ?? scope.recursionMax;
  const inside = withCtes(query.with, scope.with({ depth: scope.depth + 1, recursionMax }));
  const ending: Ending = { orderBy: query.orderBy, offset: query.offset?.count ?? null, fetch: query.fetch?.count ?? null }; // prettier-ignore
  const bound = bindBody(query.body, inside, ending);
  return query.forClause ? forClause(query.forClause, bound, inside) : bound;
}

const NO_ENDING: Ending = { orderBy: [], offset: null, fetch: null };

/** @param ending belongs to the body as a whole */
export function bindBody(body: QueryBody, scope: Scope, ending: Ending = NO_ENDING): BoundQuery {
  switch (body.kind) {
    case 'select':
      return bindSelect(body, scope, ending);
    case 'parenthesised_query':
      return bindQuery(ending === NO_ENDING ? body.query : { ...body.query, orderBy: ending.orderBy.length > 0 ? ending.orderBy : body.query.orderBy }, scope); // prettier-ignore
    case 'set_operation':
      return bindSetOperation(body, scope, ending);
  }
}

function recursionMaxOf(option: readonly Hint[]): number | null {
  const hint = option.find(({ words }) => words[0]?.toUpperCase() === 'MAXRECURSION');
  if (!hint) return null;
  const [arg] = hint.args;
  return Number(hint.words[1] ?? (arg && 'value' in arg ? arg.value : 0));
}
