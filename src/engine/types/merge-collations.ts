/** Which collation two texts have together. Source: Microsoft Learn, "Collation Precedence". */
import { SqlError } from '../errors.js';
import type { CollationLabel, Type } from './type.js';

export interface MergedCollation {
  readonly collation?: string;
  readonly collationLabel?: CollationLabel;
}

const STRENGTH: Readonly<Record<CollationLabel, number>> = { explicit: 3, conflict: 2, implicit: 1, default: 0 };

/**
 * A type without a collation (a number, a text made of none) gives way.
 * @param operation SQL Server's words for what is done: `equal to`, `add`, `UNION`
 * @throws SqlError 468 for two different explicit collations
 */
export function mergeCollations(a: Type, b: Type, operation = 'CASE'): MergedCollation {
  const [left, right] = [labelled(a), labelled(b)];
  if (!left) return right ?? {};
  if (!right) return left;
  const [strong, weak] =
    STRENGTH[left.collationLabel] >= STRENGTH[right.collationLabel] ? [left, right] : [right, left];
  if (strong.collationLabel !== weak.collationLabel || same(strong.collation, weak.collation)) return strong;
  if (strong.collationLabel === 'explicit') throw collationConflict(left.collation, right.collation, operation);
  if (strong.collationLabel === 'implicit') return { collation: left.collation, collationLabel: 'conflict' };
  return strong;
}

/**
 * The collation by which two texts are compared.
 * @throws SqlError 468 when there is no telling
 */
export function comparisonCollation(a: Type, b: Type, operation: string): string | undefined {
  const merged = mergeCollations(a, b, operation);
  if (merged.collationLabel === 'conflict') throw collationConflict(a.collation ?? '', b.collation ?? '', operation);
  return merged.collation;
}

export const collationConflict = (a: string, b: string, operation: string): SqlError =>
  new SqlError(468, `Cannot resolve the collation conflict between "${b}" and "${a}" in the ${operation} operation.`);

function labelled(type: Type): { collation: string; collationLabel: CollationLabel } | null {
  if (type.collation === undefined) return null;
  return { collation: type.collation, collationLabel: type.collationLabel ?? 'default' };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
