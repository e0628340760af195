import { AppError } from '../common/app-error.js';

/** Every way a request to the sandbox can fail. */
export const SANDBOX_ERROR_CODES = [
  'sql_error', // DuckDB refused or failed the statement; the public text is DuckDB's message
  'sql_denied', // the statement is of a kind, or calls a function, that generated SQL may not use
  'sql_resource_limit', // time, memory, result size or nesting ran over its limit
  'sandbox_crashed', // the child process ended by itself or broke the protocol
  'sandbox_timeout', // the child did not open, save or answer a handler call in time
  'sandbox_closed', // the sandbox was closed, killed or crashed before this request
  'sandbox_refused', // the sandbox could not be locked down, or the request itself is not possible
  'handler_error', // a handler of `call` failed
] as const;

export type SandboxErrorCode = (typeof SANDBOX_ERROR_CODES)[number];

/** The limit that an `sql_resource_limit` ran into. */
export const LIMITED_RESOURCES = ['time', 'memory', 'result_size', 'complexity'] as const;
export type LimitedResource = (typeof LIMITED_RESOURCES)[number];

export interface SandboxErrorParts {
  code: SandboxErrorCode;
  publicText: string;
  internalText?: string;
  resource?: LimitedResource;
  /** Position in the list given to `exec`, from 0. */
  statementIndex?: number;
  cause?: unknown;
}

/** A failed sandbox request. After one with `sandboxAlive` false the sandbox is gone: open a new one to go on. */
export class SandboxError extends AppError {
  declare readonly code: SandboxErrorCode;
  readonly resource?: LimitedResource;
  readonly statementIndex?: number;
  sandboxAlive = true;

  constructor(parts: SandboxErrorParts) {
    super(parts.code, parts.publicText, parts.internalText, { cause: parts.cause });
    this.resource = parts.resource;
    this.statementIndex = parts.statementIndex;
  }
}

/** Messages of DuckDB 1.5 that mean "ran over a limit", not "wrong SQL". */
const RESOURCE_MESSAGES: readonly { pattern: RegExp; resource: LimitedResource; publicText?: string }[] = [
  {
    pattern: /^INTERRUPT Error/i,
    resource: 'time',
    publicText: 'The statement ran out of its time and was stopped.',
  },
  { pattern: /^Out of Memory Error|bad_alloc|Array buffer allocation failed|memory exhausted/i, resource: 'memory' },
  { pattern: /Invalid string length|Cannot create a string longer/i, resource: 'result_size' },
  {
    pattern: /expression depth|limit of \d+ exceeded|stack depth|Maximum (recursion|call stack)|too deep/i,
    resource: 'complexity',
  },
];

/** What the Node binding puts before a parser's message. */
const BINDING_PREFIX = /^Failed to extract statements: /;

/** Turns what DuckDB (or its Node binding) threw into a coded error: `sql_resource_limit` or `sql_error`. */
export function fromDuckDbError(thrown: unknown): SandboxError {
  if (thrown instanceof SandboxError) return thrown;
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).replace(BINDING_PREFIX, '');
  const limit = RESOURCE_MESSAGES.find(({ pattern }) => pattern.test(message));
  if (!limit) return new SandboxError({ code: 'sql_error', publicText: message, cause: thrown });
  const { resource, publicText = message } = limit;
  return new SandboxError({ code: 'sql_resource_limit', publicText, internalText: message, resource, cause: thrown });
}
