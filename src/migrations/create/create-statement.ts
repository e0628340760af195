/** One statement makes a migration: its row and inputs, and for one that starts at once its run, the outbox entry and the first event. */
import { newId } from '../../common/ids.js';
import { EVENTS_CHANNEL } from '../../runs/run-rows.js';
import { LOCK_SHARED } from '../../runs/artifact-rows.js';
import type { NewMigration } from './new-migration.js';

export interface Owner {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Bytes that come with the statement itself: those of one small input. */
export interface CarriedBytes {
  readonly encoding: 'gzip' | 'identity';
  readonly mediaType: string;
  readonly stored: Buffer;
}

/** The audit row that comes with the statement, where nothing else writes it. */
export interface CarriedAudit {
  readonly apiKeyId: string | null;
  readonly requestId: string;
  readonly ip: string;
}

export interface CreatedRow {
  readonly id: string;
  /** JSON text of the migration. */
  readonly json: string;
}

const MIGRATION = `
WITH bytes AS (
  INSERT INTO artifacts (workspace_id, hash, encoding, media_type, size_bytes, bytes)
  SELECT $1, i->>'hash', $9, $10, (i->>'size_bytes')::bigint, $11
  FROM (SELECT $8::jsonb->0 AS i, ${LOCK_SHARED}) one WHERE $11::bytea IS NOT NULL
  ON CONFLICT DO NOTHING
), m AS (
  INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, options, status, current_run_id)
  VALUES ($2, $1, $3, $4, $5, $6, $7::jsonb, CASE WHEN $12::text IS NULL THEN 'draft' ELSE 'pending' END, $12)
  RETURNING *
), inputs AS (
  INSERT INTO migration_inputs (migration_id, workspace_id, position, kind, path, hash, size_bytes)
  SELECT $2, $1, i.position, i.kind, i.path, i.hash, i.size_bytes
  FROM jsonb_to_recordset($8::jsonb) AS i (position integer, kind text, path text, hash text, size_bytes bigint)
), audit AS (
  INSERT INTO audit_logs (id, workspace_id, user_id, api_key_id, action, target_type, target_id, outcome, request_id, ip)
  SELECT $13, $1, $3, $14, 'migration.create', 'migration', $2, 'success', $15, $16 WHERE $13::text IS NOT NULL
)`;

const RUN = `, run AS (
  INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status, last_event_seq)
  VALUES ($12, $1, $2, $3, 1, 'start', 'pending', 1)
), entry AS (
  INSERT INTO outbox (workspace_id, migration_id, run_id, delivery_no) VALUES ($1, $2, $12, 1)
), event AS (
  INSERT INTO run_events (workspace_id, run_id, seq, type, data)
  VALUES ($1, $12, 1, 'run.created', jsonb_build_object('cause', 'start', 'number', 1))
)`;

const ANSWER = 'SELECT id, json';
const DRAFT = { name: 'migration_create_draft', text: `${MIGRATION} ${ANSWER} FROM m` };
const STARTED = {
  name: 'migration_create',
  text: `${MIGRATION}${RUN} ${ANSWER} FROM m, pg_notify('${EVENTS_CHANNEL}', $12 || ' 1')`,
};

/** @param audit null where `Mutations` writes the audit row */
export function createStatement(
  owner: Owner,
  { name, sourceKind, target, options, autoStart, inputs }: NewMigration,
  bytes: CarriedBytes | null,
  audit: CarriedAudit | null,
) {
  const rows = inputs.map(({ kind, path, hash, sizeBytes }, position) => ({
    position,
    kind,
    path,
    hash,
    size_bytes: sizeBytes,
  }));
  const values = [
    owner.workspaceId,
    newId('mig'),
    owner.userId,
    name,
    sourceKind,
    target,
    JSON.stringify(options),
    JSON.stringify(rows),
    bytes?.encoding ?? null,
    bytes?.mediaType ?? null,
    bytes?.stored ?? null,
    autoStart ? newId('run') : null,
    audit ? newId('aud') : null,
    audit?.apiKeyId ?? null,
    audit?.requestId ?? null,
    audit?.ip ?? null,
  ];
  return { statement: autoStart ? STARTED : DRAFT, values };
}
