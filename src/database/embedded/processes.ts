/** What can be known of a process by its id. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../../common/error-code.js';

const pollMs = 50;
const psTimeoutMs = 5_000;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return errorCode(error) === 'EPERM'; // alive, and another account's
  }
}

/** When it began, in ticks since the machine did; empty where the system does not tell. Source: proc(5). */
export function startOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** Its command line with its arguments, where the system tells. */
export function commandLineOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8', timeout: psTimeoutMs });
  } catch {
    return null;
  }
}

/** @returns whether it ended in time */
export async function ended(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

/** Ended, and not yet asked for by its parent. */
function isZombie(pid: number): boolean {
  return statOf(pid)[0] === 'Z';
}

/** The fields after the command, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
