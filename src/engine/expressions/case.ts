/** CASE, and IIF and COALESCE, which are CASE by another name. Source: Microsoft Learn, "CASE (Transact-SQL)". */
import type { CaseExpression, Expression } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import { commonType } from '../types/common-type.js';
import { literal, type Bound, type BoundPredicate } from './bound.js';
import { comparisonOf } from './comparison.js';
import type { Scope } from './scope.js';
import { UNTYPED_NULL, type Type } from '../types/type.js';
import { lookOn, watched } from './watched.js';

export function bindCase({ operand, branches, otherwise }: CaseExpression, scope: Scope): Bound {
  const tested = operand ? scope.binder.expression(operand, scope) : null;
  const tests = branches.map(({ when }) =>
    tested ? simple(tested, when, scope) : scope.binder.predicate(when, scope),
  );
  const values = branches.map(({ then }) => scope.binder.expression(then, scope));
  const rest = otherwise ? scope.binder.expression(otherwise, scope) : literal(UNTYPED_NULL, null);
  return choice(tests, values, rest);
}

function simple(tested: Bound, when: Expression, scope: Scope): BoundPredicate {
  const { test } = comparisonOf('=', tested, scope.binder.expression(when, scope));
  return { test: watched(test, when.span, scope) };
}

/** IIF(condition, a, b). */
export function bindIif(args: readonly Expression[], scope: Scope): Bound {
  const [condition, yes, no] = args;
  if (!condition || !yes || !no || args.length > 3) throw new SqlError(174, 'The iif function requires 3 argument(s).');
  return choice([scope.binder.predicate(condition, scope)], [scope.binder.expression(yes, scope)], scope.binder.expression(no, scope)); // prettier-ignore
}

/** The first value whose test holds, in the type that all have in common; values that are not chosen are not evaluated. */
function choice(tests: readonly BoundPredicate[], values: readonly Bound[], otherwise: Bound): Bound {
  if ([...values, otherwise].every(({ type }) => type.isUntypedNull))
    throw new SqlError(8133, 'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.'); // prettier-ignore
  const type = [...values, otherwise].map((bound) => bound.type).reduce((a, b) => commonType(a, b));
  const [results, rest] = [values.map((bound) => toType(bound, type)), toType(otherwise, type)];
  return {
    type: forgetLiteral(type),
    evaluate: (frame, run) => {
      const taken = tests.findIndex(({ test }) => test(frame, run) === true);
      if (run.probe !== null && taken >= 0) for (const { test } of tests.slice(taken + 1)) lookOn(test, frame, run);
      return (results[taken] ?? rest).evaluate(frame, run);
    },
  };
}

function forgetLiteral(type: Type): Type {
  const { isUntypedNull: _untyped, ...rest } = type;
  return rest;
}
