/** A catalog that somebody else made: checked against the schema, and for what the agents rely on beyond it. */
import type { z } from 'zod';
import { catalogSchema, type Catalog, type CatalogObject } from '../../catalog/catalog.js';
import { parseScript, tokenCoverage } from '../../syntax/tsql/index.js';
import { byCodeUnits } from '../catalog/naming.js';
import { sourceNameOf } from '../input.js';
import { FAULTS_MAX, pointerOf, type MetadataFault } from './metadata-fault.js';
import { meaningFaults } from './metadata-rules.js';
import { readJsonText, valueFaults } from './metadata-text.js';
import { unknownFields } from './unknown-fields.js';

export type { MetadataFault } from './metadata-fault.js';

export type ReadMetadata =
  { readonly ok: true; readonly catalog: Catalog } | { readonly ok: false; readonly faults: readonly MetadataFault[] };

/**
 * Reads a value, or the JSON text of one. Never throws; every fault of one kind is told at once, up to two hundred.
 *
 * The catalog that comes back is ours: objects sorted, its name made fit for files, tokens counted anew from the texts (what a stranger
 * says was understood proves nothing), and without rows, for those lie in files that did not come with it.
 */
export function readMetadata(given: unknown): ReadMetadata {
  const text = typeof given === 'string' ? readJsonText(given) : { ok: true as const, value: given };
  if (!text.ok) return text;
  const { value } = text;
  return checked(valueFaults(value)) ?? readValue(value);
}

function readValue(value: unknown): ReadMetadata {
  const parsed = catalogSchema.safeParse(value);
  if (!parsed.success) return { ok: false, faults: issuesOf(parsed.error).slice(0, FAULTS_MAX) };
  const faults = checked(unknownFields(value, parsed.data)) ?? checked(firstOf(meaningFaults(parsed.data)));
  return faults ?? { ok: true, catalog: ours(parsed.data) };
}

function checked(faults: readonly MetadataFault[]): ReadMetadata | null {
  return faults.length > 0 ? { ok: false, faults: faults.slice(0, FAULTS_MAX) } : null;
}

function issuesOf(error: z.ZodError): MetadataFault[] {
  return error.issues.map(({ path, code, message }) => ({ pointer: pointerOf(path), code, message }));
}

function firstOf(faults: Iterable<MetadataFault>): MetadataFault[] {
  const found: MetadataFault[] = [];
  for (const fault of faults) if (found.push(fault) >= FAULTS_MAX) break;
  return found;
}

function ours(catalog: Catalog): Catalog {
  const objects = catalog.objects.map(recounted);
  objects.sort((a, b) => byCodeUnits(a.name.schema, b.name.schema) || byCodeUnits(a.name.name, b.name.name));
  return { ...catalog, name: sourceNameOf(catalog.name), objects, rows: [] };
}

function recounted(object: CatalogObject): CatalogObject {
  const { text, place, quotedIdentifier } = object.definition;
  const { total, covered } = text === null ? { total: 0, covered: 0 } : tokenCoverage(parseScript({ path: place.file, text }, { quotedIdentifier })); // prettier-ignore
  return { ...object, definition: { ...object.definition, tokens: { total, covered } } };
}
