/** The seam for the reference engine: an independent judge of a model's rows. It has its own issue; until then none is plugged in. */
import type { Catalog, QualifiedName } from '../../catalog/catalog.js';

/** Rows as the reference says the original object gives them. `notInReference` carries the code of what it lacks. */
export type ReferenceAnswer =
  | {
      readonly kind: 'rows';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | null)[])[];
      readonly ordered: boolean;
    }
  | { readonly kind: 'not_in_reference'; readonly code: string; readonly message: string };

export interface Reference {
  /** Shown as evidence, with its version. */
  readonly name: string;
  answer(catalog: Catalog, object: QualifiedName): Promise<ReferenceAnswer>;
}
