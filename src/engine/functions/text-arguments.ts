/** Arguments of functions that work on texts: everything else becomes one first. */
import { collationOfType, type Collation } from '../collation/collation.js';
import { toType } from '../conversion/convert.js';
import type { Bound } from '../expressions/bound.js';
import { comparisonCollation, mergeCollations } from '../types/merge-collations.js';
import { familyOf, isText, isUnicode } from '../types/families.js';
import { BIGINT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { wrongType } from './arguments.js';
import type { FunctionContext } from './function-table.js';

export const MOST_CHARACTERS = 4000;
export const MOST_BYTES = 8000;

/** Characters that the default text of a type may take, at most. */
const TEXT_LENGTHS: Partial<Record<Type['base'], number>> = {
  bit: 1, tinyint: 3, smallint: 6, int: 12, bigint: 20, decimal: 41, money: 30, smallmoney: 30, real: 23, float: 23,
  uniqueidentifier: 36, date: 10, time: 16, datetime: 26, smalldatetime: 20, datetime2: 27, datetimeoffset: 34,
}; // prettier-ignore

const REFUSED = new Set(['variant', 'xml', 'json', 'clr']);
const LARGE_OBJECTS = new Set<Type['base']>(['text', 'ntext', 'image']);

function textType(type: Type, context: FunctionContext): Type {
  const length = familyOf(type) === 'binary' ? (type.length ?? MOST_BYTES) : (TEXT_LENGTHS[type.base] ?? 30);
  return {
    base: 'varchar',
    length: type.isUntypedNull ? 1 : length,
    collation: context.defaultCollation,
    collationLabel: 'default',
  };
}

export interface TextArgument {
  /** Its type is one of texts. */
  readonly bound: Bound;
  readonly type: Type;
}

/**
 * @param at position from 1
 * @param kind `explicit` where money is taken too, which becomes no text by itself
 * @throws SqlError 8116 for what does not become a text by itself; text and ntext too, unless `takesLargeObjects`
 */
export function textArgument(
  bound: Bound,
  at: number,
  name: string,
  context: FunctionContext,
  takesLargeObjects = false,
  kind: 'implicit' | 'explicit' = 'implicit',
): TextArgument {
  const { type } = bound;
  if (REFUSED.has(familyOf(type)) || (LARGE_OBJECTS.has(type.base) && !takesLargeObjects))
    throw wrongType(type, at, name);
  if (isText(type)) return { bound, type };
  const text = textType(type, context);
  return { bound: toType(bound, text, { kind }), type: text };
}

export const textArguments = (args: readonly Bound[], name: string, context: FunctionContext): TextArgument[] =>
  args.map((bound, index) => textArgument(bound, index + 1, name, context));

/** A whole number, up to bigint. @throws SqlError of the conversion */
export const wholeArgument = (bound: Bound): Bound => toType(bound, BIGINT);

export const asNumber = (value: Value | undefined): number => Number(value);

/** Value of a whole number known before any row. */
export function knownNumber(bound: Bound | undefined): number | null {
  const value = bound?.literal?.value;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}

export const isMax = (type: Type): boolean =>
  type.length === 'max' || type.base === 'text' || type.base === 'ntext' || type.base === 'xml' || type.base === 'image'; // prettier-ignore

const mostOf = (base: Type['base']): number => (base === 'nvarchar' || base === 'nchar' ? MOST_CHARACTERS : MOST_BYTES);

/** varchar, or nvarchar when one of the texts is Unicode, with their collation. */
export function variableText(types: readonly Type[], length: number | 'max', operation: string): Type {
  const base = types.some(isUnicode) ? 'nvarchar' : 'varchar';
  const [first = {} as Type, ...others] = types; // none: no collation either
  const merged = others.reduce<Type>((left, right) => ({ base, ...mergeCollations(left, right, operation) }), first);
  return {
    base,
    length: length === 'max' ? 'max' : Math.max(1, Math.min(length, mostOf(base))),
    ...(merged.collation === undefined ? {} : { collation: merged.collation, collationLabel: merged.collationLabel }),
  };
}

/** The longest text that a type without `max` holds; the text itself for others. */
export function cut(text: string, type: Type): string {
  return typeof type.length === 'number' && text.length > type.length ? text.slice(0, type.length) : text;
}

/** The collation by which a text is looked for in another. @throws SqlError 468 */
export function searchCollation(a: Type, b: Type, name: string): Collation {
  const collation = comparisonCollation(a, b, name);
  const base = isUnicode(a) || isUnicode(b) ? 'nvarchar' : 'varchar';
  return collationOfType({ base, collation });
}
