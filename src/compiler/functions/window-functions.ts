/** Ranking and analytic functions, which need OVER. Source: Microsoft Learn, "Ranking functions", "Analytic functions (Transact-SQL)". */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import { any, type ArgumentRule, firstType, fixed, FLOAT, float, whole } from './built-in.js';

export interface WindowFunction {
  readonly arity: readonly [number, number];
  readonly takes: readonly ArgumentRule[];
  readonly returns: (args: readonly Scalar[]) => SqlType;
  readonly nullable: boolean;
  /** Means nothing without ORDER BY: SQL Server refuses it (error 4112). */
  readonly needsOrder: boolean;
  /** Looks at a frame, so that the default one is made explicit. */
  readonly framed?: true;
  /** Its order stands in WITHIN GROUP, and its type is that order's key. */
  readonly withinGroup?: true;
}

const ranking: WindowFunction = {
  arity: [0, 0],
  takes: [],
  returns: fixed({ base: 'bigint' }),
  nullable: false,
  needsOrder: true,
};
const share: WindowFunction = { ...ranking, returns: FLOAT };
const offset: WindowFunction = {
  arity: [1, 3],
  takes: [any, whole, any],
  returns: firstType,
  nullable: true,
  needsOrder: true,
};
const edge: WindowFunction = {
  arity: [1, 1],
  takes: [any],
  returns: firstType,
  nullable: true,
  needsOrder: true,
  framed: true,
};
const percentile: WindowFunction = {
  arity: [1, 1],
  takes: [float],
  returns: FLOAT,
  nullable: true,
  needsOrder: false,
  withinGroup: true,
};

export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowFunction>> = {
  row_number: ranking,
  rank: ranking,
  dense_rank: ranking,
  ntile: { ...ranking, arity: [1, 1], takes: [whole] },
  percent_rank: share,
  cume_dist: share,
  lag: offset,
  lead: offset,
  first_value: edge,
  last_value: edge,
  percentile_cont: percentile,
  percentile_disc: percentile,
};
