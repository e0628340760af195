/** One process at a time for a data folder: two servers on one cluster would destroy it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../common/app-error.js';
import { errorCode } from '../../common/error-code.js';
import { isAlive, startOf } from './processes.js';

const attemptsMax = 3;

/** @returns a function that gives the folder free. @throws AppError `DATA-DIR-IN-USE` */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'server.lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    refuseLiving(readHolder(file), dataDir);
    rmSync(file, { force: true }); // its process is dead: killed before it could give it free
  }
  throw inUse(dataDir, 'unknown');
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
