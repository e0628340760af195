/**
 * What the API is measured against: Fastify and pg with row objects. It verifies the token, writes a line for each request as the API
 * does, and answers out of the same table; it has no sessions, roles, limits, usage or audit. Prints its address.
 */
import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import Fastify from 'fastify';
import pg from 'pg';
import { destination, pino } from 'pino';
import { newId } from '../../src/common/ids.js';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const secret = createSecretKey(Buffer.from(process.env['BENCH_SECRET'] ?? ''));
const tokens = new JwtService({ secret, verifyOptions: { algorithms: ['HS256'] } });
const logger = pino(destination({ dest: 1, sync: false }));
const app = Fastify({ logger: false, genReqId: () => newId('req') });
app.addHook('onResponse', ({ id, method, url }, { statusCode: status, elapsedTime }, done) => {
  logger.info({ request_id: id, method, path: url, status, duration_ms: elapsedTime }, 'request');
  done();
});

/** The caller of a token that the API's own library signed and verifies. Nothing is remembered, and no session is looked up. */
function callerOf(authorization: string | undefined): { userId: string; workspaceId: string } | null {
  try {
    const claims = tokens.verify<{ sub: string; wsp: string }>((authorization ?? '').slice('Bearer '.length));
    return { userId: claims.sub, workspaceId: claims.wsp };
  } catch {
    return null;
  }
}

const COLUMNS = `id, workspace_id, user_id, name, source_kind, target, options, status, phase, progress_done, progress_total,
  success_rate, proved_rate, models_generated, error_code, error_message, created_at, started_at, completed_at`;

app.get('/health', () => ({ status: 'ok' }));
app.get('/migrations', async (request, reply) => {
  const caller = callerOf(request.headers.authorization);
  if (!caller) return reply.status(401).send();
  const { rows } = await pool.query({ name: 'list', text: `SELECT ${COLUMNS} FROM migrations WHERE workspace_id = $1 ORDER BY id DESC LIMIT 51`, values: [caller.workspaceId] }); // prettier-ignore
  return { data: rows.slice(0, 50), has_more: rows.length > 50 };
});
app.get<{ Params: { id: string } }>('/migrations/:id', async (request, reply) => {
  const caller = callerOf(request.headers.authorization);
  if (!caller) return reply.status(401).send();
  const { rows } = await pool.query({ name: 'get', text: `SELECT ${COLUMNS} FROM migrations WHERE id = $1 AND workspace_id = $2`, values: [request.params.id, caller.workspaceId] }); // prettier-ignore
  return rows[0] ?? reply.status(404).send();
});
app.post<{ Body: { name: string; target: string } }>('/migrations', async (request, reply) => {
  const caller = callerOf(request.headers.authorization);
  if (!caller) return reply.status(401).send();
  const values = [newId('mig'), caller.workspaceId, caller.userId, request.body.name, request.body.target];
  const { rows } = await pool.query({ name: 'create', text: `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, status) VALUES ($1, $2, $3, $4, 'script', $5, 'draft') RETURNING ${COLUMNS}`, values }); // prettier-ignore
  return reply.status(201).send(rows[0]);
});

process.once('SIGINT', () => void app.close().then(() => pool.end()));
process.stdout.write(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
