import { realpathSync } from 'node:fs';
import pg from 'pg';
import { errorCode } from '../../common/error-code.js';
import { dataOf, USER, type Cluster } from './cluster.js';
import type { ServerState } from './place.js';

const answerTimeoutMs = 2_000;
/** Source: PostgreSQL documentation, "PostgreSQL Error Codes": class 28, invalid authorization. */
const REFUSALS = new Set(['28P01', '28000']);

/**
 * Who answers at the address: our server; one that does not know our password; or none (also a server that serves other files,
 * as the original of a copied data folder does).
 */
export async function ask(cluster: Cluster, state: ServerState): Promise<'ours' | 'refused' | 'none'> {
  const client = new pg.Client({
    connectionString: urlOf(state),
    connectionTimeoutMillis: answerTimeoutMs,
    query_timeout: answerTimeoutMs,
  });
  client.on('error', () => undefined); // told by the query that meets it
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    return rows[0] && realpathSync(rows[0].folder) === realpathSync(dataOf(cluster)) ? 'ours' : 'none';
  } catch (error) {
    return REFUSALS.has(String(errorCode(error))) ? 'refused' : 'none';
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function urlOf({ port, password }: ServerState): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
}
