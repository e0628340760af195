/** Functions that make one text of others. Sources: Microsoft Learn, the page of each function. */
import { collationOfType } from '../collation/collation.js';
import { placesOf } from '../collation/search.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { familyOf } from '../types/families.js';
import type { Type } from '../types/type.js';
import { argument, requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionContext, FunctionTable } from './function-table.js';
import {
  asNumber, cut, isMax, knownNumber, MOST_BYTES, searchCollation, textArgument, textArguments, variableText, wholeArgument,
  type TextArgument,
} from './text-arguments.js'; // prettier-ignore
import { lengthOf, sliceOf } from './text-units.js';

const lengthOfType = (type: Type): number | 'max' => (isMax(type) ? 'max' : (type.length ?? MOST_BYTES));

function summed(types: readonly Type[]): number | 'max' {
  let sum = 0;
  for (const type of types) {
    const length = lengthOfType(type);
    if (length === 'max') return 'max';
    sum += length;
  }
  return sum;
}

/** Text of an argument of CONCAT, where NULL is nothing. */
type Part = (frame: Frame, run: Run) => string | null;

const partOf =
  ({ bound }: TextArgument): Part =>
  (frame, run) =>
    bound.evaluate(frame, run) as string | null; // a text, as `textArgument` made it

function joined(type: Type, separator: Part | null, parts: readonly Part[]): Bound {
  return {
    type,
    isNullable: false,
    evaluate: (frame, run) => {
      const between = separator?.(frame, run) ?? '';
      const texts = parts.map((part) => part(frame, run)).filter((text) => text !== null);
      run.requireLength(texts.reduce((sum, text) => sum + text.length + between.length, 0));
      return cut(texts.join(between), type);
    },
  };
}

/** CONCAT takes whatever has a text, money too. */
const anyTexts = (args: readonly Bound[], name: string, context: FunctionContext): TextArgument[] =>
  args.map((bound, index) => textArgument(bound, index + 1, name, context, false, 'explicit'));

const concat: BindFunction = (args, context) => {
  requireCount('concat', args.length, 2, 254);
  const texts = anyTexts(args, 'concat', context);
  const types = texts.map(({ type }) => type);
  return joined(variableText(types, summed(types), 'concat'), null, texts.map(partOf));
};

const concatWs: BindFunction = (args, context) => {
  requireCount('concat_ws', args.length, 3, 254);
  const [separator, ...texts] = anyTexts(args, 'concat_ws', context);
  if (!separator) throw new RangeError('no separator');
  const types = texts.map(({ type }) => type);
  const separators = types.slice(1).map(() => separator.type);
  const all = [...types, ...separators];
  return joined(variableText(all, summed(all), 'concat_ws'), partOf(separator), texts.map(partOf));
};

/** The largest that a text function makes where it cannot tell: the whole of what fits without `max`. */
const widest = (types: readonly Type[], name: string): Type =>
  variableText(types, types.some(isMax) ? 'max' : MOST_BYTES, name);

function replaced(text: string, wanted: string, by: string, type: Type, run: Run): string {
  const collation = collationOfType(type);
  let [result, from] = ['', 0];
  for (const { start, end } of placesOf(wanted, text, collation)) {
    result += text.slice(from, start) + by;
    from = end;
    run.step();
    run.requireLength(result.length);
  }
  return cut(result + text.slice(from), type);
}

const replace: BindFunction = (args, context) => {
  requireCount('replace', args.length, 3);
  const texts = textArguments(args, 'replace', context);
  const types = texts.map(({ type }) => type);
  const type = widest(types, 'replace');
  const bounds = texts.map(({ bound }) => bound);
  const [first = type, second = type] = types;
  searchCollation(first, second, 'replace');
  return strict(type, bounds, ([text, wanted, by], run) =>
    replaced(text as string, wanted as string, by as string, type, run),
  );
};

const translate: BindFunction = (args, context) => {
  requireCount('translate', args.length, 3);
  const texts = textArguments(args, 'translate', context);
  const [first] = texts;
  if (!first) throw new RangeError('no text');
  const type = variableText(texts.map((text) => text.type), lengthOfType(first.type), 'translate'); // prettier-ignore
  const collation = collationOfType(type);
  const bounds = texts.map(({ bound }) => bound);
  return strict(type, bounds, ([text, characters, translations]) => {
    // whole characters, whatever the collation counts
    const from = Array.from(characters as string, collation.fold);
    const to = Array.from(translations as string);
    if (from.length !== to.length)
      throw new SqlError(
        9828,
        'The second and third arguments of the TRANSLATE built-in function must contain an equal number of characters.',
      );
    return Array.from(text as string, (character) => to[from.indexOf(collation.fold(character))] ?? character).join('');
  });
};

