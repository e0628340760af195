/**
 * JSON text that PostgreSQL takes as jsonb: it refuses NUL and halves of surrogate pairs, which a script in UTF-16 may well hold.
 * `JSON.stringify` writes both as escapes (and whole pairs as they are), so that only those escapes need replacing.
 * Source: PostgreSQL documentation, "JSON Types"; ECMAScript, "QuoteJSONString".
 */
export function databaseJson(value: unknown): string {
  return JSON.stringify(value).replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\\ufffd');
}
