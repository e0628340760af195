/**
 * Every problem that the API answers: its status, its title, and what a client can do. The code is part of the contract; the texts are not.
 * Source: RFC 9457, "Problem Details for HTTP APIs".
 */
export interface ProblemType {
  readonly status: number;
  readonly title: string;
  /** What to do about it; the page of problems shows it. */
  readonly advice: string;
}

const of = (status: number, title: string, advice: string): ProblemType => ({ status, title, advice });

export const PROBLEM_TYPES = {
  // 400: the request cannot be read, or says what cannot be meant
  invalid_request: of(
    400,
    'The request has faults',
    'Correct the fields that `errors` lists; `pointer` names each one.',
  ),
  invalid_json: of(
    400,
    'The body is not valid JSON',
    'Send one JSON value, at most 32 levels deep, with no name twice in an object.',
  ),
  invalid_cursor: of(
    400,
    'The cursor cannot be used',
    'Use `next_cursor` of the previous page as it is, with the same filters, or start again without one.',
  ),
  invalid_upload: of(
    400,
    'The upload cannot be used',
    'Correct the files that `errors` lists and send the upload again.',
  ),
  invalid_idempotency_key: of(400, 'The Idempotency-Key cannot be used', 'Send 1 to 255 printable characters.'),
  // 401, 403
  unauthenticated: of(
    401,
    'Credentials are missing or not valid',
    'Log in, refresh the access token, or send a valid API key.',
  ),
  invalid_credentials: of(
    401,
    'E-mail or password is wrong',
    'Check both; after several failures wait as `Retry-After` says.',
  ),
  invalid_refresh_token: of(401, 'The refresh token is not valid any more', 'Log in again.'),
  missing_scope: of(403, 'The API key lacks a scope', 'Use a key with the scope that `detail` names.'),
  insufficient_role: of(403, 'Your role does not allow this', 'Ask an admin of the workspace, or of the service.'),
  session_required: of(403, 'This needs a login, not an API key', 'Log in and send the access token.'),
  registration_closed: of(403, 'Registration is closed', 'Ask an admin to make an account for you.'),
  // 404, 405, 409, 412, 413, 414, 415, 422, 428, 429, 431
  not_found: of(404, 'There is no such thing', 'Check the id and the workspace.'),
  method_not_allowed: of(405, 'This address does not take that method', 'Use a method that `Allow` names.'),
  conflict: of(409, 'The state of the resource does not allow this', 'Read the resource again, then decide.'),
  run_active: of(409, 'A run of this migration is at work', 'Wait for it or cancel it.'),
  already_exists: of(409, 'It exists already', 'Choose another name, or use the one that exists.'),
  migration_mismatch: of(409, 'The body contradicts the stored migration', 'Send only the id, or the same values.'),
  last_admin: of(409, 'There must be an admin', 'Make somebody else an admin first.'),
  precondition_failed: of(
    412,
    'It was changed by somebody else',
    'Read it again and repeat the change with the new ETag.',
  ),
  body_too_large: of(413, 'The body is too large', 'Send less; the limits stand in the reference.'),
  uri_too_long: of(414, 'The address is too long', 'Send a shorter query string.'),
  unsupported_media_type: of(
    415,
    'The content type is not supported',
    'Send application/json, or multipart/form-data where files are taken.',
  ),
  idempotency_mismatch: of(422, 'The Idempotency-Key was used for another request', 'Use a new key for a new request.'),
  invalid_metadata: of(
    422,
    'metadata_json is not a catalog',
    'Correct what `errors` lists; the JSON Schema of the catalog is in the reference.',
  ),
  precondition_required: of(428, 'If-Match is missing', 'Send the ETag of the version that you changed.'),
  rate_limited: of(429, 'Too many requests', 'Wait as many seconds as `Retry-After` says.'),
  headers_too_large: of(431, 'The headers are too large', 'Send fewer or shorter headers.'),
  request_timeout: of(408, 'The request took too long to arrive', 'Send it again, faster.'),
  not_acceptable: of(406, 'No such representation', 'Accept the content type that the reference names.'),
  // 5xx
  internal_error: of(
    500,
    'Something went wrong on our side',
    'Try again; when it goes on, give the operator the request_id.',
  ),
  database_unavailable: of(503, 'The database does not answer', 'Try again as `Retry-After` says.'),
  queue_unavailable: of(503, 'The queue does not answer', 'Try again as `Retry-After` says.'),
  overloaded: of(503, 'The server is busy', 'Try again as `Retry-After` says.'),
  agents_unreachable: of(502, 'The agents do not answer', 'Ask the operator to look at the agents.'),
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof PROBLEM_TYPES;

/** Where the server itself explains a problem. A relative reference: resolved against the address that was asked. */
export function problemTypeUri(code: ProblemCode): string {
  return `/problems#${code}`;
}
