/**
 * The one error class of the product: a failure with a stable code, a text for the user and a text for the log.
 * Expected outcomes (a finding, a failed check) are return values, not errors.
 */
export class AppError extends Error {
  /**
   * @param code stable and machine-readable: `sql_denied`, `INPUT-MISSING`
   * @param publicText shown to the user: what went wrong and what to do. Never a secret, a folder of ours or a stack
   * @param internalText for the log only; the public text when left out
   */
  constructor(
    readonly code: string,
    readonly publicText: string,
    readonly internalText: string = publicText,
    options?: { cause?: unknown },
  ) {
    super(publicText, options);
    this.name = new.target.name;
  }
}
