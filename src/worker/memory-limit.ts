import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** Where a container's limit stands. Source: the Linux kernel's documentation, "Control Group v2" and "Memory Resource Controller". */
const LIMIT_FILES = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Memory that this process and its children may use, in bytes: the container's limit, else the machine's memory. */
export function memoryLimitBytes(): number {
  const limits = LIMIT_FILES.map((file) => {
    try {
      return Number(readFileSync(file, 'utf8'));
    } catch {
      return Number.NaN; // not there, or `max`
    }
  });
  return Math.min(totalmem(), ...limits.filter((limit) => limit > 0));
}
