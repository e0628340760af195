/** Scalar functions of persons: made ready once, run for each call. */
import type { CreateRoutine, Statement } from '../../syntax/tsql/ast/index.js';
import { converter } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { CallableFunction, CallableTableFunction } from '../queries/objects.js';
import type { Run } from '../session/run.js';
import { INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { Activation } from './activation.js';
import { maxNesting, type SessionState } from './session-state.js';
import { declareTable, hoistDeclarations } from './variables.js';

/** A table function of several statements: its rows are those of the table variable it fills. */
export function callableTableFunction(routine: CreateRoutine, session: SessionState): CallableTableFunction | null {
  const { body, returns } = routine;
  if (body.type !== 'statements' || returns?.type !== 'table_variable') return null;
  const name = routine.name.parts.at(-1)?.value ?? '';
  const typing = new Activation(session, session.newRun(), { kind: 'function', name });
  declareTable(returns.variable, returns.elements, typing);
  const parameters = parametersOf(routine, typing);
  const callee = { routine, statements: body.statements, parameters, returnType: INT, session };
  return {
    parameters,
    columns: typing.tableVariables.get(returns.variable.toLowerCase())?.columns ?? [],
    rows: (args, run) => {
      const activation = entered(callee, args, run);
      declareTable(returns.variable, returns.elements, activation);
      nested(session, () => runBody(callee, activation));
      return activation.tableVariables.get(returns.variable.toLowerCase())?.rows ?? [];
    },
  };
}

const parametersOf = (routine: CreateRoutine, typing: Activation): CallableFunction['parameters'] =>
  routine.parameters.map((parameter) => ({
    name: parameter.name,
    type: typing.typeOf(parameter.type),
    hasDefault: parameter.default !== null,
  }));

/** @throws NotInEngine for a body of another language */
export function callableFunction(routine: CreateRoutine, session: SessionState): CallableFunction {
  const { body, returns } = routine;
  const name = routine.name.parts.at(-1)?.value ?? '';
  if (body.type !== 'statements' || returns?.type !== 'scalar')
    throw new NotInEngine('ENGINE-FUNCTION-EXTERNAL', `the function ${name} has no T-SQL body`);
  const typing = new Activation(session, session.newRun(), { kind: 'function', name });
  const parameters = parametersOf(routine, typing);
  const returnType = typing.typeOf(returns.dataType);
  const { statements } = body;
  return {
    parameters,
    returns: returnType,
    call: (args, run) => call({ routine, statements, parameters, returnType, session }, args, run),
  };
}

interface Callee {
  readonly routine: CreateRoutine;
  readonly statements: readonly Statement[];
  readonly parameters: CallableFunction['parameters'];
  readonly returnType: Type;
  readonly session: SessionState;
}

/** Source: Microsoft Learn, "CREATE FUNCTION", RETURNS NULL ON NULL INPUT and nesting to 32 levels. */
function call(callee: Callee, args: readonly (Value | undefined)[], run: Run): Value {
  const { routine, session } = callee;
  if (returnsNullOnNull(routine) && args.includes(null)) return null;
  const activation = entered(callee, args, run);
  return nested(session, () => runBody(callee, activation));
}

/** With its parameters set. */
function entered(callee: Callee, args: readonly (Value | undefined)[], run: Run): Activation {
  const { routine, session } = callee;
  const name = routine.name.parts.at(-1)?.value ?? '';
  const text = session.sources.get(routine) ?? null;
  const schema = routine.name.parts.at(-2)?.value;
  const activation = new Activation(session, run.nested(), { kind: 'function', schema, name, text });
  for (const [index, parameter] of callee.parameters.entries()) {
    activation.declare(parameter.name, parameter.type);
    const written = routine.parameters[index]?.default;
    const given = args[index];
    const value = given !== undefined ? given : written ? activation.evaluateAs(written, parameter.type) : null;
    activation.run.variables.set(parameter.name.toLowerCase(), value);
  }
  return activation;
}

/** @throws SqlError 217 */
function nested<T>(session: SessionState, body: () => T): T {
  if (session.nesting >= maxNesting) throw nestedTooDeep();
  session.nesting++;
  try {
    return body();
  } finally {
    session.nesting--;
  }
}

function runBody({ statements, session, returnType }: Callee, activation: Activation): Value {
  const { rowCount, errorNumber } = session;
  session.functionDepth++;
  try {
    hoistDeclarations(statements, activation);
    session.execute(statements, activation);
  } finally {
    session.functionDepth--;
    Object.assign(session, { rowCount, errorNumber });
  }
  const { returned } = activation;
  return returned === null ? null : converter(activation.returnedType, returnType, { kind: 'implicit' })(returned, activation.run); // prettier-ignore
}

const returnsNullOnNull = (routine: CreateRoutine): boolean =>
  routine.options.some(({ words }) => words.join(' ').toUpperCase() === 'RETURNS NULL ON NULL INPUT');

export const nestedTooDeep = (): SqlError =>
  new SqlError(217, 'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).');
