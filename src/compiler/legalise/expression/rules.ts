/** Shape of a rule for a call, and the rules that are a plain renaming. */
import type { CallIr, Scalar } from '../../ir/scalar.js';
import { call } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { Legaliser, PerTarget } from './legaliser.js';

/** Arguments in the target's SQL, the call, and the legaliser. Null: there is no faithful form, and the call is reported. */
export type CallRule = (args: readonly Sql[], node: CallIr, legaliser: Legaliser) => Sql | null;

export type CallRules = Readonly<Record<string, PerTarget<CallRule>>>;

/** The same function under the target's name. */
export const renamed =
  (name: string): CallRule =>
  (args) =>
    call(name, ...args);

/** One rule of a fixed number of arguments, named. */
export const unary =
  (build: (value: Sql, node: CallIr, legaliser: Legaliser) => Sql | null): CallRule =>
  ([value], node, legaliser) =>
    value === undefined ? null : build(value, node, legaliser);

export const pair =
  (build: (first: Sql, second: Sql, node: CallIr, legaliser: Legaliser) => Sql | null): CallRule =>
  ([first, second], node, legaliser) =>
    first === undefined || second === undefined ? null : build(first, second, node, legaliser);

/** A constant argument's value; null for a computed one or NULL. */
export const constantOf = (scalar: Scalar | undefined): string | null =>
  scalar?.op === 'literal' ? scalar.value : null;

/** A constant whole number; null for anything else. */
export function constantInteger(scalar: Scalar | undefined): number | null {
  const value = constantOf(scalar);
  return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
}
