/** A migration that is to be made, checked and ready to be written. */
import type { SourceKind } from '../migration.entity.js';

export interface NewInput {
  readonly kind: 'script' | 'table' | 'metadata';
  /** As the source's files are called: relative, forward slashes. */
  readonly path: string;
  readonly hash: string;
  readonly sizeBytes: number;
}

export interface NewMigration {
  readonly name: string;
  readonly sourceKind: SourceKind;
  readonly target: 'duckdb' | 'postgres';
  readonly options: object;
  readonly autoStart: boolean;
  readonly inputs: readonly NewInput[];
}
