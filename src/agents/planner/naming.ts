/** Names of files, models and relations. Everything is decided in sorted order, so that the same input gives the same names. */
import { createHash } from 'node:crypto';
import type { QualifiedName } from '../../catalog/catalog.js';

/** Longest identifier in bytes a target keeps; PostgreSQL cuts silently what is longer. Source: PostgreSQL documentation, "Identifiers and Key Words". */
export const IDENTIFIER_BYTES_MAX: Readonly<Record<'duckdb' | 'postgres', number>> = { duckdb: 255, postgres: 63 };
const FILE_NAME_MAX = 80;
const HASH_LENGTH = 8;

/** Snake case of any name: ASCII letters, digits and underscores; never empty, never starting with a digit. */
export function snakeCase(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  if (words === '') return `object_${shortHash(name)}`;
  return /^[0-9]/.test(words) ? `_${words}` : words;
}

/** File stem of `schema.Name`: `dbo` is left out. */
export function fileStem(name: QualifiedName): string {
  const stem = snakeCase(name.name);
  const full = name.schema.toLowerCase() === 'dbo' ? stem : `${snakeCase(name.schema)}__${stem}`;
  return full.length <= FILE_NAME_MAX ? full : `${full.slice(0, FILE_NAME_MAX - HASH_LENGTH - 1)}_${shortHash(full)}`;
}

/** dbt reads names in its calls without undoing escapes: what a string would have to escape cannot be in one. */
// oxlint-disable-next-line no-control-regex -- controls are what is looked for
const UNWRITABLE = /[\u0000-\u001f\u007f\\]+/g;

/** Identifier within the target's limit and dbt's; one that is cut or changed is given a hash of the whole. */
export function fitIdentifier(written: string, target: 'duckdb' | 'postgres'): string {
  const plain = (written.includes("'") ? written.replaceAll('"', '_') : written).replace(UNWRITABLE, '_');
  const name = plain === written ? written : `${plain}_${shortHash(written)}`;
  const bytesMax = IDENTIFIER_BYTES_MAX[target];
  if (Buffer.byteLength(name) <= bytesMax) return name;
  let head = '';
  for (const character of name) {
    if (Buffer.byteLength(head + character) > bytesMax - HASH_LENGTH - 1) break;
    head += character;
  }
  return `${head}_${shortHash(name)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

/** Gives out names once: the second taker of a name gets `_2`, compared without case. */
export class NameRegister {
  private readonly taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    this.taken.add(name.toLowerCase());
    return name;
  }
}
