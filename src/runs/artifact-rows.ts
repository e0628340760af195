/** Artifacts in PostgreSQL: a workspace's bytes by their SHA-256, packed where that helps. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntityManager } from 'typeorm';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Kinds of bytes that are not packed already. */
const PACKABLE = /^(text\/|application\/(json|sql|x-ndjson))/;
/** Below this a packed form saves nothing. */
const packFromBytes = 512;
/** Packed at more than this share of its size, the bytes are kept as they are. */
const worthwhileShare = 0.9;

export interface ArtifactBytes {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export function artifactHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Stores bytes once per workspace; storing the same again changes nothing. @returns their SHA-256, 64 hexadecimal digits */
export async function putBytes(
  manager: EntityManager,
  workspaceId: string,
  bytes: Buffer,
  mediaType: string,
): Promise<string> {
  const hash = artifactHash(bytes);
  await manager.query(`SELECT ${LOCK_SHARED}`, [workspaceId]);
  const known: unknown[] = await manager.query('SELECT FROM artifacts WHERE workspace_id = $1 AND hash = $2', [workspaceId, hash]); // prettier-ignore
  if (known.length > 0) return hash;
  const { encoding, stored } = await packed(bytes, mediaType);
  await manager.query(
    `INSERT INTO artifacts (workspace_id, hash, encoding, media_type, size_bytes, bytes)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [workspaceId, hash, encoding, mediaType, bytes.length, stored],
  );
  return hash;
}

/**
 * Artifacts are shared by what names them. Whoever names one holds this lock, shared, from before it looks whether the bytes
 * are there; whoever drops those that nobody names holds it alone: none goes between the look and the name. `$1`: the workspace.
 */
export const LOCK_SHARED = `pg_advisory_xact_lock_shared(hashtextextended('artifacts ' || $1, 0))`;
const LOCK_ALONE = `pg_advisory_xact_lock(hashtextextended('artifacts ' || $1, 0))`;

/** Drops those of the given artifacts that no migration and no run names any more. */
export async function dropUnnamed(
  manager: EntityManager,
  workspaceId: string,
  hashes: readonly string[],
): Promise<void> {
  await manager.query(`SELECT ${LOCK_ALONE}`, [workspaceId]);
  await manager.query(
    `DELETE FROM artifacts a WHERE workspace_id = $1 AND hash = ANY ($2)
       AND NOT EXISTS (SELECT FROM migration_inputs i WHERE i.workspace_id = $1 AND i.hash = a.hash)
       AND NOT EXISTS (SELECT FROM run_artifacts r WHERE r.workspace_id = $1 AND r.hash = a.hash)`,
    [workspaceId, hashes],
  );
}

/** @returns null when the workspace has no such bytes */
export async function getBytes(
  manager: EntityManager,
  workspaceId: string,
  hash: string,
): Promise<ArtifactBytes | null> {
  const [row]: StoredRow[] = await manager.query(
    'SELECT encoding, media_type, size_bytes, bytes FROM artifacts WHERE workspace_id = $1 AND hash = $2',
    [workspaceId, hash],
  );
  if (!row) return null;
  const bytes =
    row.encoding === 'gzip'
      ? await unpack(row.bytes, { maxOutputLength: Math.max(1, Number(row.size_bytes)) })
      : row.bytes;
  return { bytes, mediaType: row.media_type };
}

interface StoredRow {
  readonly encoding: 'gzip' | 'identity';
  readonly media_type: string;
  readonly size_bytes: string;
  readonly bytes: Buffer;
}

/** Bytes as they are stored. */
export async function packed(
  bytes: Buffer,
  mediaType: string,
): Promise<{ encoding: StoredRow['encoding']; stored: Buffer }> {
  if (bytes.length < packFromBytes || !PACKABLE.test(mediaType)) return { encoding: 'identity', stored: bytes };
  const stored = await pack(bytes);
  return stored.length < bytes.length * worthwhileShare
    ? { encoding: 'gzip', stored }
    : { encoding: 'identity', stored: bytes };
}
