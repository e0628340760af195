/** A batch and what SQL Server gives for it, by a page of Microsoft Learn. Sentences and batches are of our own wording. */
export type Texts = readonly (readonly (string | null)[])[];

export interface Vector {
  /** Address of the page that it comes from. */
  readonly page: string;
  /** What the page says, in our words. */
  readonly says: string;
  readonly sql: string;
  /** Rows of the last result set as texts, or the number of the error that the batch ends with. */
  readonly gives: Texts | number;
  /** Type of the first column of these rows, where the page states it. */
  readonly type?: string;
  /** Errors that come before the rows, in order. */
  readonly errors: readonly number[];
}

/** One value alone is one row of one column. */
type Gives = Texts | string | null | number;
type Line = readonly [says: string, sql: string, gives: Gives, more?: { type?: string; errors?: readonly number[] }];

const ROOT = 'https://learn.microsoft.com/en-us/sql/';

/** @param path of the page below the documentation of SQL; functions, data types and statements are below `t-sql` */
export function page(path: string, lines: readonly Line[]): Vector[] {
  return lines.map(([says, sql, gives, more]) => ({
    page: `${ROOT}${path}`,
    says,
    sql,
    gives: gives === null || typeof gives === 'string' ? [[gives]] : gives,
    errors: [],
    ...more,
  }));
}

/** Rows of one column. */
export const column = (...values: readonly (string | null)[]): Texts => values.map((value) => [value]);
