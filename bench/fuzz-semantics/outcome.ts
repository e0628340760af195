/** What each side said of one query. */
import type { Type } from '../../src/engine/types/type.js';
import type { Value } from '../../src/engine/values/value.js';
import type { Finding } from '../../src/catalog/catalog.js';
import type { CompiledColumn } from '../../src/compiler/compile.js';

export type EngineOutcome =
  | {
      readonly kind: 'rows';
      readonly columns: readonly { readonly name: string; readonly type: Type }[];
      readonly rows: readonly (readonly Value[])[];
    }
  | { readonly kind: 'error'; readonly number: number; readonly message: string }
  | { readonly kind: 'lacking'; readonly code: string; readonly message: string };

export type TargetOutcome =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'rows';
      readonly sql: string;
      readonly columns: readonly CompiledColumn[];
      readonly findings: readonly Finding[];
      /** Of the answer, with the types that the target gives. */
      readonly rowColumns: readonly { readonly name: string; readonly type: string }[];
      readonly rows: readonly (readonly unknown[])[];
    }
  | {
      readonly kind: 'error';
      readonly sql: string;
      readonly columns: readonly CompiledColumn[];
      readonly findings: readonly Finding[];
      readonly message: string;
    };

/** What became of a case; only `disagree` is a fault. */
export interface Verdict {
  readonly kind: 'agree' | 'both_error' | 'both_refuse' | 'refused' | 'hazard' | 'not_in_engine' | 'disagree';
  /** Code of a refusal, hazard or lack; the kind of disagreement. */
  readonly code: string;
  readonly detail: string;
}
