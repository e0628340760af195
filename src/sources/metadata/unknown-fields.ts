/** Fields that the schema does not know: a field with a typing error would silently count as missing otherwise. */
import { FAULTS_MAX, pointerOf, type MetadataFault } from './metadata-fault.js';

/** Compares what was given with what the schema kept of it. Depth is bounded by what was kept. */
export function unknownFields(given: unknown, kept: unknown): MetadataFault[] {
  const faults: MetadataFault[] = [];
  collect(given, kept, [], faults);
  return faults;
}

function collect(given: unknown, kept: unknown, path: readonly PropertyKey[], faults: MetadataFault[]): void {
  if (!isContainer(given) || !isContainer(kept)) return;
  for (const [key, value] of Object.entries(given)) {
    if (faults.length >= FAULTS_MAX) return;
    const place = [...path, key];
    if (Object.hasOwn(kept, key)) collect(value, Reflect.get(kept, key), place, faults);
    else faults.push({ pointer: pointerOf(place), code: 'unknown_field', message: 'This field is not part of a catalog.' }); // prettier-ignore
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
