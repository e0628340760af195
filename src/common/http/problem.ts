import { AppError } from '../app-error.js';
import { PROBLEM_TYPES, problemTypeUri, type ProblemCode } from './problem-types.js';

/** One fault of a request. `pointer` is a JSON pointer (RFC 6901) into the body, or `?name` for the query, `/name` of a path parameter or header otherwise. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  /** Of the answer, beside the problem: `Retry-After`, `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly internalText?: string;
  readonly cause?: unknown;
}

const UNAUTHORIZED = 401;
/** Every 401 says how to come in. Source: RFC 9110, section 11.6.1. */
const CHALLENGE = 'Bearer realm="datamigrate"';

/** A failure that the client is told as a problem document. */
export class Problem extends AppError {
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail one or two sentences about this very case; never a secret, a host or SQL */
  constructor(
    override readonly code: ProblemCode,
    detail: string = PROBLEM_TYPES[code].advice,
    { errors = [], headers = {}, internalText, cause }: ProblemOptions = {},
  ) {
    super(code, detail, internalText, { cause });
    this.status = PROBLEM_TYPES[code].status;
    this.errors = errors;
    this.headers = this.status === UNAUTHORIZED ? { 'WWW-Authenticate': CHALLENGE, ...headers } : headers;
  }
}

/** The document of RFC 9457, with our extensions `code`, `request_id` and `errors`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  return {
    type: problemTypeUri(problem.code),
    title: PROBLEM_TYPES[problem.code].title,
    status: problem.status,
    detail: problem.publicText,
    instance: `/requests/${requestId}`,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
}
