/** Control of flow. */
import type { If, Return, Statement, TryCatch, While } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import type { Activation } from './activation.js';
import { afterError, caughtFrom, ScopeAborted } from './error-policy.js';
import { Jump, landing, nameOf } from './jump.js';
import type { Completion } from './session-state.js';

type ExecuteOne = (statement: Statement, activation: Activation) => Completion;
type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Rules = {
  readonly [K in Statement['kind']]?: (statement: Of<K>, activation: Activation, execute: ExecuteOne) => Completion;
};

/** Statements one after the other; a GOTO to a label among them goes on there. */
export function all(statements: readonly Statement[], activation: Activation, execute: ExecuteOne): Completion {
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at];
    if (!statement) continue;
    try {
      const completion = execute(statement, activation);
      if (completion !== 'normal') return completion;
    } catch (error) {
      const label = landing(statements, error);
      if (label === null) throw error;
      at = label;
    }
  }
  return 'normal';
}

/** A condition that fails is treated as the statement it stands in. Null: it failed, and the next statement goes on. */
function condition(statement: If | While, activation: Activation): boolean | null {
  const { session } = activation;
  activation.publish();
  try {
    const isTrue = activation.test(statement.condition) === true;
    session.errorNumber = 0;
    session.rowCount = 0;
    activation.publish();
    return isTrue;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    afterError(error, statement, activation);
    activation.publish();
    return null;
  }
}

function runIf(statement: If, activation: Activation, execute: ExecuteOne): Completion {
  const isTrue = condition(statement, activation);
  if (isTrue === null) return 'normal';
  const chosen = isTrue ? statement.then : statement.otherwise;
  return chosen ? execute(chosen, activation) : 'normal';
}

function runWhile(statement: While, activation: Activation, execute: ExecuteOne): Completion {
  while (condition(statement, activation) === true) {
    activation.run.step();
    const completion = execute(statement.body, activation);
    if (completion === 'break') break;
    if (completion === 'return') return completion;
  }
  return 'normal';
}

function runTryCatch({ tryBody, catchBody }: TryCatch, activation: Activation, execute: ExecuteOne): Completion {
  const { session } = activation;
  session.tryDepth++;
  activation.tryDepth++;
  let caught: SqlError;
  try {
    return all(tryBody, activation, execute);
  } catch (error) {
    if (error instanceof ScopeAborted && error.activation !== activation) caught = error.error;
    else if (error instanceof SqlError) caught = error;
    else throw error;
  } finally {
    session.tryDepth--;
    activation.tryDepth--;
  }
  session.caughtErrors.push(caughtFrom(caught, activation));
  session.errorNumber = caught.number;
  activation.publish();
  try {
    return all(catchBody, activation, execute);
  } finally {
    session.caughtErrors.pop();
  }
}

/** What RETURN gives is converted by who called. */
function runReturn({ value }: Return, activation: Activation): Completion {
  if (value) {
    activation.publish();
    const result = activation.evaluate(value);
    activation.returned = result.value;
    activation.returnedType = result.type;
  }
  return 'return';
}

export const CONTROL: Rules = {
  block: ({ statements }, activation, execute) => all(statements, activation, execute),
  if: runIf,
  while: runWhile,
  try_catch: runTryCatch,
  return: runReturn,
  loop_control: ({ word }) => word,
  label: () => 'normal',
  goto: (statement) => {
    throw new Jump(nameOf(statement));
  },
};
