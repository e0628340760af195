/** Files that a script's BULK INSERT names: those that lie beside the scripts, and no others. */
import { readFileSync } from 'node:fs';
import type { Surroundings } from '../engine/session/run.js';
import type { InputFile, Inputs } from '../sources/input.js';
import { decodedText, detectEncoding } from '../sources/script/decode.js';

const FILE_BYTES_MAX = 64 * 1024 * 1024;

/** The path of the script's own server counts only by its last part. */
export function bulkFiles({ tables }: Inputs): NonNullable<Surroundings['readFile']> {
  const byName = new Map(tables.map((file) => [lastPart(file.path), file]));
  return (path, encoding) => {
    const file = byName.get(lastPart(path));
    return file && file.bytes <= FILE_BYTES_MAX ? textOf(file, encoding) : null;
  };
}

const lastPart = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();

function textOf(file: InputFile, wanted: Parameters<NonNullable<Surroundings['readFile']>>[1]): string {
  const bytes = readFileSync(file.absolutePath);
  const { encoding, bom } = detectEncoding(bytes.subarray(0, 64 * 1024), file.path);
  return decodedText(bytes.subarray(bom), bom > 0 ? encoding : (wanted ?? encoding));
}
