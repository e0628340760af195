/** What can stop a statement of the engine: SQL Server's own errors, what the engine lacks, and its bounds. */

/** An error that SQL Server itself would give. Source: Microsoft Learn, "Database Engine events and errors". */
export class SqlError extends Error {
  /** @param number SQL Server's: 8134 for a division by zero */
  constructor(
    readonly number: number,
    message: string,
    readonly severity = 16,
    readonly state = 1,
  ) {
    super(message);
    this.name = 'SqlError';
  }
}

/** Something T-SQL has and this engine has not: never answered by a guess. */
export class NotInEngine extends Error {
  /** @param code stable, by what is lacking: `ENGINE-FUNCTION-SOUNDEX`, `ENGINE-STATEMENT-CURSOR` */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'NotInEngine';
  }
}

export type LimitCode = 'ENGINE-LIMIT-ROWS' | 'ENGINE-LIMIT-STEPS' | 'ENGINE-LIMIT-TIME' | 'ENGINE-LIMIT-MEMORY' | 'ENGINE-LIMIT-DEPTH'; // prettier-ignore

/** A bound of the engine was reached: the statement is given up, everything else goes on. */
export class EngineLimit extends Error {
  constructor(
    readonly code: LimitCode,
    message: string,
  ) {
    super(message);
    this.name = 'EngineLimit';
  }
}
