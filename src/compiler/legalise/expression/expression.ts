/**
 * The IR's scalars in a target's SQL. What a target has no faithful form for is reported with a code and printed as NULL:
 * the object is then not `ok` and never runs.
 */
import type { CaseIr, Collation, ConvertIr, LogicIr, Scalar, SortKey } from '../../ir/scalar.js';
import { at, chain, is, not, nullLiteral } from '../../sql/build.js';
import type { Sql, SqlSortKey } from '../../sql/tree.js';
import type { LegaliseContext } from '../context.js';
import { legaliseAggregate, sortKey } from './aggregate.js';
import { legaliseArithmetic } from './arithmetic.js';
import { legaliseCall } from './call.js';
import { equalityKey, orderKey } from './collation-key.js';
import { legaliseCompare, legaliseInList, legaliseInQuery, legaliseLike, legaliseQuantified } from './comparison.js';
import { legaliseConvert } from './convert.js';
import { legaliseExists } from './exists.js';
import type { Legaliser } from './legaliser.js';
import { legaliseLiteral } from './literal.js';
import { hasTargetType, partOfChoice } from './natural-type.js';
import { legaliseWindow } from './window.js';
import { targetType } from '../../types/target-types.js';

/** An expression or predicate in the target's SQL. */
export const legaliseScalar = (scalar: Scalar, context: LegaliseContext): Sql => legaliserOf(context).scalar(scalar);

/** As `legaliseScalar`, of a column of the result: cast where the target would give it another type than the source has. */
export function legaliseOutput(scalar: Scalar, context: LegaliseContext): Sql {
  const sql = legaliseScalar(scalar, context);
  if (scalar.type.base === 'datetimeoffset') context.report('TSQL-TYPE-DATETIMEOFFSET', scalar.span, 'this column');
  return hasTargetType(scalar, context.target)
    ? sql
    : at({ sql: 'cast', operand: sql, type: targetType(scalar.type, context.target) }, scalar.span);
}

/** The value by which a text is equal to another under `collation`; the expression itself when that is null. */
export const keyOf = (scalar: Scalar, collation: Collation | null, context: LegaliseContext): Sql =>
  legaliserOf(context).key(scalar, collation);

/** A key of ORDER BY, with NULL lowest as in SQL Server. */
export const legaliseSortKey = (key: SortKey, context: LegaliseContext): SqlSortKey =>
  sortKey(key, legaliserOf(context));

function legaliserOf(context: LegaliseContext): Legaliser {
  const legaliser: Legaliser = {
    context,
    target: context.target,
    scalar: (scalar) => at(rule(scalar, legaliser), scalar.span),
    key: (scalar, collation) =>
      collation === null ? legaliser.scalar(scalar) : at(equalityKey(scalar, collation, legaliser), scalar.span),
    orderKey: (scalar, collation) =>
      collation === null ? legaliser.scalar(scalar) : at(orderKey(scalar, collation, legaliser), scalar.span),
  };
  return legaliser;
}

function rule(scalar: Scalar, legaliser: Legaliser): Sql {
  const { context } = legaliser;
  switch (scalar.op) {
    case 'literal': return legaliseLiteral(scalar, legaliser.target);
    case 'column': return { sql: 'identifier', parts: scalar.relation === '' ? [context.columnName(scalar.name)] : [scalar.relation, context.columnName(scalar.name)] };
    case 'parameter': return context.parameter(scalar.name);
    case 'call': return legaliseCall(scalar, legaliser) ?? unsupported(scalar, scalar.fn, legaliser);
    case 'convert': return legaliseConvert(scalar, legaliser) ?? unsupportedConversion(scalar, legaliser);
    case 'arithmetic': return legaliseArithmetic(scalar, legaliser);
    case 'compare': return legaliseCompare(scalar, legaliser);
    case 'logic': return legaliseLogic(scalar, legaliser);
    case 'is_null': return is(legaliser.scalar(scalar.operand), scalar.negated ? 'not null' : 'null');
    case 'in_list': return legaliseInList(scalar, legaliser);
    case 'in_query': return legaliseInQuery(scalar, legaliser);
    case 'quantified': return legaliseQuantified(scalar, legaliser);
    case 'like': return legaliseLike(scalar, legaliser);
    case 'case': return legaliseCase(scalar, legaliser);
    case 'aggregate': return legaliseAggregate(scalar, legaliser) ?? unsupported(scalar, scalar.fn, legaliser);
    case 'window': return legaliseWindow(scalar, legaliser) ?? unsupported(scalar, scalar.fn, legaliser);
    case 'subquery': return { sql: 'subquery', query: context.query(scalar.query) };
    case 'exists': return legaliseExists(scalar, legaliser);
  }
} // prettier-ignore

function unsupported(scalar: Scalar, name: string, { context, target }: Legaliser): Sql {
  context.report('TSQL-NOT-IN-TARGET', scalar.span, `${name.toUpperCase()} in ${target}`);
  return nullLiteral;
}

function unsupportedConversion(node: ConvertIr, legaliser: Legaliser): Sql {
  if (node.style === null) return unsupported(node, 'conversion', legaliser);
  legaliser.context.report('TSQL-UNSUPPORTED-STYLE', node.span, String(node.style));
  return nullLiteral;
}

function legaliseLogic(node: LogicIr, legaliser: Legaliser): Sql {
  const operands = node.operands.map((operand) => legaliser.scalar(operand));
  const [only] = operands;
  if (node.operator === 'not') return only === undefined ? nullLiteral : not(only);
  return chain(node.operator, operands);
}

function legaliseCase(node: CaseIr, legaliser: Legaliser): Sql {
  const branches = node.branches.map(({ when, then }) => ({
    when: legaliser.scalar(when),
    then: partOfChoice(legaliser.scalar(then), then, node.type, legaliser.target),
  }));
  const { otherwise, type } = node;
  return {
    sql: 'case',
    branches,
    otherwise: otherwise && partOfChoice(legaliser.scalar(otherwise), otherwise, type, legaliser.target),
  };
}
