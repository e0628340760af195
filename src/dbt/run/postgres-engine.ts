/** PostgreSQL in a throw-away database: one statement at a time, each with a time limit that the statement cannot lift. */
import pg from 'pg';
import { AppError } from '../../common/app-error.js';
import type { Engine, LoadCell, QueryRows } from './engine.js';
import { openPostgresServer } from './postgres-server.js';
import { quoted } from './raw-table.js';
import { connect, createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.js';

const LOAD_TIMEOUT_MS = 60_000;
/** How long after its time-out a statement may take to obey before its connection is ended. */
const GRACE_MS = 1_000;

/** @throws AppError `POSTGRES-...` when no database can be had; nothing is left behind then */
export async function openPostgres(databaseUrl?: string): Promise<Engine> {
  const server = await openPostgresServer(databaseUrl);
  try {
    const database = await createThrowawayDatabase(server.url);
    const client = new LastingClient(database);
    const close = async (): Promise<void> => {
      await client.close();
      await database.drop();
      await server.close();
    };
    const version = await client.query('show server_version', [], CONNECT_QUERY_TIMEOUT_MS);
    return postgresEngine(database, client, String(Object.values(version.rows[0] ?? [])[0]).split(' ')[0] ?? '', close);
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

const CONNECT_QUERY_TIMEOUT_MS = 10_000;

function postgresEngine(database: ThrowawayDatabase, client: LastingClient, version: string, close: () => Promise<void>): Engine {
  return {
    name: `postgres ${version}`,
    target: 'postgres',
    database: database.name,
    defaultSchema: 'public',
    exec: async (sql, timeoutMs) => {
      await client.query(sql, [], timeoutMs);
    },
    execAll: async (statements, timeoutMs) => {
      await client.query('begin', [], timeoutMs);
      try {
        for (const sql of statements) await client.query(sql, [], timeoutMs);
        await client.query('commit', [], timeoutMs);
      } catch (thrown) {
        await client.query('rollback', [], timeoutMs);
        throw thrown;
      }
    },
    query: async (sql, { timeoutMs, rowLimit }) => {
      const limited = `select * from (\n${sql}\n) as limited_rows limit ${rowLimit + 1}`;
      return queryRows(await client.query(limited, [], timeoutMs), rowLimit, client);
    },
    loadRows: async (table, columns, rows) => {
      const name = `${quoted(table.schema)}.${quoted(table.table)}`;
      const list = columns.map(quoted).join(', ');
      const sql = `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::json)`;
      await client.query(sql, [recordsJson(columns, rows)], LOAD_TIMEOUT_MS);
    },
    close,
  };
} // prettier-ignore

/** The server casts each text by the input function of its column. */
function recordsJson(columns: readonly string[], rows: readonly (readonly LoadCell[])[]): string {
  return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null]))));
} // prettier-ignore

async function queryRows({ fields, rows }: pg.QueryArrayResult, rowLimit: number, client: LastingClient): Promise<QueryRows> {
  const columns: { name: string; type: string }[] = [];
  for (const { name, dataTypeID, dataTypeModifier } of fields)
    columns.push({ name, type: await client.typeName(dataTypeID, dataTypeModifier) });
  return { columns, rows: rows.slice(0, rowLimit), truncated: rows.length > rowLimit };
} // prettier-ignore

/** One connection, made again when the last one was ended. */
class LastingClient {
  private client: pg.Client | undefined;
  private timeoutMs = 0;
  private readonly typeNames = new Map<string, string>();

  constructor(private readonly database: ThrowawayDatabase) {}

  /** Runs exactly one statement (the extended protocol takes no second one). @throws AppError `sql_error`, `sql_resource_limit` */
  async query(sql: string, params: readonly unknown[], timeoutMs: number): Promise<pg.QueryArrayResult> {
    const client = await this.connected(timeoutMs);
    let killed = false;
    const kill = setTimeout(() => {
      killed = true;
      void this.database.terminate(processIdOf(client)).catch(() => undefined);
    }, timeoutMs + GRACE_MS);
    try {
      return await client.query({ text: sql, values: [...params], rowMode: 'array', types: PLAIN_TYPES, ...EXTENDED });
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError) || thrown.severity === 'FATAL') this.client = undefined;
      throw sqlError(thrown, killed, timeoutMs);
    } finally {
      clearTimeout(kill);
    }
  }

  /** `numeric(10,2)` for a type's number and modifier. */
  async typeName(typeId: number, modifier: number): Promise<string> {
    const key = `${typeId} ${modifier}`;
    const known = this.typeNames.get(key);
    if (known !== undefined) return known;
    const { rows } = await this.query('select format_type($1, $2)', [typeId, modifier], CONNECT_QUERY_TIMEOUT_MS);
    const name = String(rows[0]?.[0]);
    this.typeNames.set(key, name);
    return name;
  }

  async close(): Promise<void> {
    await this.client?.end().catch(() => undefined);
  }

  private async connected(timeoutMs: number): Promise<pg.Client> {
    if (!this.client) {
      this.client = await connect(this.database.url);
      this.timeoutMs = 0;
    }
    if (this.timeoutMs !== timeoutMs) await this.client.query(`SET statement_timeout = ${Math.round(timeoutMs)}`);
    this.timeoutMs = timeoutMs;
    return this.client;
  }
}

/** `pg` knows it since 8.12; its types do not. */
const EXTENDED: object = { queryMode: 'extended' };

/** As DuckDB's results: booleans, and numbers that JSON holds exactly; everything else is the server's text. */
const PLAIN_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (typeId) => PLAIN_PARSERS.get(typeId) ?? ((text: string) => text),
};
const PLAIN_PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.BOOL, (text) => text === 't'],
  [pg.types.builtins.INT2, Number],
  [pg.types.builtins.INT4, Number],
  [pg.types.builtins.FLOAT4, Number],
  [pg.types.builtins.FLOAT8, Number],
]);

/** The server process of a connection. `pg` has it as a property that its types leave out. */
function processIdOf(client: pg.Client): number {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : 0;
}

/** PostgreSQL's code for a statement that ran out of its time. Source: PostgreSQL docs, "PostgreSQL Error Codes". */
const QUERY_CANCELED = '57014';

function sqlError(thrown: unknown, killed: boolean, timeoutMs: number): AppError {
  const code = thrown instanceof pg.DatabaseError ? thrown.code : undefined;
  if (killed || code === QUERY_CANCELED)
    return new AppError('sql_resource_limit', `The statement took longer than ${timeoutMs} ms and was stopped.`);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('sql_error', text, text, { cause: thrown });
}
