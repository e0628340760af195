/** UNION, EXCEPT, INTERSECT: columns meet in their common types; names are the left side's. */
import type { QueryBody, SetOperation } from '../../syntax/tsql/ast/index.js';
import type { BodyIr, OutputColumn, QueryIr } from '../ir/relation.js';
import type { Collation, Scalar, ScalarType } from '../ir/scalar.js';
import { COLLATION_CONFLICT, collationOfTypes } from '../types/collation.js';
import { commonOfTypes, commonType } from '../types/common-type.js';
import { coerce } from './coerce.js';
import { bindOperand } from './query.js';
import { QueryScope, type Surroundings } from './query-scope.js';

interface BoundSet {
  readonly body: BodyIr;
  readonly columns: readonly OutputColumn[];
}

/** Chains are walked along their left spine, so that thousands of members need no stack. */
export function bindSetOperation(node: SetOperation, around: Surroundings): BoundSet | null {
  const spine: SetOperation[] = [];
  let first: QueryBody = node;
  while (first.kind === 'set_operation') {
    spine.push(first);
    first = first.left;
  }
  const operands = [first, ...spine.reverse().map((operation) => operation.right)].map((body) => bindOperand(body, around)); // prettier-ignore
  const bound = operands.filter((operand) => operand !== null);
  if (bound.length !== operands.length) return null;
  const types = commonTypes(bound, node, around);
  return types && combine(bound, spine, types, around);
}

/** Common type of each column over all operands; null when their numbers of columns differ (error 205). */
function commonTypes(operands: readonly QueryIr[], node: SetOperation, around: Surroundings): ScalarType[] | null {
  const width = operands[0]?.columns.length ?? 0;
  if (operands.some((operand) => operand.columns.length !== width)) {
    around.session.report('TSQL-COLUMN-COUNT', node.span);
    return null;
  }
  return Array.from({ length: width }, (_, index) => {
    const items = operands.map((operand) => itemOf(operand, index));
    const scalars = items.filter((item) => item !== null);
    if (scalars.length === items.length) return commonType(scalars);
    return commonOfTypes(operands.flatMap((operand) => operand.columns[index]?.type ?? []));
  });
}

/** The expression of an operand's column, when it is a plain select: constants convert better than their types. */
function itemOf(operand: QueryIr, index: number): Scalar | null {
  return operand.body.op === 'select' ? (operand.body.items[index]?.expression ?? null) : null;
}

function combine(
  operands: readonly QueryIr[],
  spine: readonly SetOperation[],
  types: readonly ScalarType[],
  around: Surroundings,
): BoundSet {
  const scope = new QueryScope(around);
  const names = operands[0]?.columns.map((column) => column.name) ?? [];
  const columns = types.map((type, index) => ({ name: names[index] ?? null, type }));
  const converted = operands.map((operand) => convertOperand(operand, columns, scope));
  let [left] = converted;
  spine.forEach((operation, index) => {
    const right = converted[index + 1];
    if (!left || !right) return;
    const { operator, span } = operation;
    const collations = operator === 'union_all' ? types.map(() => null) : types.map((type) => collationOf(type, operation, around)); // prettier-ignore
    const body: BodyIr = { op: 'set', operator, left, right, collations, span };
    left = { ctes: [], body, orderBy: [], limit: null, columns, span };
  });
  const body = left?.body ?? { op: 'values' as const, rows: [], columns, span: { start: 0, end: 0 } };
  return { body, columns };
}

function collationOf(type: ScalarType, node: SetOperation, around: Surroundings): Collation | null {
  if (type.base === 'varbinary') around.session.report('TSQL-BINARY-ZEROS', node.span);
  const found = collationOfTypes([type]);
  if (found === null || found === COLLATION_CONFLICT) return null;
  if (found.rank === 'none') around.session.report('TSQL-COLLATION-CONFLICT', node.span);
  if (around.session.settings.collationMode === 'source') return found;
  around.session.report('TSQL-COLLATION-BINARY-MODE', node.span, found.name);
  return null;
}

/** The operand with each column converted to its common type and named like the result. */
export function convertOperand(operand: QueryIr, columns: readonly OutputColumn[], scope: QueryScope): QueryIr {
  const { body } = operand;
  if (body.op === 'select' && !body.distinct) {
    const items = body.items.map((item, index) => {
      const type = columns[index]?.type;
      return { name: columns[index]?.name ?? item.name, expression: type ? coerce(item.expression, type, scope) : item.expression }; // prettier-ignore
    });
    return { ...operand, body: { ...body, items }, columns };
  }
  return convertAround(operand, columns, scope);
}

/** Other bodies are converted from outside: `select cast(a as t) from (...)`. */
function convertAround(operand: QueryIr, columns: readonly OutputColumn[], scope: QueryScope): QueryIr {
  const alias = scope.around.session.alias('operand');
  const { span } = operand;
  let isSame = true;
  const items = operand.columns.map((column, index) => {
    const source: Scalar = { op: 'column', relation: alias, name: column.name ?? '', type: column.type, span };
    const type = columns[index]?.type;
    const expression = type ? coerce(source, type, scope) : source;
    if (expression !== source) isSame = false;
    return { name: columns[index]?.name ?? column.name, expression };
  });
  if (isSame) return operand;
  const from = { op: 'derived' as const, alias, columns: operand.columns, query: operand, span };
  const body: BodyIr = { op: 'select', distinct: false, items, from, where: null, groupBy: null, having: null, span };
  return { ctes: [], body, orderBy: [], limit: null, columns, span };
}
