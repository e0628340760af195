/**
 * Collations: what a name says, and which one an expression of several operands compares by.
 * Source: Microsoft Learn, "Windows Collation Name", "SQL Server Collation Name" and "Collation Precedence".
 */
import type { Collation, Scalar, ScalarType } from '../ir/scalar.js';
import { isCharacter } from './families.js';

type Rank = Collation['rank'];

/** Reads `_CI`/`_CS`, `_AI`/`_AS` and `_BIN`/`_BIN2` from a name; what is left out means sensitive. */
export function collationFromName(name: string, rank: Rank): Collation {
  const words = name.toUpperCase().split('_');
  const binary = words.includes('BIN') || words.includes('BIN2');
  return { name, caseSensitive: !words.includes('CI'), accentSensitive: !words.includes('AI'), binary, rank };
}

/** A name SQL Server could know: `SQL_...`, or a Windows one, which names its sensitivities or BIN. */
export const isCollationName = (name: string): boolean =>
  /^(SQL_)?[A-Za-z0-9]+(_[A-Za-z0-9]+)*_(CI|CS|BIN2?)(_[A-Z0-9]+)*$/i.test(name);

const PRECEDENCE: Readonly<Record<Rank, number>> = { explicit: 0, none: 1, implicit: 2, coercible_default: 3 };

/** Two explicit collations that differ: SQL Server's error 468. */
export const COLLATION_CONFLICT = 'conflict';

/** Collation of an operation on two character operands by the precedence table; two implicit ones that differ give rank `none`. */
export function combineCollations(left: Collation, right: Collation): Collation | typeof COLLATION_CONFLICT {
  if (PRECEDENCE[left.rank] !== PRECEDENCE[right.rank])
    return PRECEDENCE[left.rank] < PRECEDENCE[right.rank] ? left : right;
  if (left.name.toUpperCase() === right.name.toUpperCase()) return left;
  if (left.rank === 'explicit') return COLLATION_CONFLICT;
  return { ...left, rank: 'none' };
}

/** Collation of several operands, those that are not character left out; null when none is. */
export function collationOfTypes(types: readonly ScalarType[]): Collation | typeof COLLATION_CONFLICT | null {
  let found: Collation | typeof COLLATION_CONFLICT | null = null;
  for (const type of types) {
    if (!isCharacter(type) || type.collation === null) continue;
    found = found === null ? type.collation : combineCollations(found, type.collation);
    if (found === COLLATION_CONFLICT) return found;
  }
  return found;
}

/** Collation a scalar function on `args` compares by (CHARINDEX, REPLACE, ...); null when nothing is character, or nothing is decided. */
export function collationOf(args: readonly Scalar[]): Collation | null {
  const found = collationOfTypes(args.map((arg) => arg.type));
  return found === COLLATION_CONFLICT ? null : found;
}
