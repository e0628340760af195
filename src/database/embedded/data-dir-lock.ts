/** One process at a time for a data folder: two servers on one cluster would destroy it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../common/app-error.js';
import { errorCode } from '../../common/error-code.js';
import { isAlive, startOf } from './processes.js';

const attemptsMax = 3;

/** @returns a function that gives the folder free. @throws AppError `DATA-DIR-IN-USE` */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'server.lock');
  const draft = `${file}.${process.pid}`;
  // Written first and linked then: nobody ever reads a lock that does not yet say whose it is.
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      if (isLinked(draft, file)) return () => rmSync(file, { force: true });
      const holder = readHolder(file);
      refuseLiving(holder, dataDir);
      clear(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw inUse(dataDir, 'unknown');
}

/** @returns whether the lock is now ours; false when there is one already */
function isLinked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away what a killed process left; a lock that another process made in the meantime is put back. */
function clear(file: string, holder: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside) !== holder) isLinked(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // given free a moment ago
  }
}

/** A process id may long be another program's: it must also have begun when the holder did. */
function refuseLiving(holder: string, dataDir: string): void {
  const [pid = '', began = ''] = holder.split(' ');
  if (Number(pid) > 0 && isAlive(Number(pid)) && startOf(Number(pid)) === began) throw inUse(dataDir, pid);
}

function inUse(dataDir: string, pid: string): AppError {
  return new AppError(
    'DATA-DIR-IN-USE',
    `The data folder is in use by process ${pid}. Stop that one, or set DATA_DIR to another folder.`,
    dataDir,
  );
}
