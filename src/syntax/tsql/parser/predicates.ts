import type { ComparisonOperator, Expression, QuantifiedComparison } from '../ast/expression.js';
import { parseCondition, parseExpression } from './expressions.js';
import { continueQuery, parseQuery } from './queries.js';
import { atSetOperator } from './set-operations.js';
import type { TokenStream } from './token-stream.js';

const COMPARISONS: Readonly<Record<string, ComparisonOperator | undefined>> = {
  '=': '=',
  '<>': '<>',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '!<',
  '!>': '!>',
  '*=': '*=',
  '=*': '=*',
};

const QUANTIFIERS: Readonly<Record<string, QuantifiedComparison['quantifier'] | undefined>> = {
  ALL: 'all',
  ANY: 'any',
  SOME: 'some',
};

/** What makes a value a condition: a comparison, BETWEEN, IN, LIKE or IS; the value itself when none follows. */
export function parsePredicateTail(ts: TokenStream, mark: number, operand: Expression): Expression {
  const operator = COMPARISONS[ts.symbol()];
  if (operator !== undefined) return comparison(ts, mark, operand, operator);
  if (ts.accept('IS')) return isTail(ts, mark, operand);
  const negated = ts.at('NOT') && ts.peek(1).upper in TAILS && ts.accept('NOT');
  return TAILS[ts.word()]?.(ts, mark, operand, negated) ?? operand;
}

type Tail = (ts: TokenStream, mark: number, operand: Expression, negated: boolean) => Expression;

const TAILS: Readonly<Record<string, Tail>> = { BETWEEN: betweenTail, IN: inTail, LIKE: likeTail };

function comparison(ts: TokenStream, mark: number, left: Expression, operator: ComparisonOperator): Expression {
  ts.next();
  const quantifier = ts.atAhead(1, '(') ? QUANTIFIERS[ts.word()] : undefined;
  if (quantifier === undefined) {
    return { kind: 'comparison', operator, left, right: parseExpression(ts), span: ts.span(mark) };
  }
  ts.next();
  const query = parenthesisedQuery(ts);
  return { kind: 'quantified', operator, quantifier, left, query, span: ts.span(mark) };
}

function isTail(ts: TokenStream, mark: number, operand: Expression): Expression {
  const negated = ts.accept('NOT');
  if (ts.accept('NULL')) return { kind: 'is_null', negated, operand, span: ts.span(mark) };
  ts.expect('DISTINCT', 'FROM');
  return { kind: 'is_distinct', negated, left: operand, right: parseExpression(ts), span: ts.span(mark) };
}

function betweenTail(ts: TokenStream, mark: number, operand: Expression, negated: boolean): Expression {
  ts.expect('BETWEEN');
  const low = parseExpression(ts);
  ts.expect('AND');
  const high = parseExpression(ts);
  return { kind: 'between', negated, operand, low, high, span: ts.span(mark) };
}

function likeTail(ts: TokenStream, mark: number, operand: Expression, negated: boolean): Expression {
  ts.expect('LIKE');
  const pattern = parseExpression(ts);
  const odbcEscape = ts.accept('{', 'ESCAPE');
  const escape = odbcEscape || ts.accept('ESCAPE') ? parseExpression(ts) : null;
  if (odbcEscape) ts.expect('}');
  return { kind: 'like', negated, operand, pattern, escape, odbcEscape, span: ts.span(mark) };
}

function inTail(ts: TokenStream, mark: number, operand: Expression, negated: boolean): Expression {
  ts.expect('IN');
  if (ts.at('(', 'SELECT'))
    return { kind: 'in_query', negated, operand, query: parenthesisedQuery(ts), span: ts.span(mark) };
  ts.expect('(');
  const first = parseExpression(ts);
  // `IN ((SELECT ...))` is a query in parentheses, not a list of one value.
  if (first.kind === 'subquery' && (atSetOperator(ts) || ts.at(')'))) {
    const query = continueQuery(ts, first);
    ts.expect(')');
    return { kind: 'in_query', negated, operand, query, span: ts.span(mark) };
  }
  const items = [first];
  while (ts.accept(',')) items.push(parseExpression(ts));
  ts.expect(')');
  return { kind: 'in_list', negated, operand, items, span: ts.span(mark) };
}

/** `(query)`. */
export function parenthesisedQuery(ts: TokenStream): ReturnType<typeof parseQuery> {
  ts.expect('(');
  const query = ts.nested(() => parseQuery(ts));
  ts.expect(')');
  return query;
}

/** `( ... )` as a value: a subquery, or a value or condition in parentheses. What stands inside decides, without backtracking. */
export function parseParentheses(ts: TokenStream): Expression {
  const mark = ts.mark();
  if (ts.at('(', 'SELECT')) return { kind: 'subquery', query: parenthesisedQuery(ts), span: ts.span(mark) };
  ts.expect('(');
  const operand = ts.nested(() => parseCondition(ts));
  if (operand.kind === 'subquery' && !ts.at(')')) {
    const query = continueQuery(ts, operand);
    ts.expect(')');
    return { kind: 'subquery', query, span: ts.span(mark) };
  }
  ts.expect(')');
  return { kind: 'parenthesised', operand, span: ts.span(mark) };
}
