/** Processes by the system's table. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** One that ended and was not yet asked for by its parent works no more. */
export function isAlive(pid: number): boolean {
  try {
    return existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false; // gone meanwhile
  }
}

/** Children, grandchildren and so on. */
export function processesBelow(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    try {
      const after = readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1) ?? '';
      parents.set(Number(name), Number(after.split(' ')[1]));
    } catch {
      // gone meanwhile
    }
  const found = [pid];
  for (const parent of found) for (const [child, of] of parents) if (of === parent) found.push(child);
  return found.slice(1);
}
