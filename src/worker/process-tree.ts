/** Processes below one, by the system's table: those that left its group too, as PostgreSQL's own do. */
import { readdirSync, readFileSync } from 'node:fs';

/** @returns process ids, parents before children; empty where there is no `/proc` (then the group is all we know) */
export function processesBelow(pid: number): number[] {
  const children = childrenByParent();
  const found: number[] = [];
  const next = [...(children.get(pid) ?? [])];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    found.push(at);
    next.push(...(children.get(at) ?? []));
  }
  return found;
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of listed()) {
    const parent = parentOf(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function listed(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fourth field; the second is the program's name in brackets, which may hold anything. Source: proc(5), `/proc/pid/stat`. */
function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // gone meanwhile
  }
}
