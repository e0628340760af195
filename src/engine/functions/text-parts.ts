/** Functions that take texts apart. Sources: Microsoft Learn, the page of each function. */
import { collationOfType, withoutTrailingBlanks } from '../collation/collation.js';
import { patternIndex } from '../collation/like.js';
import { placesOf } from '../collation/search.js';
import { SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import { argument, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction, FunctionContext, FunctionTable } from './function-table.js';
import {
  asNumber, isMax, knownNumber, MOST_BYTES, searchCollation, textArgument, variableText, wholeArgument,
} from './text-arguments.js'; // prettier-ignore
import { charactersOf, lengthOf, sliceOf } from './text-units.js';

const invalidLength = (number: number, name: string): SqlError =>
  new SqlError(number, `Invalid length parameter passed to the ${name} function.`);

/** Length of what is taken: no more than there is, and no more than a literal says. */
function partLength(type: Type, count: Bound): number | 'max' {
  const known = knownNumber(count);
  const own = isMax(type) ? 'max' : (type.length ?? MOST_BYTES);
  if (known === null || known < 0) return own;
  return own === 'max' ? 'max' : Math.min(own, known);
}

function side(
  name: 'left' | 'right',
  take: (length: number, count: number) => readonly [number, number],
): BindFunction {
  return (args, context) => {
    requireCount(name, args.length, 2);
    const text = textArgument(argument(args, 0), 1, name, context);
    const count = argument(args, 1);
    const type = variableText([text.type], partLength(text.type, count), name);
    const collation = collationOfType(text.type);
    return strict(type, [text.bound, wholeArgument(count)], ([value, size]) => {
      const wanted = asNumber(size);
      if (wanted < 0) throw name === 'left' ? invalidLength(537, 'LEFT or SUBSTRING') : invalidLength(536, 'RIGHT');
      const own = value as string;
      return sliceOf(own, ...take(lengthOf(own, collation), wanted), collation);
    });
  };
}

/** From 0; before the first character counts too. */
function range(start: number, length: number): readonly [number, number] {
  if (length < 0) throw invalidLength(537, 'LEFT or SUBSTRING');
  return [Math.max(start - 1, 0), Math.max(start - 1 + length, 0)];
}

const substring: BindFunction = (args, context) => {
  requireCount('substring', args.length, 3);
  const source = argument(args, 0);
  if (source.type.isUntypedNull || !['text', 'binary'].includes(familyOf(source.type)))
    throw wrongType(source.type, 1, 'substring');
  const numbers = [wholeArgument(argument(args, 1)), wholeArgument(argument(args, 2))];
  if (familyOf(source.type) === 'binary') {
    const type: Type = { base: 'varbinary', length: partLength(source.type, argument(args, 2)) };
    return strict(type, [source, ...numbers], ([value, start, length]) =>
      (value as Uint8Array).slice(...range(asNumber(start), asNumber(length))),
    );
  }
  const text = textArgument(source, 1, 'substring', context, true);
  const type = variableText([text.type], partLength(text.type, argument(args, 2)), 'substring');
  const collation = collationOfType(text.type);
  return strict(type, [text.bound, ...numbers], ([value, start, length]) =>
    sliceOf(value as string, ...range(asNumber(start), asNumber(length)), collation),
  );
};

const len: BindFunction = (args, context) => {
  requireCount('len', args.length, 1);
  const text = textArgument(argument(args, 0), 1, 'len', context);
  const collation = collationOfType(text.type);
  const isBig = text.type.length === 'max';
  return strict({ base: isBig ? 'bigint' : 'int' }, [text.bound], ([value]) => {
    const length = lengthOf(withoutTrailingBlanks(value as string), collation);
    return isBig ? BigInt(length) : length;
  });
};

const charindex: BindFunction = (args, context) => {
  requireCount('charindex', args.length, 2, 3);
  const needle = textArgument(argument(args, 0), 1, 'charindex', context);
  const text = textArgument(argument(args, 1), 2, 'charindex', context);
  const start = args[2] ? [wholeArgument(args[2])] : [];
  const collation = searchCollation(needle.type, text.type, 'charindex');
  const isBig = isMax(text.type);
  return strict({ base: isBig ? 'bigint' : 'int' }, [needle.bound, text.bound, ...start], ([wanted, value, from]) => {
    const [own, first] = [value as string, Math.max(asNumber(from ?? 1), 1) - 1];
    const offset = sliceOf(own, 0, first, collation).length;
    const [place] = placesOf(wanted as string, own, collation, offset);
    const position = place && first <= own.length ? lengthOf(own.slice(0, place.start), collation) + 1 : 0;
    return isBig ? BigInt(position) : position;
  });
};

const patindex: BindFunction = (args, context) => {
  requireCount('patindex', args.length, 2);
  const pattern = textArgument(argument(args, 0), 1, 'patindex', context);
  const text = textArgument(argument(args, 1), 2, 'patindex', context, true);
  const collation = searchCollation(pattern.type, text.type, 'patindex');
  const isBig = isMax(text.type);
  let [last, find] = ['', patternIndex('', collation)];
  return strict({ base: isBig ? 'bigint' : 'int' }, [pattern.bound, text.bound], ([form, value]) => {
    if (form !== last) [last, find] = [form as string, patternIndex(form as string, collation)];
    const position = find(value as string);
    return isBig ? BigInt(position) : position;
  });
};

export type TrimSide = 'leading' | 'trailing' | 'both';

/**
 * TRIM, LTRIM and RTRIM.
 * @param characters null for blanks
 */
export function trimmed(
  operand: Bound,
  characters: Bound | null,
  trimSide: TrimSide,
  context: FunctionContext,
  name = 'trim',
): Bound {
  const text = textArgument(operand, 1, name, context);
  const set = characters ? textArgument(characters, 2, name, context) : null;
  const type = variableText([text.type], isMax(text.type) ? 'max' : (text.type.length ?? MOST_BYTES), name);
  const collation = set ? searchCollation(text.type, set.type, name) : collationOfType(text.type);
  return strict(type, [text.bound, ...(set ? [set.bound] : [])], ([value, removed = ' ']) => {
    const drop = new Set(charactersOf(removed as string, collation).map(collation.fold));
    const own = charactersOf(value as string, collation);
    let [start, end] = [0, own.length];
    if (trimSide !== 'trailing') while (start < end && drop.has(collation.fold(own[start] ?? ''))) start++;
    if (trimSide !== 'leading') while (end > start && drop.has(collation.fold(own[end - 1] ?? ''))) end--;
    return own.slice(start, end).join('');
  });
}

const trimOf =
  (name: string, trimSide: TrimSide, most: number): BindFunction =>
  (args, context) => {
    requireCount(name, args.length, 1, most);
    return trimmed(argument(args, 0), args[1] ?? null, trimSide, context, name);
  };

const reverse: BindFunction = (args, context) => {
  requireCount('reverse', args.length, 1);
  const text = textArgument(argument(args, 0), 1, 'reverse', context);
  const type = variableText([text.type], isMax(text.type) ? 'max' : (text.type.length ?? MOST_BYTES), 'reverse');
  const collation = collationOfType(text.type);
  return strict(type, [text.bound], ([value]) =>
    charactersOf(value as string, collation)
      .reverse()
      .join(''),
  );
};

export const TEXT_PARTS: FunctionTable = {
  left: side('left', (_length, count) => [0, count]),
  right: side('right', (length, count) => [Math.max(length - count, 0), length]),
  substring,
  len,
  charindex,
  patindex,
  trim: trimOf('trim', 'both', 1),
  ltrim: trimOf('ltrim', 'leading', 2),
  rtrim: trimOf('rtrim', 'trailing', 2),
  reverse,
};
