import { existsSync, readFileSync } from 'node:fs';
import type { SandboxLimits } from './limits.js';

/** A program and its arguments, ready to be spawned. */
export interface CommandLine {
  program: string;
  args: string[];
}

const PRLIMIT = '/usr/bin/prlimit';

/**
 * Node's own walls, for JavaScript that breaks out of a template: nothing is compiled from strings (`new Function`), and
 * the permission model (Node docs, "Permissions") denies writing files, starting processes and starting threads.
 * Addons stay allowed, since DuckDB is one; what it does itself is held by its settings and the operating system.
 */
export function nodeCommand(entry: string, heapMb: number): CommandLine {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const walls = [permission, '--allow-addons', '--allow-fs-read=*', '--disallow-code-generation-from-strings'];
  return { program: process.execPath, args: [...walls, '--no-warnings', `--max-old-space-size=${heapMb}`, entry] };
}

/**
 * Puts the operating system's limits around a command (util-linux `prlimit`, which execs it under the same pid):
 * address space, size of files written, no core dumps. Where `prlimit` is missing only the watcher is left.
 */
export function limitedCommand(command: CommandLine, limits: SandboxLimits, writesFile: boolean): CommandLine {
  if (process.platform !== 'linux' || !existsSync(PRLIMIT)) return command;
  const walls = [
    `--as=${limits.addressSpaceMb * 2 ** 20}`,
    `--fsize=${writesFile ? limits.fileMb * 2 ** 20 : 0}`,
    '--core=0',
  ];
  return { program: PRLIMIT, args: [...walls, '--', command.program, ...command.args] };
}

/** Resident memory of a process in MB; undefined when it is gone or the system has no `/proc` (then time is the wall). */
export function residentMb(pid: number): number | undefined {
  try {
    const residentKb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return residentKb === undefined ? undefined : Number(residentKb) / 1024;
  } catch {
    return undefined;
  }
}
