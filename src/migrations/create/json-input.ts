/** The source of a migration in JSON: a script as text, or a catalog. */
import { Problem } from '../../common/http/problem.js';
import { parseStrictJson } from '../../common/http/strict-json.js';
import { readMetadata } from '../../sources/metadata/read-metadata.js';
import type { CreateMigration } from '../schemas/migration-schemas.js';
import { inputOfBytes, type InputSource } from './create-migrations.js';

const POINTER = '/metadata_json';

/** @throws Problem `invalid_metadata` with every fault of the catalog */
export function inputOf({ source, metadata_json: metadata }: CreateMigration): InputSource {
  if (source !== undefined) return inputOfBytes('script', 'source.sql', Buffer.from(source));
  return metadataInput(typeof metadata === 'string' ? parsed(metadata) : metadata);
}

/** A catalog as an input. @throws Problem `invalid_metadata` */
export function metadataInput(metadata: unknown): InputSource {
  const read = readMetadata(metadata);
  if (read.ok) return inputOfBytes('metadata', 'catalog.json', Buffer.from(JSON.stringify(read.catalog)));
  const errors = read.faults.map((fault) => ({ ...fault, pointer: POINTER + fault.pointer }));
  throw new Problem('invalid_metadata', undefined, { errors });
}

function parsed(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    const message = error instanceof Problem ? error.publicText : 'The text is not JSON.';
    throw new Problem('invalid_metadata', undefined, { errors: [{ pointer: POINTER, code: 'invalid_json', message }] });
  }
}
