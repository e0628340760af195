import { appendRows } from './duckdb/append-rows.js';
import { openLockedDatabase, type LockedDatabase } from './duckdb/locked-database.js';
import { runScript, runStatement, type StatementRules } from './duckdb/run-statement.js';
import { findHandler } from './handlers.js';
import type { ChildRequest } from './protocol.js';
import { fromDuckDbError, SandboxError } from './sandbox-error.js';

type Request<Op extends ChildRequest['op']> = Extract<ChildRequest, { op: Op }>;

/** Does one request and gives its result as JSON text. Throws SandboxError. */
export type ChildService = (request: ChildRequest) => Promise<string>;

interface OpenDatabase extends LockedDatabase {
  rules: StatementRules;
}

/** What the child can do. It holds the one database of the process, which exists from the `open` request on. */
export function childService(): ChildService {
  let database: OpenDatabase | undefined;
  const opened = (): OpenDatabase => {
    if (database) return database;
    throw new SandboxError({ code: 'sandbox_refused', publicText: 'The sandbox has no open database.' });
  };
  return async (request) => {
    if (request.op === 'call') return callHandler(request);
    if (request.op !== 'open') return onDatabase(opened(), request).catch(rethrowCoded);
    database = await openDatabase(request).catch(refuseToOpen);
    return JSON.stringify(database.settings);
  };
}

async function openDatabase(request: Request<'open'>): Promise<OpenDatabase> {
  const { walls, resultMb } = request;
  const locked = await openLockedDatabase({ ...request, locks: walls.locks });
  return { ...locked, rules: { allowList: walls.allowList, maxResultChars: resultMb * 2 ** 20 } };
}

async function onDatabase(
  database: OpenDatabase,
  request: Exclude<ChildRequest, { op: 'open' | 'call' }>,
): Promise<string> {
  switch (request.op) {
    case 'run':
      return run(database, request);
    case 'exec':
      return withInterrupt(database, request.timeoutMs, () => exec(database, request));
    case 'load':
      return String(await appendRows(database.connection, request));
    case 'checkpoint':
      await database.connection.run('CHECKPOINT');
      return 'null';
    case 'close':
      database.connection.closeSync();
      database.instance.closeSync();
      return 'null';
  }
}

async function run({ connection, rules }: OpenDatabase, request: Request<'run'>): Promise<string> {
  const { sql, params, rowLimit, timeoutMs } = request;
  const work = (): Promise<string> =>
    runStatement(connection, sql, params, rowLimit, rules).then(({ rowsJson, ...rest }) => {
      return `${JSON.stringify(rest).slice(0, -1)},"rows":${rowsJson}}`;
    });
  return withInterrupt({ connection }, timeoutMs, work);
}

async function exec({ connection, rules }: OpenDatabase, { statements }: Request<'exec'>): Promise<string> {
  for (const [statementIndex, sql] of statements.entries()) {
    await runScript(connection, sql, rules).catch((thrown: unknown) => {
      const { code, publicText, resource } = fromDuckDbError(thrown);
      throw new SandboxError({ code, publicText, resource, statementIndex });
    });
  }
  return 'null';
}

/** Asks DuckDB to stop at the time-out; statements that do not listen are killed by the parent a little later. */
async function withInterrupt<T>(
  { connection }: Pick<OpenDatabase, 'connection'>,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => connection.interrupt(), timeoutMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

async function callHandler({ handler, payload }: Request<'call'>): Promise<string> {
  const handle = await findHandler(handler);
  try {
    return JSON.stringify((await handle(payload)) ?? null);
  } catch (thrown) {
    if (thrown instanceof SandboxError) throw thrown;
    const publicText = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SandboxError({ code: 'handler_error', publicText, cause: thrown });
  }
}

/** A database that cannot be opened or locked is no database at all. */
function refuseToOpen(thrown: unknown): never {
  const { publicText, internalText } = fromDuckDbError(thrown);
  throw new SandboxError({ code: 'sandbox_refused', publicText, internalText, cause: thrown });
}

function rethrowCoded(thrown: unknown): never {
  throw fromDuckDbError(thrown);
}
