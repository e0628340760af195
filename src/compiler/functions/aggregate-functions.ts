/** Aggregate functions. Source: Microsoft Learn, "Aggregate functions (Transact-SQL)", one page each. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import { MAX_PRECISION } from '../types/decimal-result.js';
import { familyOf, isNational, textLength } from '../types/families.js';
import { any, type ArgumentRule, firstType, fixed, FLOAT, INT, number, text } from './built-in.js';

export interface Aggregate {
  readonly arity: readonly [number, number];
  readonly takes: readonly ArgumentRule[];
  readonly returns: (args: readonly Scalar[]) => SqlType;
  /** Counts are never NULL; every other aggregate of no rows is. */
  readonly nullable: boolean;
  /** Takes WITHIN GROUP (ORDER BY ...). */
  readonly ordered?: true;
  /** Refuses bit arguments, as SUM and AVG do. */
  readonly numbersOnly?: true;
  /** Refuses bit arguments, as MIN and MAX do. */
  readonly refusesBit?: true;
  /** Reads the columns of GROUP BY, not values. */
  readonly grouping?: true;
}

/** AVG keeps at least 6 decimals of a decimal, and SUM all of them, both in 38 digits. */
const decimalOf =
  (leastScale: number) =>
  ([first]: readonly Scalar[]): SqlType => {
    const type: SqlType = first?.type ?? { base: 'unknown' };
    const family = familyOf(type);
    if (family === 'integer') return { base: type.base === 'bigint' ? 'bigint' : 'int' };
    if (family === 'money') return { base: 'money' };
    if (family === 'float') return { base: 'float' };
    return { base: 'decimal', precision: MAX_PRECISION, scale: Math.max(type.scale ?? 0, leastScale) };
  };

/** STRING_AGG of a `max` text is `max`, of others as long as a plain text can be. */
function joinedText([first]: readonly Scalar[]): SqlType {
  const base = first !== undefined && isNational(first.type) ? 'nvarchar' : 'varchar';
  const long = first !== undefined && textLength(first.type) === 'max';
  return { base, length: long ? 'max' : base === 'nvarchar' ? 4000 : 8000 };
}

const deviation: Aggregate = { arity: [1, 1], takes: [number], returns: FLOAT, nullable: true };
const count = (base: 'int' | 'bigint'): Aggregate => ({
  arity: [1, 1],
  takes: [any],
  returns: fixed({ base }),
  nullable: false,
});

export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count: count('int'),
  count_big: count('bigint'),
  approx_count_distinct: count('bigint'),
  sum: { arity: [1, 1], takes: [number], returns: decimalOf(0), nullable: true, numbersOnly: true },
  avg: { arity: [1, 1], takes: [number], returns: decimalOf(6), nullable: true, numbersOnly: true },
  min: { arity: [1, 1], takes: [any], returns: firstType, nullable: true, refusesBit: true },
  max: { arity: [1, 1], takes: [any], returns: firstType, nullable: true, refusesBit: true },
  stdev: deviation,
  stdevp: deviation,
  var: deviation,
  varp: deviation,
  string_agg: { arity: [2, 2], takes: [text], returns: joinedText, nullable: true, ordered: true },
  checksum_agg: { arity: [1, 1], takes: [any], returns: INT, nullable: true },
  grouping: { arity: [1, 1], takes: [any], returns: fixed({ base: 'tinyint' }), nullable: false, grouping: true },
  grouping_id: { arity: [1, 254], takes: [any], returns: INT, nullable: false, grouping: true },
};
