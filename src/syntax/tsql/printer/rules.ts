/** What every table of printing rules is made with. */
import type { AnyNode } from '../walk.js';

/** One printing rule per node kind; a missing kind is a type error. */
export type PrintRules<N extends { readonly kind: string }> = {
  readonly [K in N['kind']]: (node: OfKind<N, K>) => string;
};

/** The members of a union of nodes that may have this kind. */
type OfKind<N extends { readonly kind: string }, K> = N extends unknown ? (K extends N['kind'] ? N : never) : never;

/** How to print a node that nests to the left without limit: its left child, and its text once that is printed. */
export interface SpineRule<N> {
  readonly left: (node: N) => AnyNode;
  readonly print: (node: N, left: string) => string;
}

/** One spine rule per node kind. */
export type SpineRules<N extends { readonly kind: string }> = {
  readonly [K in N['kind']]: SpineRule<OfKind<N, K>>;
};

/** Joins what is there with single blanks; `false`, `null` and empty parts fall away. */
export function words(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** An enum value as words: `set_null` -> `SET NULL`; names of functions keep their underscores (`TRY_CAST`). */
export function upper(value: string, underscore: ' ' | '_' = ' '): string {
  return value.toUpperCase().replaceAll('_', underscore);
}
