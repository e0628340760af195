/** One decorator says all of an operation: how it is documented, who may call it, and how often. Guards and the OpenAPI document read the same table. */
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchemaOf, parametersOf } from './openapi-schemas.js';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';
import type { Role, Scope } from './principal.js';

/** Who may call. `public`: no credentials. `session`: a person who is logged in, never a key. `scope`: a key with it too. `service`: the service token. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'service' }
  | { readonly kind: 'session'; readonly role?: Role; readonly admin?: true }
  | { readonly kind: 'scope'; readonly scope: Scope; readonly role: Role };

/** Rate-limit buckets, counted apart. */
export type Bucket = 'login' | 'write' | 'read' | 'run_start' | 'none';

export interface ResponseSpec {
  readonly description: string;
  /** Left out when there is no body. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly example?: unknown;
}

export interface OperationSpec {
  /** verbNoun, unique: `createMigration`. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly bucket: Bucket;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly bodyExample?: unknown;
  /** The body as a form, where one is taken beside JSON. */
  readonly form?: z.ZodType;
  /** Of a JSON body; that of the server when left out. The handler of a larger one gets its text, for `parseStrictJson`. */
  readonly bodyLimitBytes?: number;
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** Problems of its own; those that every such operation can answer are added. */
  readonly problems?: readonly ProblemCode[];
  /** Takes an Idempotency-Key. */
  readonly idempotent?: boolean;
  /** Needs If-Match. */
  readonly conditional?: boolean;
}

export const OPERATION = 'operation';

declare module 'fastify' {
  /** What the server itself must know of a route before it reads a body. */
  interface FastifyContextConfig {
    readonly bodyLimitBytes?: number | undefined;
    readonly takesForms?: boolean;
  }
}

/** Operations whose description is still to be made. */
const undescribed: (() => void)[] = [];

/** The description is made only when somebody asks for the document: a server that starts has better things to do. */
export function Operation(spec: OperationSpec): MethodDecorator {
  return (target, key, descriptor) => {
    SetMetadata(OPERATION, spec)(target, key, descriptor);
    const { bodyLimitBytes, form } = spec;
    if (bodyLimitBytes !== undefined || form)
      RouteConfig({ bodyLimitBytes, takesForms: form !== undefined })(target, key, descriptor);
    undescribed.push(() => descriptionOf(spec)(target, key, descriptor));
  };
}

/** Gives every operation its description for the OpenAPI document. */
export function describeOperations(): void {
  for (const describe of undescribed.splice(0)) describe();
}

function descriptionOf(spec: OperationSpec): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: spec.id, summary: spec.summary, description: spec.description }),
    ...requestDecorators(spec),
    ...Object.entries(spec.responses).map(([status, response]) => answer(Number(status), repeated(spec, response), spec.bucket)), // prettier-ignore
    ...problemAnswers(spec),
    ...security(spec.access),
  );
}

function requestDecorators(spec: OperationSpec): MethodDecorator[] {
  const params = spec.params ? parametersOf(spec.params).map((parameter) => ApiParam(parameter)) : [];
  const query = spec.query ? parametersOf(spec.query).map((parameter) => ApiQuery(parameter)) : [];
  return [...params, ...query, ...headers(spec), ...body(spec)];
}

