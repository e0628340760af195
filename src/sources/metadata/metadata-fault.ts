/** What is wrong with a catalog that somebody else made. */

export interface MetadataFault {
  /** JSON pointer (RFC 6901) into the value; empty for the value itself. */
  readonly pointer: string;
  /** Stable: `duplicate_object`, `unknown_field`, or a code of zod such as `invalid_type`. */
  readonly code: string;
  /** A sentence, without values of the catalog that could be long. */
  readonly message: string;
}

/** Faults told at once. */
export const FAULTS_MAX = 200;

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
