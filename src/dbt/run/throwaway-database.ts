/** A PostgreSQL database of our own for one run, and a login that owns nothing else: generated SQL runs as nobody of importance. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { AppError } from '../../common/app-error.js';

export interface ThrowawayDatabase {
  readonly name: string;
  /** Of its owner. */
  readonly url: string;
  /** Ends one connection by its process id, whatever it is doing. */
  terminate(processId: number): Promise<void>;
  /** Drops the database and its login, whoever is connected. */
  drop(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ADMIN_TIMEOUT_MS = 60_000;

/** @throws AppError `POSTGRES-UNAVAILABLE` when the server cannot be reached, `POSTGRES-DENIED` when the account may not create a database */
export async function createThrowawayDatabase(serverUrl: string): Promise<ThrowawayDatabase> {
  const admin = await connect(serverUrl);
  const name = `datamigrate_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(16).toString('hex');
  try {
    const hasLogin = await createLogin(admin, name, password);
    const owner = hasLogin ? ` OWNER ${name}` : '';
    await admin.query(`CREATE DATABASE ${name}${owner} TEMPLATE template0 ENCODING 'UTF8'`);
    const url = Object.assign(new URL(serverUrl), { pathname: `/${name}`, ...(hasLogin ? { username: name, password } : {}) }); // prettier-ignore
    return {
      name,
      url: url.href,
      terminate: async (processId) => {
        await admin.query('SELECT pg_terminate_backend($1)', [processId]);
      },
      drop: async () => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        if (hasLogin) await admin.query(`DROP ROLE IF EXISTS ${name}`);
        await admin.end();
      },
    };
  } catch (thrown) {
    await admin.query(`DROP ROLE IF EXISTS ${name}`).catch(() => undefined);
    await admin.end();
    const publicText =
      'The PostgreSQL account may not create a database. Give it CREATEDB, or name another in DATABASE_URL.';
    throw new AppError('POSTGRES-DENIED', publicText, String(thrown), { cause: thrown });
  }
}

/** Never lets generated SQL run as a superuser; an account that may not create logins runs it itself. */
async function createLogin(admin: pg.Client, name: string, password: string): Promise<boolean> {
  const { rows } = await admin.query<{ rolsuper: boolean; rolcreaterole: boolean }>(
    'SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user',
  );
  const mayCreate = rows[0]?.rolsuper === true;
  if (mayCreate) await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  return mayCreate;
}

/** A connection whose later failure is told by the query that meets it, not by an event that ends the process. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, statement_timeout: ADMIN_TIMEOUT_MS }); // prettier-ignore
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (thrown) {
    await client.end().catch(() => undefined);
    const publicText = 'The PostgreSQL server cannot be reached. Check DATABASE_URL and that the server runs.';
    throw new AppError('POSTGRES-UNAVAILABLE', publicText, String(thrown), { cause: thrown });
  }
}
