/** A real PostgreSQL in the data folder, for who sets no DATABASE_URL: started, watched, found again after a crash, stopped with us. */
import { mkdirSync } from 'node:fs';
import { AppError } from '../../common/app-error.js';
import { ask, urlOf } from './ask.js';
import { initialise, type Cluster } from './cluster.js';
import { lockDataDir } from './data-dir-lock.js';
import { clusterBase, makeBase, serverState, withNewPort, type ServerState } from './place.js';
import { forgetRecordedServer, isPortTaken, isServerOf, recordedServer, start, stop } from './postmaster.js';
import { isAlive } from './processes.js';
import { reachablePrograms, serverAccount } from './programs.js';

const watchIntervalMs = 1_000;
const restartsMax = 3;
const restartWindowMs = 5 * 60_000;

export interface EmbeddedPostgres {
  /** Holds the password. */
  readonly url: string;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (text: string) => void;
}

/** @throws AppError `POSTGRES-UNAVAILABLE`, `DATA-DIR-IN-USE` */
export async function openEmbeddedPostgres({ dataDir, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockDataDir(dataDir);
  try {
    const account = serverAccount();
    const base = clusterBase(dataDir, account);
    makeBase(base, dataDir, account);
    if (!base.startsWith(dataDir))
      log(`the account of PostgreSQL cannot enter the data folder: its files are in ${base}`);
    const cluster = { programs: reachablePrograms(account, base), base, account };
    const { state, pid } = await serve(cluster, dataDir, log);
    const watch = new Watch(cluster, state, pid, log);
    return {
      url: urlOf(state),
      close: async () => {
        await watch.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    if (error instanceof AppError) log(error.internalText);
    throw error;
  }
}

/** Takes over what an earlier process of ours left running, or starts anew. */
async function serve(
  cluster: Cluster,
  dataDir: string,
  log: (text: string) => void,
): Promise<{ state: ServerState; pid: number }> {
  const state = await serverState(dataDir);
  initialise(cluster, state);
  const orphan = recordedServer(cluster);
  if (orphan !== null && (await ask(cluster, state)) === 'ours') {
    log('the embedded PostgreSQL of an earlier process still runs: taken over');
    return { state, pid: orphan };
  }
  if (orphan !== null && isServerOf(cluster, orphan)) {
    log('the embedded PostgreSQL of an earlier process does not answer: stopped');
    await stop(orphan);
  } else if (orphan !== null) forgetRecordedServer(cluster, orphan);
  try {
    return { state, pid: await start(cluster, state) };
  } catch (error) {
    if (!isPortTaken(cluster)) throw error;
    const other = await withNewPort(dataDir, state);
    log(`port ${state.port} is taken: the embedded PostgreSQL now listens on ${other.port}`);
    return { state: other, pid: await start(cluster, other) };
  }
}

/** Starts the server again when it dies while we live, a few times. */
class Watch {
  private readonly timer: NodeJS.Timeout;
  private readonly restarts: number[] = [];
  private restarting: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly state: ServerState,
    private pid: number,
    private readonly log: (text: string) => void,
  ) {
    this.timer = setInterval(() => this.look(), watchIntervalMs).unref();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.restarting;
    await stop(this.pid);
  }

  private look(): void {
    if (this.isClosed || this.restarting || isAlive(this.pid)) return;
    const nowMs = performance.now();
    const recent = this.restarts.filter((atMs) => nowMs - atMs < restartWindowMs);
    if (recent.length >= restartsMax) {
      clearInterval(this.timer);
      this.log(
        `the embedded PostgreSQL ended ${restartsMax} times in five minutes: it is left as it is; its log is in ${this.cluster.base}`,
      );
      return;
    }
    this.restarts.push(nowMs);
    this.restarting = this.restart().finally(() => (this.restarting = undefined));
  }

  private async restart(): Promise<void> {
    this.log('the embedded PostgreSQL ended: started again');
    try {
      this.pid = await start(this.cluster, this.state);
    } catch (error) {
      this.log(error instanceof AppError ? error.internalText : String(error));
    }
  }
}
