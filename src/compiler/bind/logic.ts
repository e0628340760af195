/** AND, OR, NOT, IS NULL, EXISTS and CASE. */
import type { CaseExpression, Exists, Expression, IsNull, Logical, Not } from '../../syntax/tsql/ast/index.js';
import type { Scalar } from '../ir/scalar.js';
import { isNullConstant } from '../types/common-type.js';
import { type Binder, refuse, truth } from './binder.js';
import { coerceAll } from './coerce.js';
import { compare } from './comparison.js';
import { unbound } from './scope.js';

/** A chain of one operator becomes one node of many operands, walked along its left spine, as chains of thousands are written by programs. */
export function bindLogical(node: Logical, binder: Binder): Scalar {
  const operands: Scalar[] = [];
  let rest: Expression = node;
  while (rest.kind === 'logical' && rest.operator === node.operator) {
    operands.push(binder.bind(rest.right));
    rest = rest.left;
  }
  operands.push(binder.bind(rest));
  operands.reverse();
  return { op: 'logic', operator: node.operator, operands, type: truth(...operands), span: node.span };
}

export function bindNot(node: Not, binder: Binder): Scalar {
  const operand = binder.bind(node.operand);
  if (
    operand.op === 'exists' ||
    operand.op === 'in_list' ||
    operand.op === 'in_query' ||
    operand.op === 'like' ||
    operand.op === 'is_null'
  ) {
    return { ...operand, negated: !operand.negated, span: node.span };
  }
  return { op: 'logic', operator: 'not', operands: [operand], type: truth(operand), span: node.span };
}

export function bindIsNull(node: IsNull, binder: Binder): Scalar {
  return { op: 'is_null', negated: node.negated, operand: binder.bind(node.operand), type: truth(), span: node.span };
}

export function bindExists(node: Exists, binder: Binder): Scalar {
  const query = binder.scope.query(node.query);
  return query === null ? unbound(node.span) : { op: 'exists', negated: false, query, type: truth(), span: node.span };
}

/** A simple CASE is the searched one with `operand = when`. The branches meet in the type of highest precedence. */
export function bindCase(node: CaseExpression, binder: Binder): Scalar {
  const operand = node.operand === null ? null : binder.bind(node.operand);
  const conditions = node.branches.map(({ when }) => {
    const bound = binder.bind(when);
    return operand === null ? bound : compare('=', operand, bound, when.span, binder.scope);
  });
  const results = node.branches.map(({ then }) => binder.bind(then));
  const otherwise = node.otherwise === null ? null : binder.bind(node.otherwise);
  return caseOf(conditions, results, otherwise, node, binder);
}

/** CASE from bound parts; IIF, CHOOSE and NULLIF are written with it. */
export function caseOf(
  conditions: readonly Scalar[],
  results: readonly Scalar[],
  otherwise: Scalar | null,
  at: { readonly span: Scalar['span'] },
  binder: Binder,
): Scalar {
  const all = otherwise === null ? results : [...results, otherwise];
  if (all.every(isNullConstant)) return refuse(binder, 'TSQL-TYPE-CLASH', at.span, 'every result of a CASE is NULL');
  const { type, scalars } = coerceAll(all, binder.scope);
  const branches = conditions.map((when, index) => ({ when, then: scalars[index] ?? unbound(at.span) }));
  const last = otherwise === null ? null : (scalars.at(-1) ?? null);
  return {
    op: 'case',
    branches,
    otherwise: last,
    type: { ...type, nullable: type.nullable || otherwise === null },
    span: at.span,
  };
}
