/** Comparisons: both sides in one type, texts under one collation. Source: Microsoft Learn, "Comparison Operators", "IN", "BETWEEN", "LIKE". */
import type {
  Between,
  Comparison,
  ComparisonOperator,
  InList,
  InQuery,
  IsDistinctFrom,
  Like,
  QuantifiedComparison,
  Span,
} from '../../syntax/tsql/ast/index.js';
import type { CompareIr, LikeIr, Scalar } from '../ir/scalar.js';
import { collationOf } from '../types/collation.js';
import { isNullConstant } from '../types/common-type.js';
import { familyOf, isCharacter, isUnknown } from '../types/families.js';
import { type Binder, comparisonCollation, refuse, truth } from './binder.js';
import { coerce, coerceAll, databaseCollation } from './coerce.js';
import { textArgument } from './text-argument.js';
import { type ExpressionScope, unbound } from './scope.js';

type Operator = CompareIr['operator'];
type OrderOperator = Exclude<Operator, 'is_distinct' | 'is_not_distinct'>;

/** Null for the outer joins of old scripts, which mean something only in a WHERE clause. */
const OPERATORS: Readonly<Record<ComparisonOperator, OrderOperator | null>> = {
  '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '!<': '>=', '!>': '<=', '*=': null, '=*': null,
}; // prettier-ignore

export function bindComparison(node: Comparison, binder: Binder): Scalar {
  const operator = OPERATORS[node.operator];
  if (operator === null) return refuse(binder, 'TSQL-OLD-OUTER-JOIN', node.span, node.operator);
  const [left, right] = [binder.bind(node.left), binder.bind(node.right)];
  if (isNullConstant(left) || isNullConstant(right)) reportNullComparison(left, right, node.span, binder.scope);
  return compare(operator, left, right, node.span, binder.scope);
}

/** `left operator right` with both sides in one type. */
export function compare(operator: Operator, left: Scalar, right: Scalar, span: Span, scope: ExpressionScope): Scalar {
  const [first, second] = comparable([left, right], span, scope);
  if (first === undefined || second === undefined) return unbound(span);
  const distinct = operator === 'is_distinct' || operator === 'is_not_distinct';
  const type = distinct ? truth() : truth(first, second);
  return {
    op: 'compare',
    operator,
    left: first,
    right: second,
    collation: comparisonCollation([first, second], span, scope),
    type,
    span,
  };
}

/** Types whose values this product carries as text only; comparing that text is not comparing the values. */
const CARRIED_AS_TEXT = new Set(['xml', 'hierarchyid', 'geography', 'geometry', 'sql_variant', 'json']);

/** Operands of one comparison in one type. Texts are not converted to each other; a bit meets the constants 0 and 1 as a bit. */
function comparable(operands: readonly Scalar[], span: Span, scope: ExpressionScope): readonly Scalar[] {
  const carried = operands.find((operand) => CARRIED_AS_TEXT.has(operand.type.base));
  if (carried !== undefined)
    scope.report('TSQL-UNSUPPORTED-TYPE-OPERATION', span, `comparison of ${carried.type.base}`);
  if (carried !== undefined || operands.every((operand) => isCharacter(operand.type))) return operands;
  const bit = operands.find((operand) => operand.type.base === 'bit');
  const bits = bit !== undefined && operands.every((operand) => operand.type.base === 'bit' || isBitConstant(operand));
  return bits ? operands.map((operand) => coerce(operand, bit.type, scope)) : coerceAll(operands, scope).scalars;
}

const isBitConstant = (scalar: Scalar): boolean =>
  scalar.op === 'literal' &&
  (scalar.value === null || (scalar.type.base === 'int' && (scalar.value === '0' || scalar.value === '1')));

function reportNullComparison(left: Scalar, right: Scalar, span: Span, scope: ExpressionScope): void {
  if (!isUnknown(left.type) && !isUnknown(right.type)) scope.report('TSQL-COMPARE-NULL', span);
}