const stuff: BindFunction = (args, context) => {
  requireCount('stuff', args.length, 4);
  if (familyOf(argument(args, 0).type) === 'binary')
    throw new NotInEngine('ENGINE-FUNCTION-STUFF', 'STUFF of a binary');
  const text = textArgument(argument(args, 0), 1, 'stuff', context);
  const inserted = textArgument(argument(args, 3), 4, 'stuff', context);
  const types = [text.type, inserted.type];
  const type = variableText(types, summed(types), 'stuff');
  const collation = collationOfType(type);
  const bounds = [text.bound, wholeArgument(argument(args, 1)), wholeArgument(argument(args, 2))];
  const put = partOf(inserted);
  return {
    type,
    evaluate: (frame, run) => {
      const [value, start, count] = bounds.map((bound) => bound.evaluate(frame, run));
      if (typeof value !== 'string' || start === null || count === null) return null;
      const [own, first, size] = [value, asNumber(start), asNumber(count)];
      const length = lengthOf(own, collation);
      if (first <= 0 || first > length || size < 0) return null;
      const rest = sliceOf(own, first - 1 + size, length, collation);
      const result = sliceOf(own, 0, first - 1, collation) + (put(frame, run) ?? '') + rest;
      run.requireLength(result.length);
      if (cut(result, type) !== result)
        throw new NotInEngine('ENGINE-FUNCTION-STUFF', 'the error of a text longer than its type');
      return result;
    },
  };
};

function repeated(text: string, times: number, type: Type, run: Run): string | null {
  if (times < 0) return null;
  const most = typeof type.length === 'number' ? type.length : Infinity;
  const fitting = text === '' ? 0 : Math.min(times, Math.ceil(most / text.length));
  run.requireLength(text.length * fitting);
  run.step(fitting);
  return cut(text.repeat(fitting), type);
}

const replicate: BindFunction = (args, context) => {
  requireCount('replicate', args.length, 2);
  const text = textArgument(argument(args, 0), 1, 'replicate', context);
  const type = widest([text.type], 'replicate');
  return strict(type, [text.bound, wholeArgument(argument(args, 1))], ([value, times], run) =>
    repeated(value as string, asNumber(times), type, run),
  );
};

const space: BindFunction = (args, { defaultCollation }) => {
  requireCount('space', args.length, 1);
  const length = knownNumber(args[0]) ?? MOST_BYTES;
  const type = variableText([{ base: 'varchar', collation: defaultCollation, collationLabel: 'default' }], length, 'space'); // prettier-ignore
  return strict(type, [wholeArgument(argument(args, 0))], ([times], run) => repeated(' ', asNumber(times), type, run));
};

/** One character for another: a letter that only two characters could replace stays, as in SQL Server. */
function recased(text: string, change: (text: string) => string): string {
  const whole = change(text);
  if (whole.length === text.length && !/[Σµ]/.test(text)) return whole;
  return Array.from(text, (character) => {
    const other = change(character);
    return other.length === character.length && character !== 'µ' ? other : character;
  }).join('');
}

const caseChange =
  (name: string, change: (text: string) => string): BindFunction =>
  (args, context) => {
    requireCount(name, args.length, 1);
    const text = textArgument(argument(args, 0), 1, name, context);
    const type = variableText([text.type], lengthOfType(text.type), name);
    return strict(type, [text.bound], ([value]) => recased(value as string, change));
  };

/** Opening and closing marks by any of the characters that ask for them. */
const QUOTES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  '[': ['[', ']'], ']': ['[', ']'], '(': ['(', ')'], ')': ['(', ')'], '<': ['<', '>'], '>': ['<', '>'],
  '{': ['{', '}'], '}': ['{', '}'], "'": ["'", "'"], '"': ['"', '"'], '`': ['`', '`'],
}; // prettier-ignore
const MOST_QUOTED = 128;

function quoted(text: string, mark: string): string | null {
  const quotes = QUOTES[mark];
  if (!quotes || text.length > MOST_QUOTED) return null;
  const [open, close] = quotes;
  return open + text.replaceAll(close, close + close) + close;
}

const quotename: BindFunction = (args, context) => {
  requireCount('quotename', args.length, 1, 2);
  const texts = textArguments(args, 'quotename', context);
  const [first] = texts;
  const type: Type = { ...variableText(first ? [first.type] : [], 258, 'quotename'), base: 'nvarchar', length: 258 };
  return strict(type, texts.map(({ bound }) => bound), ([text, mark = '[']) => quoted(text as string, mark as string)); // prettier-ignore
};

/** Some controls have short escapes, the others are written by their number. The solidus is escaped too. */
const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', '\\': '\\\\', '/': '\\/', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t',
}; // prettier-ignore

function jsonEscaped(text: string): string {
  return text.replace(/["\\/]|\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0);
    const long = code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character;
    return JSON_ESCAPES[character] ?? long;
  });
}

const stringEscape: BindFunction = (args, context) => {
  requireCount('string_escape', args.length, 2);
  const texts = textArguments(args, 'string_escape', context);
  const [first] = texts;
  const type: Type = { ...variableText(first ? [first.type] : [], 'max', 'string_escape'), base: 'nvarchar' };
  return strict(
    type,
    texts.map(({ bound }) => bound),
    ([text, kind]) => {
      if ((kind as string).toLowerCase() !== 'json')
        throw new NotInEngine('ENGINE-FUNCTION-STRING_ESCAPE', 'an escape of another kind than json');
      return jsonEscaped(text as string);
    },
  );
};

export const TEXT_CHANGES: FunctionTable = {
  concat,
  concat_ws: concatWs,
  replace,
  translate,
  stuff,
  replicate,
  space,
  upper: caseChange('upper', (text) => text.toUpperCase()),
  lower: caseChange('lower', (text) => text.toLowerCase()),
  quotename,
  string_escape: stringEscape,
};
