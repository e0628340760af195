/** Fastify as this service uses it: limits, request ids, strict JSON, problem documents for what never reaches a handler. */
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '../ids.js';
import { PROBLEM_TYPES, problemTypeUri, type ProblemCode } from './problem-types.js';
import { Problem } from './problem.js';
import { ProblemFilter } from './problem-filter.js';
import { RouteTable } from './route-table.js';
import { parseStrictJson } from './strict-json.js';
import { withoutQuery } from './without-query.js';

/** Of a body, unless a route says otherwise. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 15_000;
const keepAliveTimeoutMs = 72_000;
const headerLimitBytes = 16 * 1024;
const urlLengthMax = 8 * 1024;
const paramLengthMax = 200;
/** What a client may call its own request: it is logged and answered. */
const REQUEST_ID = /^[A-Za-z0-9._~-]{8,128}$/;

export function fastifyAdapter(trustedProxies: number): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    http: { maxHeaderSize: headerLimitBytes, headersTimeout: headersTimeoutMs },
    routerOptions: { maxParamLength: paramLengthMax },
    trustProxy: trustedProxies > 0 ? (_address, hop) => hop <= trustedProxies : false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
    },
    clientErrorHandler: (error, socket) => refuseConnection(error, socket),
  });
}

/** Hooks, parsers and the last error handler of every server of ours. Call before the routes are made. */
export function prepareServer(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // A large body is read by its handler, once it is known who sends it.
    if (request.routeOptions.config.bodyLimitBytes !== undefined) return done(null, body);
    try {
      done(null, parseStrictJson(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  const routes = new RouteTable();
  fastify.addHook('onRoute', (route) => {
    routes.add(route.method, route.url);
    route.bodyLimit = route.config?.bodyLimitBytes ?? route.bodyLimit;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'X-Request-Id': request.id, 'X-Content-Type-Options': 'nosniff' });
    done(refusal(request, routes));
  });
  app.useGlobalFilters(new ProblemFilter(routes));
}

/** What can be told from the head of a request alone. */
function refusal(
  { url, method, headers, routeOptions, is404 }: FastifyRequest,
  routes: RouteTable,
): Problem | undefined {
  if (url.length > urlLengthMax) return new Problem('uri_too_long');
  if (!METHODS.has(method)) return notAllowed(routes.methodsOf(withoutQuery(url)));
  const isForm = headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false;
  return isForm && !is404 && !routeOptions.config.takesForms ? new Problem('unsupported_media_type') : undefined;
}

function notAllowed(methods: readonly string[]): Problem {
  return new Problem('method_not_allowed', undefined, { headers: { Allow: methods.join(', ') } });
}

/** Others that Node's parser knows (QUERY, PROPFIND) have no route here, and the framework would not know what to say. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const CONNECTION_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_INVALID_METHOD: 'method_not_allowed',
};

/** What Node's HTTP parser refuses has no request: the answer is written by hand. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const code = CONNECTION_PROBLEMS[error.code ?? ''] ?? 'invalid_request';
  const { status, title, advice } = PROBLEM_TYPES[code];
  const requestId = newId('req');
  const body = JSON.stringify({ type: problemTypeUri(code), title, status, detail: advice, instance: `/requests/${requestId}`, code, request_id: requestId }); // prettier-ignore
  const head = [`HTTP/1.1 ${status} ${title}`, 'Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`, `X-Request-Id: ${requestId}`, 'Connection: close']; // prettier-ignore
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
