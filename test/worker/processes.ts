/** Processes by the system's table. */
import { existsSync, readFileSync } from 'node:fs';

/** One that ended and was not yet asked for by its parent works no more. */
export function isAlive(pid: number): boolean {
  try {
    return existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false; // gone meanwhile
  }
}

export { processesBelow } from '../../src/worker/process-tree.js';
