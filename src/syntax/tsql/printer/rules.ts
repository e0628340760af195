/** What every table of printing rules is made with. */

/** One printing rule per node kind; a missing kind is a type error. */
export type PrintRules<N extends { readonly kind: string }> = {
  readonly [K in N['kind']]: (node: Extract<N, { readonly kind: K }>) => string;
};

/** Joins what is there with single blanks; `false`, `null` and empty parts fall away. */
export function words(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** `PRIMARY_KEY` style enum value to words: `set_null` -> `SET NULL`. */
export function upper(value: string): string {
  return value.toUpperCase().replaceAll('_', ' ');
}
