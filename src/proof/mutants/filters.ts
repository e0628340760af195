/** Conditions that only choose rows: whether they are false or unknown is the same there. */
import type { CaseExpression, Expression, Join, Select } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import type { DefinitionTree } from '../reading/definition-tree.js';
import type { Reading } from '../reading/reading.js';
import type { NonNull } from '../reading/source.js';
import { conjunctsOf, requiredColumns, strictColumns } from '../reading/strictness.js';

/** The whole WHERE, HAVING, ON or WHEN of which a condition is a part, not negated; null for other places. */
export function filterAround(condition: Expression, tree: DefinitionTree): Expression | null {
  let root: AnyNode = condition;
  let at = tree.parentOf(root);
  while (at && (at.kind === 'logical' || at.kind === 'parenthesised')) [root, at] = [at, tree.parentOf(at)];
  const whole = root as Expression; // logical conditions and parentheses are expressions, and so was the first
  if (at?.kind === 'select') return isOne(whole, [(at as Select).where, (at as Select).having]); // by its kind
  if (at?.kind === 'join') return isOne(whole, [(at as Join).on]); // by its kind
  if (at?.kind !== 'case') return null;
  const { operand, branches } = at as CaseExpression; // by its kind
  return operand ? null : isOne(whole, branches.map(({ when }) => when)); // prettier-ignore
}

const isOne = (whole: Expression, places: readonly (Expression | null)[]): Expression | null =>
  places.includes(whole) ? whole : null;

/** Why a condition that chooses rows always holds where it is asked. Null where nothing says so. */
export function whyAlwaysTrue(condition: Expression, tree: DefinitionTree, reading: Reading): NonNull {
  if (condition.kind === 'parenthesised') return whyAlwaysTrue(condition.operand, tree, reading);
  if (condition.kind !== 'is_null' || !condition.negated) return null;
  const sure = reading.nonNull(condition.operand);
  return sure ?? (isNeededBeside(condition, condition.operand, tree, reading) ? [] : null);
}

/** Why a condition never holds. */
export function whyNeverTrue(condition: Expression, reading: Reading): NonNull {
  if (condition.kind === 'parenthesised') return whyNeverTrue(condition.operand, reading);
  return condition.kind === 'is_null' && !condition.negated ? reading.nonNull(condition.operand) : null;
}

/** `x IS NOT NULL AND x > 5`: the rest needs a value of the column anyway. */
function isNeededBeside(condition: Expression, operand: Expression, tree: DefinitionTree, reading: Reading): boolean {
  const filter = filterAround(condition, tree);
  const [column, second] = strictColumns(operand);
  if (!filter || operand.kind !== 'column' || !column || second) return false;
  const wanted = reading.resolve(column, column);
  const others = conjunctsOf(filter).filter((each) => each !== condition);
  if (!wanted || others.length === conjunctsOf(filter).length) return false;
  return others.some((other) =>
    requiredColumns(other).some((reference) => {
      const found = reading.resolve(reference, reference);
      return found?.source === wanted.source && found.column === wanted.column;
    }),
  );
}
