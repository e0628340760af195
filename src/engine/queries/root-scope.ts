/** Where binding begins. */
import { bindExpression } from '../expressions/expression.js';
import { bindPredicate } from '../expressions/predicate.js';
import { Scope, type Binder } from '../expressions/scope.js';
import type { Settings } from '../session/run.js';
import type { Objects } from './objects.js';
import { bindQuery } from './query.js';

/** Source: Microsoft Learn, "Query Hints", MAXRECURSION. */
const recursionMaxDefault = 100;
const BINDER: Binder = { expression: bindExpression, predicate: bindPredicate, query: bindQuery };

/** A scope with no columns, for a statement or the body of a view. */
export function rootScope(objects: Objects, settings: Settings, depth = 0, unit: string | null = null): Scope {
  return new Scope({ binder: BINDER, objects, settings, columns: [], outer: null, ctes: new Map(), interceptor: null, depth, recursionMax: recursionMaxDefault, unit, dependence: { isThere: false }, views: [], work: { queries: 0 } }); // prettier-ignore
}
