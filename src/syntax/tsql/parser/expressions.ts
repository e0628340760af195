import type { BinaryExpression, Expression, Variable } from '../ast/expression.js';
import { parsePostfix } from './postfix.js';
import { parsePredicateTail } from './predicates.js';
import type { TokenStream } from './token-stream.js';

/** A value: everything up to `+`, but no comparison and no AND. Source: Microsoft Learn, "Operator Precedence". */
export function parseExpression(ts: TokenStream): Expression {
  return parseBinary(ts, ADDITIVE);
}

/** A condition, or a value where either may stand. */
export function parseCondition(ts: TokenStream): Expression {
  return parseLogical(ts, OR);
}

/** One operand: a constant, name, call, CASE, subquery or parentheses, with the methods behind it. */
export function parsePrimary(ts: TokenStream): Expression {
  return parsePostfix(ts);
}

/** `@name`. */
export function parseVariable(ts: TokenStream): Variable {
  const mark = ts.mark();
  const name = ts.variable();
  return { kind: 'variable', name, span: ts.span(mark) };
}

const ADDITIVE = 1;
const MULTIPLICATIVE = 2;

type BinaryOperator = BinaryExpression['operator'];

const BINARY: Readonly<Record<string, { readonly operator: BinaryOperator; readonly level: number } | undefined>> = {
  '+': { operator: '+', level: ADDITIVE },
  '-': { operator: '-', level: ADDITIVE },
  '&': { operator: '&', level: ADDITIVE },
  '|': { operator: '|', level: ADDITIVE },
  '^': { operator: '^', level: ADDITIVE },
  '||': { operator: '||', level: ADDITIVE },
  '<<': { operator: '<<', level: ADDITIVE },
  '>>': { operator: '>>', level: ADDITIVE },
  '*': { operator: '*', level: MULTIPLICATIVE },
  '/': { operator: '/', level: MULTIPLICATIVE },
  '%': { operator: '%', level: MULTIPLICATIVE },
};

/** Left-associative chains in a loop, so that thousands of terms cost no stack. */
function parseBinary(ts: TokenStream, level: number): Expression {
  const mark = ts.mark();
  let left = parseUnary(ts);
  for (let found = BINARY[ts.symbol()]; found !== undefined && found.level >= level; found = BINARY[ts.symbol()]) {
    ts.next();
    const right = parseBinary(ts, found.level + 1);
    left = { kind: 'binary', operator: found.operator, left, right, span: ts.span(mark) };
  }
  return left;
}

function parseUnary(ts: TokenStream): Expression {
  const operator = ts.symbol();
  if (operator !== '-' && operator !== '+' && operator !== '~') return parsePostfix(ts);
  const mark = ts.mark();
  ts.next();
  const operand = ts.nested(() => parseUnary(ts));
  return { kind: 'unary', operator, operand, span: ts.span(mark) };
}

const OR = 1;
const AND = 2;

const LOGICAL: Readonly<Record<string, { readonly operator: 'and' | 'or'; readonly level: number } | undefined>> = {
  OR: { operator: 'or', level: OR },
  AND: { operator: 'and', level: AND },
};

function parseLogical(ts: TokenStream, level: number): Expression {
  const mark = ts.mark();
  let left = parseNot(ts);
  for (let found = LOGICAL[ts.word()]; found !== undefined && found.level >= level; found = LOGICAL[ts.word()]) {
    ts.next();
    const right = parseLogical(ts, found.level + 1);
    left = { kind: 'logical', operator: found.operator, left, right, span: ts.span(mark) };
  }
  return left;
}

function parseNot(ts: TokenStream): Expression {
  if (!ts.at('NOT')) return parsePredicateTail(ts, ts.mark(), parseExpression(ts));
  const mark = ts.mark();
  ts.expect('NOT');
  const operand = ts.nested(() => parseNot(ts));
  return { kind: 'not', operand, span: ts.span(mark) };
}
