import { JinjaError } from './jinja-error.js';
import { Interpreter, type Environment, type RuntimeValue, type Statement } from './library.js';

/** Nodes of the tree that one template may evaluate, loops and macro calls counted each time. */
const STEPS_MAX = 2_000_000;
/** How deeply evaluation may nest: far below where JavaScript's stack ends, which the library would take for a name not found. */
const DEPTH_MAX = 1_000;
/** Tests and filters that may ask about a name that is not there. */
const ASKS_EXISTENCE: ReadonlySet<string> = new Set(['defined', 'undefined', 'default', 'd']);

/**
 * The library's interpreter, stopped after a number of steps, and strict: a name that does not exist is an error, as in
 * dbt, where the library would print nothing.
 */
export class StrictInterpreter extends Interpreter {
  private steps = 0;
  private depth = 0;
  /** Above 0 inside `x is defined` and `x | default(...)`. */
  private lenient = 0;

  override evaluate(statement: Statement | undefined, environment: Environment): RuntimeValue {
    if (++this.steps > STEPS_MAX) throw new JinjaError('JINJA-LIMIT', `The template takes more than ${STEPS_MAX} steps.`);
    if (this.depth >= DEPTH_MAX) throw new JinjaError('JINJA-LIMIT', `The template nests more than ${DEPTH_MAX} deep.`);
    this.depth += 1;
    try {
      return this.evaluateStrictly(statement, environment);
    } finally {
      this.depth -= 1;
    }
  }

  private evaluateStrictly(statement: Statement | undefined, environment: Environment): RuntimeValue {
    if (statement && asksExistence(statement)) return this.leniently(statement, environment);
    const value = super.evaluate(statement, environment);
    if (statement?.type === 'Identifier' && value.type === 'UndefinedValue' && this.lenient === 0)
      throw new JinjaError('JINJA-UNDEFINED', `'${nameOf(statement)}' is undefined.`);
    return value;
  }

  private leniently(statement: Statement, environment: Environment): RuntimeValue {
    this.lenient += 1;
    try {
      return super.evaluate(statement, environment);
    } finally {
      this.lenient -= 1;
    }
  }
} // prettier-ignore

function asksExistence(statement: Statement): boolean {
  const asked = 'test' in statement ? statement.test : 'filter' in statement ? statement.filter : undefined;
  return (statement.type === 'TestExpression' || statement.type === 'FilterExpression') && ASKS_EXISTENCE.has(nameOf(asked));
} // prettier-ignore

/** Name of an identifier node, or of the function of a call node. */
function nameOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('callee' in node) return nameOf(node.callee);
  return 'value' in node && typeof node.value === 'string' ? node.value : '';
}
