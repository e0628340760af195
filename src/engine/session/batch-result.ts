/** What a batch answers, in order: as a client of SQL Server would see it. */
import type { Type } from '../types/type.js';
import type { Row } from '../values/value.js';

export interface ResultSet {
  readonly kind: 'rows';
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  readonly rows: readonly Row[];
  /** The query had an ORDER BY of its own. */
  readonly isOrdered: boolean;
}

export interface ErrorResult {
  readonly kind: 'error';
  readonly number: number;
  readonly message: string;
  readonly severity: number;
  readonly state: number;
}

/** PRINT, and RAISERROR below severity 11. */
export interface MessageResult {
  readonly kind: 'message';
  readonly text: string;
}

/** The engine lacks something, or one of its bounds was reached: what comes after in the batch was not run. */
export interface MissingResult {
  readonly kind: 'not_in_engine';
  readonly code: string;
  readonly message: string;
}

export interface RowCount {
  readonly kind: 'row_count';
  readonly count: number;
  /** Rows of a new table: SELECT INTO. */
  readonly isInto?: boolean;
}

export type BatchResult = ResultSet | RowCount | ErrorResult | MessageResult | MissingResult;
