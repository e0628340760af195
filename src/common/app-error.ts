/** What an {@link AppError} is made of. */
export interface AppErrorParts {
  /** Stable machine-readable code, snake_case: `sql_denied`, `input_not_found`. */
  code: string;
  /** Shown to the user: what went wrong and what to do about it. Never holds a secret, a path of ours or a stack. */
  publicText: string;
  /** For the log only: whatever helps the person on call. Defaults to `publicText`. */
  internalText?: string;
  /** The error that led here. */
  cause?: unknown;
}

/**
 * The one error class of the product: a failure with a stable code, a text for the user and a text for the log.
 * Expected outcomes (a finding, a failed check) are return values, not errors.
 */
export class AppError extends Error {
  readonly code: string;
  readonly publicText: string;
  readonly internalText: string;

  constructor(parts: AppErrorParts) {
    super(parts.publicText, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = new.target.name;
    this.code = parts.code;
    this.publicText = parts.publicText;
    this.internalText = parts.internalText ?? parts.publicText;
  }
}
