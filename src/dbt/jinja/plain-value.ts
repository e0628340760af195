/** Values of the template language as plain JavaScript values. */

/** Unwraps runtime values and maps all the way down; functions become their type's name. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), plainValue(entry)]));
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'object' && value !== null && 'type' in value && 'value' in value) return plainValue(value.value);
  return value;
} // prettier-ignore

/** Arguments of a call: keyword arguments come last, in a Map. */
export function splitArguments(values: readonly unknown[]): { positional: unknown[]; keywords: Record<string, unknown> } {
  const last = values.at(-1);
  const positional = (last instanceof Map ? values.slice(0, -1) : [...values]).map(plainValue);
  const keywords = last instanceof Map ? plainValue(last) : {};
  return { positional, keywords: isRecord(keywords) ? keywords : {} };
} // prettier-ignore

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
