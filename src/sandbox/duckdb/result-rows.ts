import {
  JsonDuckDBValueConverter,
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBValueConverter,
  type Json,
} from '@duckdb/node-api';
import { SandboxError } from '../sandbox-error.js';

/** The rows of a result as JSON text, cut at the row limit. */
export interface ResultRows {
  /** A JSON array of arrays, one per row in column order. */
  rowsJson: string;
  truncated: boolean;
}

/**
 * Reads a streaming result chunk by chunk (2,048 rows), so that neither a long nor a wide result is ever held whole.
 * Exact values become text (DuckDB's own), booleans and numbers up to 32 bits and floats stay what they are in JSON.
 * @param rowLimit rows to keep; one more is looked for, to tell whether any were left
 * @throws SandboxError `sql_resource_limit` when the values, or the JSON made of them, hold more than `maxChars` UTF-16 units
 */
export async function readRows(result: DuckDBResult, rowLimit: number, maxChars: number): Promise<ResultRows> {
  const converter = measuringConverter(maxChars);
  const pieces: string[] = [];
  let rowCount = 0;
  let jsonChars = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return { rowsJson: `[${pieces.join(',')}]`, truncated: false };
    const kept = Math.min(chunk.rowCount, rowLimit - rowCount);
    const piece = rowsOf(chunk, kept, converter);
    jsonChars += piece.length;
    if (jsonChars > maxChars) throw tooLarge(maxChars);
    if (kept > 0) pieces.push(piece);
    rowCount += kept;
    if (kept < chunk.rowCount) return { rowsJson: `[${pieces.join(',')}]`, truncated: true };
  }
}

/** The first `count` rows of a chunk as JSON, without the outer brackets. */
function rowsOf(chunk: DuckDBDataChunk, count: number, converter: DuckDBValueConverter<Json>): string {
  const rows: (Json | null)[][] = [];
  for (let index = 0; index < count; index += 1) rows.push(chunk.convertRowValues(index, converter));
  return JSON.stringify(rows).slice(1, -1);
}

/** The binding's JSON conversion, which stops in the middle of a chunk once its values are too many to send. */
function measuringConverter(maxChars: number): DuckDBValueConverter<Json> {
  let chars = 0;
  return (value, type, converter) => {
    const converted = JsonDuckDBValueConverter(value, type, converter);
    chars += typeof converted === 'string' ? converted.length + 3 : 6;
    if (chars > maxChars) throw tooLarge(maxChars);
    return converted;
  };
}

function tooLarge(maxChars: number): SandboxError {
  const publicText = `The result is larger than ${Math.round(maxChars / 2 ** 20)} MB. Ask for fewer rows or columns.`;
  return new SandboxError({ code: 'sql_resource_limit', resource: 'result_size', publicText });
}
