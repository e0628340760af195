/** EXECUTE: procedures, sp_executesql and texts. Source: Microsoft Learn, "EXECUTE (Transact-SQL)", "sp_executesql (Transact-SQL)". */
import type { CreateRoutine, ExecuteArgument, ExecuteStatement, Parameter, Statement } from '../../syntax/tsql/ast/index.js'; // prettier-ignore
import { parseScript } from '../../syntax/tsql/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import { INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { Activation, type ActivationUnit } from './activation.js';
import { ScopeAborted } from './error-policy.js';
import { nestedTooDeep } from './scalar-function.js';
import { maxNesting } from './session-state.js';
import { runSystemProcedure } from './system-procedures.js';
import { textOfName } from './target.js';
import { declareTable, hoistDeclarations } from './variables.js';

export function runExecute(statement: ExecuteStatement, activation: Activation): void {
  const { target, at, asUser, returnVariable } = statement;
  if (at) throw new NotInEngine('ENGINE-LINKED-SERVER', 'EXECUTE AT');
  if (asUser) throw new NotInEngine('ENGINE-EXECUTE-AS', 'EXECUTE AS');
  if (target.type === 'text') {
    if (target.args.length > 0) throw new NotInEngine('ENGINE-LINKED-SERVER', 'EXECUTE of a text with arguments');
    return runText(activation.evaluateText(target.expression), activation, () => undefined);
  }
  const name = target.name.kind === 'variable' ? activation.evaluateText(target.name) : textOfName(target.name); // prettier-ignore
  const own = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (own === 'sp_executesql') return runExecuteSql(statement, activation);
  if (runSystemProcedure(own, statement.args, activation)) return;
  const routine = procedureOf(target.name, name, activation);
  const result = runProcedure(routine, statement.args, activation);
  if (returnVariable) activation.assign(returnVariable.name, result, INT);
}

/** @throws SqlError 2812; NotInEngine for the system's own procedures */
function procedureOf(
  name: Extract<ExecuteStatement['target'], { type: 'procedure' }>['name'],
  text: string,
  { session }: Activation,
): CreateRoutine {
  const { database } = session;
  const parts = text.split('.').map((part) => part.replace(/^\[(.*)\]$/s, '$1'));
  const found = name.kind === 'variable' ? database.named({ schema: parts.at(-2) || 'dbo', name: parts.at(-1) ?? '' }) : database.find(name); // prettier-ignore
  if (found?.object.kind === 'routine') {
    if (found.object.routine.type === 'procedure') return found.object.routine;
    throw new NotInEngine('ENGINE-EXECUTE-FUNCTION', 'EXECUTE of a function');
  }
  const own = parts.at(-1)?.toLowerCase() ?? '';
  if (/^(sp|xp)_/.test(own)) throw new NotInEngine(`ENGINE-PROCEDURE-${own.toUpperCase()}`, `the procedure ${own}`);
  throw new SqlError(2812, `Could not find stored procedure '${text}'.`, 16, 62);
}

/** Runs in its own place: variables, temporary tables and a level of nesting. */
function inside(callee: Activation, body: () => void): void {
  const { session } = callee;
  if (session.nesting >= maxNesting) throw nestedTooDeep();
  const { identityInsert, settings } = session;
  const saved = { ...settings };
  const { scopeIdentity } = session;
  session.nesting++;
  session.scopeIdentity = null;
  try {
    body();
  } catch (error) {
    if (!(error instanceof ScopeAborted) || error.activation !== callee) throw error;
    // Nobody around catches: it was told, and who called goes on.
    if (session.tryDepth > 0 || !error.isTold) throw error.error;
  } finally {
    session.nesting--;
    Object.assign(settings, saved);
    session.identityInsert = identityInsert;
    session.scopeIdentity = scopeIdentity;
    for (const name of callee.temporary) dropTemporary(name, callee);
    for (const { schema, name, object } of callee.hidden) session.database.put({ schema, name }, object);
  }
}

function dropTemporary(name: string, { session }: Activation): void {
  const plain = { schema: 'dbo', name };
  if (!session.database.isSpoiled(plain) && session.database.named(plain)) session.database.remove(plain);
}

interface Given {
  readonly argument: ExecuteArgument | null;
  readonly parameter: Parameter;
}

function runProcedure(routine: CreateRoutine, args: readonly ExecuteArgument[], activation: Activation): Value {
  const { body } = routine;
  if (body.type !== 'statements') throw new NotInEngine('ENGINE-FUNCTION-EXTERNAL', 'a procedure of another language');
  const name = routine.name.parts.at(-1)?.value ?? '';
  const callee = inner(activation, { kind: 'procedure', name, text: activation.session.sources.get(routine) ?? null });
  const given = matched(routine.parameters, args, name);
  for (const each of given) passIn(each, callee, activation, name);
  inside(callee, () => runStatements(body.statements, callee));
  for (const each of given) passOut(each, callee, activation);
  return callee.returned ?? 0;
}

const inner = (activation: Activation, unit: ActivationUnit): Activation =>
  new Activation(activation.session, activation.run.nested(), unit);

function runStatements(statements: readonly Statement[], callee: Activation): void {
  hoistDeclarations(statements, callee);
  callee.session.execute(statements, callee);
}

