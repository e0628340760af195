/** What became of one statement of the input. */
import type { QualifiedName, StatementRecord } from '../../catalog/catalog.js';

export interface Outcome {
  readonly disposition: StatementRecord['disposition'];
  readonly object: QualifiedName | null;
  readonly reason: string | null;
}
