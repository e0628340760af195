/** Where the embedded server's files lie, and what is remembered of it from one start to the next. */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { canBeEntered, unavailable, type Account } from './programs.js';

/** As root, for data folders that the server's account could not reach. */
const sharedBase = '/var/lib/datamigrate';
const stateFile = 'postgres.json';

const stateSchema = z.object({ port: z.number().int(), password: z.string() });
export type ServerState = z.infer<typeof stateSchema>;

/**
 * The folder for the cluster: in the data folder, or, where the server's account cannot enter that, below `/var/lib/datamigrate`
 * under a name made of the data folder's path, so that the next start finds it again.
 */
export function clusterBase(dataDir: string, account: Account | undefined): string {
  const own = join(dataDir, 'postgres');
  if (!account || canBeEntered(dirname(dataDir))) return own;
  return join(sharedBase, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** Makes the folder, open to its server's account only. */
export function makeBase(base: string, dataDir: string, account: Account | undefined): void {
  mkdirSync(base, { recursive: true, mode: 0o711 });
  if (!account) return;
  // Others may pass through to what is theirs, and read nothing.
  for (const folder of [dataDir, base]) chmodSync(folder, 0o711);
  chownSync(base, account.uid, account.gid);
}

/**
 * Port and password: made the first time, the same ever after. Readable by us only.
 * @throws AppError `POSTGRES-UNAVAILABLE` when the file is damaged: the cluster cannot be opened without its password
 */
export async function serverState(dataDir: string): Promise<ServerState> {
  const file = join(dataDir, stateFile);
  if (!existsSync(file)) return keep(dataDir, { port: await freePort(), password: randomBytes(24).toString('hex') });
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw unavailable(`${file} is not what was written: ${String(error)}`, error);
  }
}

/** Another program has the port: from now on it is another one. */
export async function withNewPort(dataDir: string, { password }: ServerState): Promise<ServerState> {
  return keep(dataDir, { port: await freePort(), password });
}

/** Whole or not at all: half a password would lock people out of what is theirs. */
function keep(dataDir: string, state: ServerState): ServerState {
  const draft = join(dataDir, `${stateFile}.draft`);
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600, flush: true });
  renameSync(draft, join(dataDir, stateFile));
  return state;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