/** The operand is bound once and stands in both comparisons. */
export function bindBetween(node: Between, binder: Binder): Scalar {
  const operand = binder.bind(node.operand);
  const low = compare('>=', operand, binder.bind(node.low), node.span, binder.scope);
  const high = compare('<=', operand, binder.bind(node.high), node.span, binder.scope);
  const both: Scalar = { op: 'logic', operator: 'and', operands: [low, high], type: truth(low, high), span: node.span };
  return node.negated ? { op: 'logic', operator: 'not', operands: [both], type: both.type, span: node.span } : both;
}

export function bindInList(node: InList, binder: Binder): Scalar {
  const bound = [node.operand, ...node.items].map((each) => binder.bind(each));
  const [operand, ...items] = comparable(bound, node.span, binder.scope);
  if (operand === undefined) return unbound(node.span);
  if (node.negated && items.some(isNullConstant)) binder.scope.report('TSQL-COMPARE-NULL', node.span);
  const collation = comparisonCollation([operand, ...items], node.span, binder.scope);
  if (items.some((item) => collationOf([operand, item])?.name !== collation?.name))
    binder.scope.report('TSQL-COLLATION-CONFLICT', node.span);
  return {
    op: 'in_list',
    negated: node.negated,
    operand,
    items,
    collation,
    type: truth(operand, ...items),
    span: node.span,
  };
}

export function bindInQuery(node: InQuery, binder: Binder): Scalar {
  const query = binder.scope.query(node.query);
  const column = query?.columns[0];
  if (!query || !column) return unbound(node.span);
  if (query.columns.length !== 1) return refuse(binder, 'TSQL-SUBQUERY-COLUMNS', node.span);
  const { operand, collation } = againstColumn(binder.bind(node.operand), column.type, node.span, binder.scope);
  return {
    op: 'in_query',
    negated: node.negated,
    operand,
    query,
    collation,
    type: { ...truth(operand), nullable: true },
    span: node.span,
  };
}

export function bindQuantified(node: QuantifiedComparison, binder: Binder): Scalar {
  const operator = OPERATORS[node.operator];
  const query = binder.scope.query(node.query);
  const column = query?.columns[0];
  if (operator === null || !query || !column)
    return operator === null ? refuse(binder, 'TSQL-OLD-OUTER-JOIN', node.span) : unbound(node.span);
  const { operand: left, collation } = againstColumn(binder.bind(node.left), column.type, node.span, binder.scope);
  const quantifier = node.quantifier === 'all' ? 'all' : 'any';
  return {
    op: 'quantified',
    operator,
    quantifier,
    left,
    query,
    collation,
    type: { ...truth(left), nullable: true },
    span: node.span,
  };
}

/** One operand beside a column of a subquery. A column of lower precedence is left to the target, which converts it alike within a family; across families it is reported. */
function againstColumn(operand: Scalar, column: Scalar['type'], span: Span, scope: ExpressionScope) {
  const stand: Scalar = { op: 'column', relation: '', name: '', type: column, span };
  const [left = operand, right = stand] = comparable([operand, stand], span, scope);
  if (right !== stand && familyOf(left.type) !== familyOf(column))
    scope.report('TSQL-SUBQUERY-CONVERSION', span, `${column.base} to ${left.type.base}`);
  return { operand: left, collation: comparisonCollation([left, right], span, scope) };
}

export function bindIsDistinct(node: IsDistinctFrom, binder: Binder): Scalar {
  return compare(
    node.negated ? 'is_not_distinct' : 'is_distinct',
    binder.bind(node.left),
    binder.bind(node.right),
    node.span,
    binder.scope,
  );
}

/** LIKE compares texts: numbers and dates are converted to text first. In binary mode the pattern is taken as written. */
export function bindLike(node: Like, binder: Binder): Scalar {
  const text = (each: Like['operand']): Scalar => textArgument(binder.bind(each), binder.scope);
  const [operand, pattern] = [text(node.operand), text(node.pattern)];
  const escape = node.escape === null ? null : text(node.escape);
  const collation: LikeIr['collation'] = comparisonCollation([operand, pattern], node.span, binder.scope) ?? {
    ...databaseCollation(binder.scope), name: 'Latin1_General_BIN2', caseSensitive: true, accentSensitive: true, binary: true,
  }; // prettier-ignore
  return {
    op: 'like',
    negated: node.negated,
    operand,
    pattern,
    escape,
    collation,
    type: truth(operand, pattern),
    span: node.span,
  };
}
