/** Conditions: three-valued, with a probe that may look on. */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import { collationOfType } from '../collation/collation.js';
import { likeMatcher } from '../collation/like.js';
import { comparerOf, keyOf } from '../collation/order.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { isText } from '../types/families.js';
import { nvarchar, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Run } from '../session/run.js';
import type { Bound, BoundPredicate, Frame } from './bound.js';
import { comparableType, comparisonOf, outcomeOf } from './comparison.js';
import type { Scope } from './scope.js';
import { subqueryOf } from './subquery.js';
import { lookOn, watched } from './watched.js';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
type Test = BoundPredicate['test'];

const not = (outcome: boolean | null): boolean | null => (outcome === null ? null : !outcome);

/** @throws SqlError 4145 for a value where a condition belongs */
export function bindPredicate(expression: Expression, scope: Scope): BoundPredicate {
  const test = testOf(expression, scope);
  if (expression.kind === 'parenthesised' || expression.kind === 'logical' || expression.kind === 'not')
    return { test };
  return { test: watched(test, expression.span, scope) };
}

function testOf(expression: Expression, scope: Scope): Test {
  const value = (each: Expression): Bound => scope.binder.expression(each, scope);
  switch (expression.kind) {
    case 'parenthesised':
      return bindPredicate(expression.operand, scope).test;
    case 'logical':
      return logical(expression, scope);
    case 'not': {
      const { test } = bindPredicate(expression.operand, scope);
      return (frame, run) => not(test(frame, run));
    }
    case 'comparison':
      return compared(expression, value, scope);
    case 'between':
      return between(expression, value);
    case 'in_list':
      return inList(expression, value);
    case 'in_query':
      return inQuery(expression, scope);
    case 'like':
      return like(expression, scope);
    case 'is_null': {
      const bound = value(expression.operand);
      return (frame, run) => (bound.evaluate(frame, run) === null) !== expression.negated;
    }
    case 'is_distinct':
      return isDistinct(expression, value);
    case 'exists': {
      const query = subqueryOf(expression.query, scope);
      return (frame, run) => (query.any ? query.any(frame, run) : query.rows(frame, run).length > 0);
    }
    case 'quantified':
      return quantified(expression, scope);
    case 'full_text':
    case 'current_of':
      throw new NotInEngine(`ENGINE-${expression.kind.toUpperCase().replace('_', '-')}`, 'this condition');
    default:
      throw new SqlError(
        4145,
        'An expression of non-boolean type specified in a context where a condition is expected.',
      );
  }
}

/** `a AND b AND c` is one list, so that thousands of terms are no deep tree. */
function logical(expression: Of<'logical'>, scope: Scope): Test {
  const tests = termsOf(expression).map((term) => bindPredicate(term, scope).test);
  const decided = expression.operator === 'or';
  return (frame, run) => {
    let outcome: boolean | null = !decided;
    for (let at = 0; at < tests.length; at++) {
      const one = tests[at]?.(frame, run) ?? null;
      if (one === decided) {
        if (run.probe !== null) for (const rest of tests.slice(at + 1)) lookOn(rest, frame, run);
        return decided;
      }
      if (one === null) outcome = null;
    }
    return outcome;
  };
}

function termsOf({ operator, left, right }: Of<'logical'>): Expression[] {
  const terms = [right];
  let first = left;
  for (; first.kind === 'logical' && first.operator === operator; first = first.left) terms.push(first.right);
  return [first, ...terms.reverse()];
}

/**
 * Under SET ANSI_NULLS OFF a NULL that is written, or held by a variable, equals NULL.
 * Source: Microsoft Learn, "SET ANSI_NULLS (Transact-SQL)".
 */
function compared({ operator, left, right }: Of<'comparison'>, value: (each: Expression) => Bound, scope: Scope): Test {
  const [a, b] = [value(left), value(right)];
  const { test } = comparisonOf(operator, a, b);
  const isOld =
    !scope.settings.ansiNulls && [left, right].some(({ kind }) => kind === 'variable' || kind === 'literal');
  if (!isOld || !['=', '<>', '!='].includes(operator)) return test;
  return (frame, run) => {
    const [x, y] = [a.evaluate(frame, run) === null, b.evaluate(frame, run) === null];
    return x || y ? (x === y) === (operator === '=') : test(frame, run);
  };
}

function between({ operand, low, high, negated }: Of<'between'>, value: (each: Expression) => Bound): Test {
  const bound = value(operand);
  const [above, below] = [comparisonOf('>=', bound, value(low)).test, comparisonOf('<=', bound, value(high)).test];
  return (frame, run) => {
    const [a, b] = [above(frame, run), below(frame, run)];
    const inside = a === false || b === false ? false : a === null || b === null ? null : true;
    return negated ? not(inside) : inside;
  };
}

function inList({ operand, items, negated }: Of<'in_list'>, value: (each: Expression) => Bound): Test {
  const left = value(operand);
  const tests = items.map((item) => comparisonOf('=', left, value(item)).test);
  return (frame, run) => {
    let outcome: boolean | null = false;
    for (const test of tests) {
      const one = test(frame, run);
      if (one === true) return !negated;
      if (one === null) outcome = null;
    }
    return negated ? not(outcome) : outcome;
  };
}

