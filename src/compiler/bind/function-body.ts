/**
 * The value a scalar function returns, as one expression over its parameters: assignments are put in where variables are
 * read, and IF becomes CASE. Loops, rows and anything with an effect are not a value. Source: Microsoft Learn,
 * "CREATE FUNCTION (Transact-SQL)", "SET @local_variable", "IF...ELSE".
 */
import type { SqlType } from '../../catalog/sql-type.js';
import type { AssignmentOperator, BinaryExpression, Expression, Span, Statement } from '../../syntax/tsql/ast/index.js';
import type { Scalar } from '../ir/scalar.js';
import { childrenOf, shapeOf } from '../ir/walk.js';
import { commonType } from '../types/common-type.js';
import { coerce } from './coerce.js';
import { bindExpression } from './expression.js';
import { QueryScope, type Surroundings } from './query-scope.js';

/** Larger bodies are left to a person: the expression would be no help to anybody. */
const NODES_MAX = 2000;
const STATEMENTS_MAX = 100;

/** The returned value; null when the body does more than compute one, or does it at too great a length. */
export function bindFunctionBody(statements: readonly Statement[], around: Surroundings): Scalar | null {
  const values = new Values(around);
  const returned = values.run(statements);
  return returned === null || returned === 'goes on' || sizeOf(returned) > NODES_MAX ? null : returned;
}

function sizeOf(scalar: Scalar): number {
  let count = 0;
  const pending = [scalar];
  for (let next = pending.pop(); next !== undefined && count <= NODES_MAX; next = pending.pop()) {
    count += 1;
    pending.push(...childrenOf(next));
  }
  return count;
}

/** A value, or nothing returned yet, or null when a statement is none that computes a value. */
type Outcome = Scalar | 'goes on' | null;

/** What the variables hold at one point of the body. */
class Values {
  private readonly held: Map<string, Scalar>;
  private readonly types: Map<string, SqlType>;

  constructor(
    private readonly around: Surroundings,
    from?: Values,
  ) {
    this.held = new Map(from?.held ?? around.parameters);
    this.types = new Map(from?.types ?? [...around.parameters].map(([name, scalar]) => [name, scalar.type]));
  }

  run(statements: readonly Statement[]): Outcome {
    if (statements.length > STATEMENTS_MAX) return null;
    for (const [index, statement] of statements.entries()) {
      if (statement.kind === 'if') return this.choose(statement, statements.slice(index + 1));
      const outcome = this.step(statement);
      if (outcome !== 'goes on') return outcome;
    }
    return 'goes on';
  }

  private step(statement: Exclude<Statement, { kind: 'if' }>): Outcome {
    switch (statement.kind) {
      case 'empty':
        return 'goes on';
      case 'block':
        return this.run(statement.statements);
      case 'return':
        return statement.value === null ? null : this.bind(statement.value);
      case 'declare':
        return this.declare(statement.items);
      case 'set':
        return this.set(statement);
      default:
        return null;
    }
  }

  private declare(items: Extract<Statement, { kind: 'declare' }>['items']): Outcome {
    for (const item of items) {
      if (item.kind !== 'declare_variable') return null;
      const type = this.around.session.declaredType(item.type);
      this.types.set(item.name.toLowerCase(), type);
      const initial: Expression = item.value ?? {
        kind: 'literal',
        type: 'null',
        text: 'NULL',
        value: '',
        span: item.span,
      };
      this.hold(item.name, this.bind(initial));
    }
    return 'goes on';
  }

  private set({ form, span }: Extract<Statement, { kind: 'set' }>): Outcome {
    if (form.type !== 'variable' || form.target.kind !== 'variable') return null;
    if (!this.types.has(form.target.name.toLowerCase())) return null;
    const value = withOperator(form.target, form.operator, form.value, span);
    this.hold(form.target.name, this.bind(value));
    return 'goes on';
  }

  /** Both ways are followed. Where neither returns, each variable holds the one way's value or the other's. */
  private choose(statement: Extract<Statement, { kind: 'if' }>, rest: readonly Statement[]): Outcome {
    const condition = this.bind(statement.condition);
    const [yes, no] = [new Values(this.around, this), new Values(this.around, this)];
    const onYes = yes.run([statement.then]);
    const onNo = statement.otherwise === null ? 'goes on' : no.run([statement.otherwise]);
    if (onYes === null || onNo === null) return null;
    if (onYes === 'goes on' && onNo === 'goes on') {
      for (const name of this.held.keys())
        this.held.set(name, this.either(condition, yes.read(name), no.read(name), statement.span));
      return this.run(rest);
    }
    const left = onYes === 'goes on' ? yes.run(rest) : onYes;
    const right = onNo === 'goes on' ? no.run(rest) : onNo;
    if (left === null || right === null || left === 'goes on' || right === 'goes on') return null;
    return this.either(condition, left, right, statement.span);
  }

  private either(condition: Scalar, yes: Scalar, no: Scalar, span: Span): Scalar {
    if (yes === no || shapeOf(yes) === shapeOf(no)) return yes;
    const type = commonType([yes, no]);
    const scope = this.scope();
    return {
      op: 'case',
      branches: [{ when: condition, then: coerce(yes, type, scope) }],
      otherwise: coerce(no, type, scope),
      type,
      span,
    };
  }

  private read(name: string): Scalar {
    const held = this.held.get(name);
    if (held === undefined) throw new Error(`a variable is held before it is read: ${name}`);
    return held;
  }

  private hold(name: string, value: Scalar): void {
    const key = name.toLowerCase();
    this.held.set(key, coerce(value, this.types.get(key) ?? value.type, this.scope()));
  }

  private bind(expression: Expression): Scalar {
    return bindExpression(expression, this.scope());
  }

  private scope(): QueryScope {
    return new QueryScope({ ...this.around, parameters: this.held });
  }
}

const OPERATORS: Readonly<Partial<Record<AssignmentOperator, BinaryExpression['operator']>>> = {
  '+=': '+', '-=': '-', '*=': '*', '/=': '/', '%=': '%', '&=': '&', '|=': '|', '^=': '^',
}; // prettier-ignore

/** `@a += x` is `@a = @a + x`. */
function withOperator(target: Expression, operator: AssignmentOperator, value: Expression, span: Span): Expression {
  const binary = OPERATORS[operator];
  return binary === undefined ? value : { kind: 'binary', operator: binary, left: target, right: value, span };
}
