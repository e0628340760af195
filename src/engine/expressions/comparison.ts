/** Comparisons of two values in the type they have in common. Source: Microsoft Learn, "Comparison Operators", "Data type precedence". */
import type { ComparisonOperator } from '../../syntax/tsql/ast/index.js';
import { comparerOf } from '../collation/order.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { commonType } from '../types/common-type.js';
import type { Type } from '../types/type.js';
import type { Bound, BoundPredicate } from './bound.js';

type Outcome = (order: number) => boolean;

const OUTCOMES: Readonly<Partial<Record<ComparisonOperator, Outcome>>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '!<': (order) => order >= 0,
  '!>': (order) => order <= 0,
};

export function outcomeOf(operator: ComparisonOperator): Outcome {
  const outcome = OUTCOMES[operator];
  if (!outcome) throw new NotInEngine('ENGINE-OLD-OUTER-JOIN', `the operator ${operator}`);
  return outcome;
}

const NOT_COMPARABLE = new Set(['text', 'ntext', 'image', 'xml', 'json', 'geography', 'geometry']);

/** The type two values are compared in. @throws SqlError 402, 468 */
export function comparableType(left: Type, right: Type): Type {
  const type = commonType(left, right);
  if (NOT_COMPARABLE.has(type.base)) throw new SqlError(402, `The data types ${left.base} and ${right.base} are incompatible in the equal to operator.`); // prettier-ignore
  if (type.collationLabel === 'conflict')
    throw new SqlError(468, `Cannot resolve the collation conflict between "${right.collation}" and "${left.collation}" in the equal to operation.`); // prettier-ignore
  return type;
}

export function comparisonOf(operator: ComparisonOperator, left: Bound, right: Bound): BoundPredicate {
  const type = comparableType(left.type, right.type);
  const [a, b] = [toType(left, type), toType(right, type)];
  const [compare, outcome] = [comparerOf(type), outcomeOf(operator)];
  return {
    test: (frame, run) => {
      const [x, y] = [a.evaluate(frame, run), b.evaluate(frame, run)];
      return x === null || y === null ? null : outcome(compare(x, y));
    },
  };
}