function onlyColumn(query: Of<'in_query'>['query'], scope: Scope) {
  const bound = subqueryOf(query, scope);
  const [column, second] = bound.columns;
  if (!column || second)
    throw new SqlError(116, 'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.'); // prettier-ignore
  return { bound, column };
}

/** `x IN (q)` is `x = ANY (q)`, `x NOT IN (q)` is `x <> ALL (q)`. */
function inQuery({ operand, query, negated }: Of<'in_query'>, scope: Scope): Test {
  const any = anyOf('=', operand, query, scope);
  return negated ? (frame, run) => not(any(frame, run)) : any;
}

function quantified({ operator, quantifier, left, query }: Of<'quantified'>, scope: Scope): Test {
  if (quantifier !== 'all') return anyOf(operator, left, query, scope);
  const opposite = ({ '=': '<>', '<>': '=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<', '!<': '<', '!>': '>' } as const)[operator as '=']; // prettier-ignore
  const any = anyOf(opposite, left, query, scope);
  return (frame, run) => not(any(frame, run));
}

function anyOf(
  operator: Of<'comparison'>['operator'],
  left: Expression,
  query: Of<'in_query'>['query'],
  scope: Scope,
): Test {
  const { bound, column } = onlyColumn(query, scope);
  const value = scope.binder.expression(left, scope);
  const type = comparableType(value.type, column.type);
  const a = toType(value, type);
  const item = toType({ type: column.type, evaluate: (frame) => frame.row[0] ?? null }, type);
  const [compare, outcome] = [comparerOf(type), outcomeOf(operator)];
  // Some variants compare with no others: a hash would not see that.
  const members = operator === '=' && type.base !== 'sql_variant' ? membersOf(type, item) : () => null;
  return (frame: Frame, run: Run) => {
    const rows = bound.rows(frame, run);
    if (rows.length === 0) return false;
    const x = a.evaluate(frame, run);
    if (x === null) return null;
    const known = members(rows, run);
    if (known) return known.has(x) ? true : known.hasNull ? null : false;
    let found: boolean | null = false;
    for (const row of rows) {
      run.step();
      const y = item.evaluate({ row, outer: null }, run);
      if (y === null) found = null;
      else if (outcome(compare(x, y))) return true;
    }
    return found;
  };
}

interface Members {
  readonly has: (value: NonNullable<Value>) => boolean;
  readonly hasNull: boolean;
}

/** The values of a list of rows that is asked again and again, by a hash; null the first time, which may be the only one. */
function membersOf(type: Type, item: Bound): (rows: readonly Row[], run: Run) => Members | null {
  const key = keyOf(type);
  let last: readonly Row[] | null = null;
  let members: Members | null = null;
  return (rows, run) => {
    if (rows !== last) {
      [last, members] = [rows, null];
      return null;
    }
    if (members) return members;
    run.step(rows.length);
    const values = rows.map((row) => item.evaluate({ row, outer: null }, run));
    const keys = new Set(values.flatMap((value) => (value === null ? [] : [key(value)])));
    return (members = { has: (value) => keys.has(key(value)), hasNull: values.includes(null) });
  };
}

function like({ operand, pattern, escape, negated }: Of<'like'>, scope: Scope): Test {
  const asText = (each: Expression): Bound => {
    const bound = scope.binder.expression(each, scope);
    return isText(bound.type) ? bound : toType(bound, nvarchar(4000, scope.defaultCollation));
  };
  const [text, form] = [asText(operand), asText(pattern)];
  const mark = escape ? asText(escape) : null;
  const shared = comparableType(textLike(text), textLike(form));
  // blanks at the end count in Unicode texts only, which the collation of a type knows
  const order = collationOfType({ ...shared, collation: shared.collation ?? scope.defaultCollation });
  let [lastForm, lastMark, matches] = ['', null as string | null, likeMatcher('', null, order)];
  return (frame, run) => {
    const [x, y, z] = [text.evaluate(frame, run), form.evaluate(frame, run), mark ? mark.evaluate(frame, run) : null];
    if (typeof x !== 'string' || typeof y !== 'string' || (mark && typeof z !== 'string')) return null;
    run.step(1 + x.length / 16);
    const by = typeof z === 'string' ? z : null;
    if (y !== lastForm || by !== lastMark) [lastForm, lastMark, matches] = [y, by, likeMatcher(y, by, order)];
    return matches(x) !== negated;
  };
}

/** LIKE takes text and ntext, which = does not. */
function textLike({ type }: Bound): Bound['type'] {
  if (type.base === 'text') return { ...type, base: 'varchar', length: 'max' };
  return type.base === 'ntext' ? { ...type, base: 'nvarchar', length: 'max' } : type;
}

function isDistinct({ left, right, negated }: Of<'is_distinct'>, value: (each: Expression) => Bound): Test {
  const [x, y] = [value(left), value(right)];
  const same = comparisonOf('=', x, y).test;
  return (frame, run) => {
    const [a, b] = [x.evaluate(frame, run) === null, y.evaluate(frame, run) === null];
    const distinct = a || b ? a !== b : same(frame, run) === false;
    return distinct !== negated;
  };
}
