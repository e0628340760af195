/** Goes through the operands of a scalar. Queries inside a scalar are not entered: they have their own scope. */
import type { FrameIr, Scalar, SortKey } from './scalar.js';

type Map1 = (scalar: Scalar) => Scalar;

/** The direct operands, in reading order. */
export function childrenOf(scalar: Scalar): readonly Scalar[] {
  const found: Scalar[] = [];
  mapChildren(scalar, (child) => {
    found.push(child);
    return child;
  });
  return found;
}

/** A copy with every direct operand replaced by `change(operand)`. */
export function mapChildren(scalar: Scalar, change: Map1): Scalar {
  switch (scalar.op) {
    case 'literal':
    case 'column':
    case 'parameter':
    case 'subquery':
    case 'exists':
      return scalar;
    case 'call':
      return { ...scalar, args: scalar.args.map(change) };
    case 'convert':
    case 'is_null':
    case 'in_query':
      return { ...scalar, operand: change(scalar.operand) };
    case 'arithmetic':
    case 'logic':
      return { ...scalar, operands: scalar.operands.map(change) };
    case 'compare':
      return { ...scalar, left: change(scalar.left), right: change(scalar.right) };
    case 'quantified':
      return { ...scalar, left: change(scalar.left) };
    case 'in_list':
      return { ...scalar, operand: change(scalar.operand), items: scalar.items.map(change) };
    case 'like':
      return {
        ...scalar,
        operand: change(scalar.operand),
        pattern: change(scalar.pattern),
        escape: scalar.escape && change(scalar.escape),
      };
    case 'case':
      return mapCase(scalar, change);
    case 'aggregate':
      return { ...scalar, args: scalar.args.map(change), orderBy: mapSortKeys(scalar.orderBy, change) };
    case 'window':
      return mapWindow(scalar, change);
  }
}

function mapCase(scalar: Extract<Scalar, { op: 'case' }>, change: Map1): Scalar {
  const branches = scalar.branches.map((branch) => ({ when: change(branch.when), then: change(branch.then) }));
  return { ...scalar, branches, otherwise: scalar.otherwise && change(scalar.otherwise) };
}

function mapWindow(scalar: Extract<Scalar, { op: 'window' }>, change: Map1): Scalar {
  return {
    ...scalar,
    args: scalar.args.map(change),
    partitionBy: scalar.partitionBy.map((key) => ({ ...key, expression: change(key.expression) })),
    orderBy: mapSortKeys(scalar.orderBy, change),
    withinGroup: mapSortKeys(scalar.withinGroup, change),
  };
}

const mapSortKeys = (keys: readonly SortKey[], change: Map1): readonly SortKey[] =>
  keys.map((key) => ({ ...key, expression: change(key.expression) }));

/** Whether `test` holds for the scalar or any operand below it. */
export function someScalar(scalar: Scalar, test: (scalar: Scalar) => boolean): boolean {
  const pending: Scalar[] = [scalar];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (test(next)) return true;
    pending.push(...childrenOf(next));
  }
  return false;
}

/** A deep copy with `change` applied from the leaves up. */
export function mapScalar(scalar: Scalar, change: Map1): Scalar {
  return change(mapChildren(scalar, (child) => mapScalar(child, change)));
}

/** Whether two scalars are the same expression, places apart: for GROUP BY, which matches expressions by their text. */
export function sameScalar(left: Scalar, right: Scalar): boolean {
  return shapeOf(left) === shapeOf(right);
}

/** Key of an expression's shape: everything but spans. Queries inside count by their place. */
export function shapeOf(scalar: Scalar): string {
  const { span, ...rest } = mapChildren(scalar, (child) => child);
  return (
    JSON.stringify(rest, (key, value: unknown) => (key === 'span' ? undefined : value)) +
    (hasQuery(scalar) ? `@${span.start}` : '')
  );
}

const hasQuery = (scalar: Scalar): boolean =>
  scalar.op === 'subquery' || scalar.op === 'exists' || scalar.op === 'in_query';

/** Frame SQL Server takes when there is ORDER BY and none is written. Source: "SELECT - OVER clause". */
export const DEFAULT_FRAME: FrameIr = {
  unit: 'range',
  start: { type: 'unbounded_preceding', offset: null },
  end: { type: 'current_row', offset: null },
};
