import { isDeepStrictEqual } from 'node:util';
import { changeAt, shown, type Change } from './change.js';
import type { DocumentNode } from './document-node.js';

/** Of a request clients write the values, so less must not be accepted; of a response they read them, so no more must be sent. */
export type Direction = 'request' | 'response';

/** @returns whether a schema with `to` refuses something that the same one with `from` accepted; undefined is a keyword that is not written */
type Narrows = (from: unknown, to: unknown) => boolean;

const isLower: Narrows = (from, to) => to !== undefined && (from === undefined || Number(to) < Number(from));
const isHigher: Narrows = (from, to) => to !== undefined && (from === undefined || Number(to) > Number(from));
/** Whether one pattern accepts all that another does is not decided here: another one counts as narrower. */
const isOther: Narrows = (from, to) => to !== undefined && to !== from;
const isNewlyTrue: Narrows = (from, to) => to === true && from !== true;

const limits: Readonly<Record<string, Narrows>> = {
  maxLength: isLower,
  maximum: isLower,
  exclusiveMaximum: isLower,
  maxItems: isLower,
  maxProperties: isLower,
  minLength: isHigher,
  minimum: isHigher,
  exclusiveMinimum: isHigher,
  minItems: isHigher,
  minProperties: isHigher,
  pattern: isOther,
  format: isOther,
  multipleOf: isOther,
  contentMediaType: isOther,
  contentEncoding: isOther,
  uniqueItems: isNewlyTrue,
};

/** Keywords with a rule of their own, here or in schema-changes.ts. */
const judged = new Set([
  ...Object.keys(limits),
  'type',
  'anyOf',
  'oneOf',
  'enum',
  'const',
  'default',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
]);
export const isJudged = (keyword: string): boolean => judged.has(keyword);

/** @returns what breaks in the keywords of one schema that hold plain values */
export function keywordChanges(direction: Direction, before: DocumentNode, after: DocumentNode): Change[] {
  return [
    ...limitChanges(direction, before, after),
    ...(direction === 'request' ? acceptedValues(before, after) : sentValues(before, after)),
    ...(direction === 'request' ? defaultOf(before, after) : []),
  ];
}

function limitChanges(direction: Direction, before: DocumentNode, after: DocumentNode): Change[] {
  return Object.entries(limits).flatMap(([keyword, narrows]) => {
    const [old, now] = [before.raw(keyword), after.raw(keyword)];
    // A format that stays is the promise; the pattern beside it is how the schema library spells it.
    if (direction === 'response' && keyword === 'pattern' && keepsFormat(before, after)) return [];
    const breaks = direction === 'request' ? narrows(old, now) : narrows(now, old);
    const rule = direction === 'request' ? 'request-limit-narrowed' : 'response-limit-widened';
    return breaks ? [changeAt(after, rule, `${keyword} was ${shown(old)}, is ${shown(now)}`)] : [];
  });
}

function keepsFormat(before: DocumentNode, after: DocumentNode): boolean {
  const format = before.raw('format');
  return format !== undefined && format === after.raw('format');
}

function acceptedValues(before: DocumentNode, after: DocumentNode): Change[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (!now) return [];
  const refused = old?.filter((value) => !holds(now, value));
  if (refused?.length === 0) return [];
  const text = refused
    ? `no longer accepted: ${refused.map(shown).join(', ')}`
    : `only these are accepted: ${shown(now)}`;
  return [changeAt(after, 'request-enum-narrowed', text)];
}

/** Values that are no longer sent break nothing, and neither do new ones, but both together are values with a new name. */
function sentValues(before: DocumentNode, after: DocumentNode): Change[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (!old) return [];
  const gone = old.filter((value) => !now || !holds(now, value));
  const come = (now ?? []).filter((value) => !holds(old, value));
  const isReplaced = now ? gone.length > 0 && come.length > 0 : before.raw('const') !== undefined;
  if (!isReplaced) return [];
  const text = `no longer sent: ${gone.map(shown).join(', ')}; sent instead: ${now ? come.map(shown).join(', ') : 'anything'}`;
  return [changeAt(after, 'response-enum-replaced', text)];
}

function valuesOf(schema: DocumentNode): readonly unknown[] | undefined {
  const [listed, single] = [schema.raw('enum'), schema.raw('const')];
  if (Array.isArray(listed)) return listed;
  return single === undefined ? undefined : [single];
}

const holds = (values: readonly unknown[], value: unknown): boolean =>
  values.some((other) => isDeepStrictEqual(other, value));

function defaultOf(before: DocumentNode, after: DocumentNode): Change[] {
  const [old, now] = [before.raw('default'), after.raw('default')];
  if (old === undefined || isDeepStrictEqual(old, now)) return [];
  return [changeAt(after, 'request-default-changed', `default was ${shown(old)}, is ${shown(now)}`)];
}
