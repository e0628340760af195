/** Order of work: an object's wave is one more than the highest wave it reads. */
import type { PlannedObject } from './plan.js';

/** Wave by object name; members of a cycle share the first wave. */
export function wavesOf(objects: readonly PlannedObject[]): Map<string, number> {
  const waves = new Map<string, number>();
  const pending = new Map(
    objects.map((object) => [object.name, object.dependsOn.filter((name) => name !== object.name)]),
  );
  const known = new Set(pending.keys());
  for (let wave = 0; pending.size > 0; wave++) {
    const ready = [...pending].filter(([, reads]) => reads.every((name) => waves.has(name) || !known.has(name)));
    // Nothing is ready: what is left is in cycles or reads one.
    const next = ready.length > 0 ? ready : [...pending];
    for (const [name] of next) pending.delete(name);
    for (const [name] of next) waves.set(name, wave);
  }
  return waves;
}