/** @throws SqlError 8144, 8145, 8146, 119 */
function matched(parameters: readonly Parameter[], args: readonly ExecuteArgument[], procedure: string): Given[] {
  if (parameters.length === 0 && args.length > 0 && procedure !== 'sp_executesql')
    throw new SqlError(8146, `Procedure ${procedure} has no parameters and arguments were supplied.`, 16, 2);
  const byName = new Map<string, ExecuteArgument>();
  for (const [at, argument] of args.entries()) {
    const name = argument.name ?? parameters[at]?.name;
    if (name === undefined) throw new SqlError(8144, `Procedure or function ${procedure} has too many arguments specified.`, 16, 2); // prettier-ignore
    if (argument.name === null && args.slice(0, at).some((before) => before.name !== null))
      throw new SqlError(119, `Must pass parameter number ${at + 1} and subsequent parameters as '@name = value'. After the form '@name = value' has been used, all subsequent parameters must be passed in the form '@name = value'.`, 15); // prettier-ignore
    if (byName.has(name.toLowerCase())) throw new SqlError(8143, `Parameter '${name}' was supplied multiple times.`);
    byName.set(name.toLowerCase(), argument);
  }
  for (const { name } of args)
    if (name !== null && !parameters.some((parameter) => parameter.name.toLowerCase() === name.toLowerCase()))
      throw new SqlError(8145, `${name} is not a parameter for procedure ${procedure}.`, 16, 2);
  return parameters.map((parameter) => ({ parameter, argument: byName.get(parameter.name.toLowerCase()) ?? null }));
}

const isDefault = ({ value }: ExecuteArgument): boolean => value.kind === 'literal' && value.type === 'default';

/** @throws SqlError 201, 8162 */
function passIn({ parameter, argument }: Given, callee: Activation, caller: Activation, procedure: string): void {
  if (parameter.readonly) return passTable({ parameter, argument }, callee, caller);
  const type = callee.typeOf(parameter.type);
  callee.declare(parameter.name, type);
  if (argument?.output && argument.value.kind !== 'variable')
    throw new SqlError(179, 'Cannot use the OUTPUT option when passing a constant to a stored procedure.', 15);
  if (argument?.output && !parameter.output)
    throw new SqlError(8162, `The formal parameter "${parameter.name}" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output.`, 16, 2); // prettier-ignore
  if (argument && !isDefault(argument)) {
    callee.run.variables.set(parameter.name.toLowerCase(), argumentValue(argument, type, caller));
    return;
  }
  if (!parameter.default)
    throw new SqlError(201, `Procedure or function '${procedure}' expects parameter '${parameter.name}', which was not supplied.`, 16, 4); // prettier-ignore
  callee.run.variables.set(parameter.name.toLowerCase(), argumentValue({ value: parameter.default }, type, callee));
}

/** A bare word is a text. */
function argumentValue({ value }: Pick<ExecuteArgument, 'value'>, type: Type, activation: Activation): Value {
  if (value.kind !== 'column' || value.qualifier.length > 0) return activation.evaluateAs(value, type);
  const { name, span } = value;
  return activation.evaluateAs({ kind: 'literal', type: 'national_string', text: name.value, value: name.value, span }, type); // prettier-ignore
}

/** A table-valued parameter: the callee reads the caller's rows. */
function passTable({ parameter, argument }: Given, callee: Activation, caller: Activation): void {
  const type = caller.session.database.type(caller.session.database.plainName(parameter.type.name));
  if (type?.kind !== 'table') throw new SqlError(2715, `Column, parameter, or variable ${parameter.name}: Cannot find data type ${textOfName(parameter.type.name)}.`, 16, 3); // prettier-ignore
  const table = argument?.value.kind === 'variable' ? caller.tableVariables.get(argument.value.name.toLowerCase()) : undefined; // prettier-ignore
  if (table) callee.tableVariables.set(parameter.name.toLowerCase(), table);
  else declareTable(parameter.name, type.elements, callee);
}

function passOut({ parameter, argument }: Given, callee: Activation, caller: Activation): void {
  if (!argument?.output || argument.value.kind !== 'variable') return;
  const type = callee.variableTypes.get(parameter.name.toLowerCase());
  const value = callee.run.variables.get(parameter.name.toLowerCase()) ?? null;
  if (type) caller.assign(argument.value.name, value, type);
}

function runText(text: string, activation: Activation, prepare: (callee: Activation) => void): void {
  const callee = inner(activation, { kind: 'dynamic', name: null, text: { text, from: 0 } });
  prepare(callee);
  const script = parseScript({ path: 'text', text }, { quotedIdentifier: activation.session.settings.quotedIdentifier }); // prettier-ignore
  inside(callee, () => {
    for (const batch of script.batches) runStatements(batch.statements, callee);
  });
}

function runExecuteSql({ args }: ExecuteStatement, activation: Activation): void {
  const [text, written, ...rest] = args;
  if (!text) throw new SqlError(201, "Procedure or function 'sp_executesql' expects parameter '@statement', which was not supplied.", 16, 4); // prettier-ignore
  const statement = activation.evaluateText(text.value);
  const parameters = written ? parametersOf(activation.evaluateText(written.value)) : [];
  const given = matched(parameters, rest, 'sp_executesql');
  let callee: Activation | null = null;
  runText(statement, activation, (made) => {
    callee = made;
    for (const each of given) passIn(each, made, activation, 'sp_executesql');
  });
  if (callee) for (const each of given) passOut(each, callee, activation);
}

/** The list of parameters is written as that of a procedure. */
function parametersOf(text: string): readonly Parameter[] {
  if (text.trim() === '') return [];
  const script = parseScript({ path: 'text', text: `CREATE PROCEDURE p (${text}) AS RETURN` });
  const [statement] = script.batches[0]?.statements ?? [];
  if (statement?.kind !== 'create_routine')
    throw new SqlError(102, `Incorrect syntax near '${text.slice(0, 20)}'.`, 15);
  return statement.parameters;
}