function headers({ access, idempotent, conditional }: OperationSpec): MethodDecorator[] {
  const workspace = access.kind === 'scope' || (access.kind === 'session' && access.role);
  return [
    ...(workspace ? [ApiHeader({ name: 'X-Workspace-Id', required: false, description: 'The workspace meant; the personal one, or the key\'s own, when left out.', schema: { type: 'string', pattern: '^wsp_[0-9a-hjkmnp-tv-z]{26}$' } })] : []), // prettier-ignore
    ...(idempotent ? [ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Makes a repeated request safe: the first answer is given again for 24 hours. Scope: user, workspace and operation.', schema: { type: 'string', minLength: 1, maxLength: 255 } })] : []), // prettier-ignore
    ...(conditional ? [ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, or * for whatever is there.', schema: { type: 'string', pattern: '^(\\*|"[^"]{1,64}")$' } })] : []), // prettier-ignore
  ];
}

/** Where the description keeps the schema of a form, until the document is made: the builder knows one schema for all types. */
export const FORM_SCHEMA = 'x-form-schema';

function body({ body: schema, form, bodyExample }: OperationSpec): MethodDecorator[] {
  if (!schema) return [];
  const examples = bodyExample === undefined ? {} : { examples: { example: { value: bodyExample } } };
  // The document builder makes the content from schema and types; a `content` of our own it would replace by an empty one.
  const options = { required: true, schema: jsonSchemaOf(schema, 'input'), ...examples };
  const formSchema = form ? [ApiExtension(FORM_SCHEMA, jsonSchemaOf(form, 'input'))] : [];
  return [ApiConsumes('application/json'), ApiBody(options), ...formSchema];
}

/** On every answer that is counted. Source: the IETF draft "RateLimit header fields for HTTP", version 10. */
const LIMIT_HEADERS: Readonly<Record<string, string>> = {
  RateLimit: 'What is left (`r`) and until when in seconds (`t`): `"read";r=2999;t=42`. Not sent where limits are off.',
  'RateLimit-Policy': 'The limit (`q`) in a time of so many seconds (`w`): `"read";q=3000;w=60`.',
};

/** An answer that may be given again says so. */
function repeated({ idempotent }: OperationSpec, response: ResponseSpec): ResponseSpec {
  const replayed = { 'Idempotency-Replayed': '`true` when this is the answer of an earlier request.' };
  return idempotent ? { ...response, headers: { ...response.headers, ...replayed } } : response;
}

function answer(status: number, response: ResponseSpec, bucket: Bucket): MethodDecorator {
  const headersOf = Object.fromEntries(
    Object.entries({
      'X-Request-Id': 'Id of this request, also in the log.',
      ...(bucket === 'none' ? {} : LIMIT_HEADERS),
      ...response.headers,
    }).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
  const type = response.contentType ?? 'application/json';
  const schema = response.schema ? jsonSchemaOf(response.schema, 'output') : null;
  const content = schema
    ? { content: { [type]: { schema, ...(response.example === undefined ? {} : { example: response.example }) } } }
    : {};
  return ApiResponse({ status, description: response.description, headers: headersOf, ...content });
}

/** Problems by status: those of the operation, and those that its kind always has. */
export function problemsOf(spec: OperationSpec): ReadonlyMap<number, readonly ProblemCode[]> {
  const codes = new Set<ProblemCode>([...(spec.problems ?? []), ...commonProblems(spec)]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEM_TYPES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function commonProblems({
  access,
  bucket,
  query,
  body: schema,
  idempotent,
  conditional,
}: OperationSpec): ProblemCode[] {
  return [
    ...(access.kind === 'public' ? [] : (['unauthenticated'] as const)),
    ...(access.kind === 'scope' ? (['missing_scope', 'insufficient_role', 'not_found'] as const) : []),
    ...(access.kind === 'session' ? (['session_required', 'insufficient_role'] as const) : []),
    ...(access.kind === 'session' && access.role ? (['not_found'] as const) : []),
    ...(bucket === 'none' ? [] : (['rate_limited', 'database_unavailable'] as const)),
    'invalid_request',
    ...(query ? (['uri_too_long'] as const) : []),
    ...(schema ? (['invalid_json', 'body_too_large', 'unsupported_media_type'] as const) : []),
    ...(idempotent ? (['invalid_idempotency_key', 'idempotency_mismatch'] as const) : []),
    ...(conditional ? (['precondition_failed', 'precondition_required'] as const) : []),
  ];
}

function problemAnswers(spec: OperationSpec): MethodDecorator[] {
  return [...problemsOf(spec)].map(([status, codes]) =>
    ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\`: ${PROBLEM_TYPES[code].title}.`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

const BEARER = 'access_token';
const API_KEY = 'api_key';

function security(access: Access): MethodDecorator[] {
  if (access.kind === 'public') return [];
  if (access.kind === 'service') return [ApiSecurity('service_token')];
  return access.kind === 'session' ? [ApiSecurity(BEARER)] : [ApiSecurity(BEARER), ApiSecurity(API_KEY)];
}
