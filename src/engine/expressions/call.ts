/** Calls: aggregates and windows are somebody else's, built-in functions come from tables, a person's from the objects. */
import type { FunctionCall } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { BUILT_IN } from '../functions/built-in.js';
import { mayBeBuiltIn } from '../functions/documented-names.js';
import type { CallableFunction } from '../queries/objects.js';
import { isAggregateName } from '../queries/aggregates.js';
import { literal, type Bound } from './bound.js';
import { bindIif } from './case.js';
import type { Scope } from './scope.js';
import { dependsOnState } from './subquery.js';
import { valueArguments } from './value-arguments.js';

export function bindCall(call: FunctionCall, scope: Scope): Bound {
  const [name, schema] = [...call.name.parts].reverse().map((part) => part?.value ?? null);
  if (name === undefined || name === null) throw new NotInEngine('ENGINE-CALL', 'a call without a name');
  const key = name.toLowerCase();
  if (call.over) throw new NotInEngine('ENGINE-WINDOW-HERE', `${name} OVER in this place`);
  if (schema === undefined || schema === null) {
    if (isAggregateName(key)) throw new SqlError(147, 'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.'); // prettier-ignore
    if (key === 'iif') return bindIif(call.args, scope);
    const rule = BUILT_IN[key];
    if (rule) return rule(valueArguments(call).map((arg) => scope.binder.expression(arg, scope)), scope, call); // prettier-ignore
    const taken = scope.objects.callsWithoutSchema ? scope.objects.scalarFunction(call.name) : null;
    if (taken) return ownCall(taken, call, scope);
    throw lackingFunction(call, name, scope);
  }
  // The server's schema holds functions of its own; a person's are in no schema of that name.
  const isNone = schema.toLowerCase() === 'sys' && !mayBeBuiltIn(key);
  const own = isNone ? null : scope.objects.scalarFunction(call.name);
  if (!own) throw new SqlError(4121, `Cannot find either column "${schema}" or the user-defined function or aggregate "${schema}.${name}", or the name is ambiguous.`); // prettier-ignore
  return ownCall(own, call, scope);
}

function lackingFunction(call: FunctionCall, name: string, { objects }: Scope): Error {
  // SQL Server wants the schema for functions of persons, and says so like this: also of one that could not be made here.
  const isKnown = call.odbc || mayBeBuiltIn(name.toLowerCase());
  if (!isKnown || objects.scalarFunction(call.name)) return new SqlError(195, `'${name}' is not a recognized built-in function name.`); // prettier-ignore
  return new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the function ${name}`);
}

function ownCall({ parameters, returns, call: body }: CallableFunction, call: FunctionCall, scope: Scope): Bound {
  dependsOnState(scope);
  if (call.args.length !== parameters.length)
    throw new SqlError(call.args.length < parameters.length ? 313 : 8144, 'The number of arguments supplied for the procedure or function does not fit its parameters.'); // prettier-ignore
  const args = call.args.map((arg, index) => {
    if (arg.kind === 'literal' && arg.type === 'default') return null;
    return toType(scope.binder.expression(arg, scope), parameters[index]?.type ?? literal({ base: 'int' }, null).type);
  });
  return {
    type: returns,
    evaluate: (frame, run) => {
      run.step(10);
      return body(
        args.map((arg) => (arg === null ? undefined : arg.evaluate(frame, run))),
        run,
      );
    },
  };
}
