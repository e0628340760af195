/** Rows as keys of a map: equal texts for rows that SQL holds equal; NULL equals NULL. */
import { keyOf } from '../collation/order.js';
import { SqlError } from '../errors.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';

/** No text of a key begins like this. */
const NULL_KEY = '\u0000';

/**
 * Keys for the rows of one set after the other: each call begins another.
 * @throws SqlError 421 for a type that cannot be compared
 */
export function rowKeysOf(types: readonly Type[]): () => (row: Row) => string {
  const key = rowKeyOf(types);
  return types.some(({ base }) => base === 'sql_variant') ? () => rowKeyOf(types) : () => key;
}

function rowKeyOf(types: readonly Type[]): (row: Row) => string {
  const parts = types.map(valueKeyOf);
  const [only] = parts;
  if (parts.length === 1 && only) return (row) => only(row[0] ?? null);
  // Lengths before the texts: no two rows run together to the same key.
  return (row) => {
    let key = '';
    for (const [index, part] of parts.entries()) {
      const text = part(row[index] ?? null);
      key += `${text.length}:${text}`;
    }
    return key;
  };
}

/** For the values of one set, as `keyOf`. */
export function valueKeyOf(type: Type): (value: Value) => string {
  if (['text', 'ntext', 'image', 'xml'].includes(type.base)) {
    return () => {
      throw new SqlError(
        421,
        `The ${type.base} data type cannot be selected as DISTINCT because it is not comparable.`,
      );
    };
  }
  const key = keyOf(type);
  return (value) => (value === null ? NULL_KEY : `=${key(value)}`);
}
