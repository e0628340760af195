/** Whatever was thrown, as the problem that the client is told. What we do not know is an internal error, and its text stays inside. */
import { HttpException } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { errorCode } from '../error-code.js';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';
import { Problem } from './problem.js';

/** Codes of other layers' AppErrors, as problems. Those that are not listed are internal errors. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  'DATABASE-AWAY': 'database_unavailable',
  queue_unavailable: 'queue_unavailable',
  agents_unreachable: 'agents_unreachable',
};

/** Codes of Fastify's own errors. Source: Fastify documentation, "Errors". */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_ASYNC_CONSTRAINT: 'invalid_request',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_FILES_LIMIT: 'body_too_large',
  FST_FIELDS_LIMIT: 'body_too_large',
  FST_PARTS_LIMIT: 'body_too_large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
};

/** What a status of a framework's exception is called here. */
const STATUSES: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'insufficient_role',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'overloaded',
};

/** PostgreSQL's classes of "not now" (SQLSTATE) and Node's codes of a connection that is not there. */
const AWAY = /^(08|57P0[123]|53|57014)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN)$/;
const AWAY_TEXT = /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|not queryable|DataSource is not (initialized|set)|Driver not Connected/i; // prettier-ignore
const RETRY_SECONDS = '2';

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof AppError) return fromAppError(thrown);
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), thrown);
  const code = errorCode(thrown);
  const known = FASTIFY_CODES[code];
  if (known) return new Problem(known, PROBLEM_TYPES[known].advice, { internalText: textOf(thrown), cause: thrown });
  if (AWAY.test(code) || AWAY_TEXT.test(textOf(thrown))) return unavailable('database_unavailable', thrown);
  const status = statusOf(thrown);
  if (status !== null && status < 500) return fromStatus(status, thrown);
  return new Problem('internal_error', undefined, { internalText: textOf(thrown), cause: thrown });
}

function fromAppError(error: AppError): Problem {
  const code = CODES[error.code];
  if (!code) return new Problem('internal_error', undefined, { internalText: `${error.code}: ${error.internalText}`, cause: error }); // prettier-ignore
  return PROBLEM_TYPES[code].status === 503 ? unavailable(code, error) : new Problem(code, error.publicText, { cause: error }); // prettier-ignore
}

function unavailable(code: ProblemCode, cause: unknown): Problem {
  return new Problem(code, undefined, {
    headers: { 'Retry-After': RETRY_SECONDS },
    internalText: textOf(cause),
    cause,
  });
}

function fromStatus(status: number, thrown: unknown): Problem {
  const code = STATUSES[status] ?? (status < 500 ? 'invalid_request' : 'internal_error');
  return new Problem(code, undefined, { internalText: textOf(thrown), cause: thrown });
}

function statusOf(thrown: unknown): number | null {
  const status = typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : null;
  return typeof status === 'number' && status >= 400 ? status : null;
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
