/** What the API is measured against: Fastify and pg with row objects, doing the same work and nothing else. Prints its address. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { newId } from '../../src/common/ids.js';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const secret = process.env['BENCH_SECRET'] ?? '';
const app = Fastify({ logger: false });

/** The user of an HMAC token `user.workspace.signature`. */
function callerOf(authorization: string | undefined): { userId: string; workspaceId: string } | null {
  const [userId = '', workspaceId = '', signature = ''] = (authorization ?? '').slice('Bearer '.length).split('.');
  const expected = createHmac('sha256', secret).update(`${userId}.${workspaceId}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? { userId, workspaceId } : null;
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
