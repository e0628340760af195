/** Which conversions SQL Server makes by itself, which only when asked, and which never. Source: Microsoft Learn, "CAST and CONVERT", the conversion chart. */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';
import { type Family, familyOf } from './families.js';

export type Conversion = 'implicit' | 'explicit' | 'none';

/** By family; pairs that are not listed convert implicitly. Single types that differ are in `EXCEPTIONS`. */
const BY_FAMILY: Readonly<Partial<Record<Family, Readonly<Partial<Record<Family, Conversion>>>>>> = {
  temporal: {
    integer: 'explicit',
    bit: 'explicit',
    decimal: 'explicit',
    money: 'explicit',
    float: 'explicit',
    guid: 'none',
    binary: 'explicit',
  },
  integer: { guid: 'none' },
  bit: { guid: 'none' },
  decimal: { guid: 'none' },
  money: { guid: 'none', character: 'explicit' },
  float: { guid: 'none' },
  character: { binary: 'explicit' },
  binary: { float: 'none' },
  guid: { integer: 'none', bit: 'none', decimal: 'none', money: 'none', float: 'none', temporal: 'none' },
};

/** Only datetime and smalldatetime convert from and to numbers. */
const DAY_COUNTED = new Set<BaseType>(['datetime', 'smalldatetime']);
const NUMBERS = new Set<Family>(['integer', 'bit', 'decimal', 'money', 'float']);
const LARGE_OBJECTS = new Set<BaseType>(['text', 'ntext', 'image']);

/** How `from` converts to `to`. Types carried as text (xml, sql_variant, hierarchyid, ...) count as explicit. */
export function conversionBetween(from: SqlType, to: SqlType): Conversion {
  const [source, target] = [familyOf(from), familyOf(to)];
  if (source === 'other' || target === 'other')
    return from.base === to.base ? 'implicit' : otherConversion(from.base, to.base);
  if (source === 'temporal' && target === 'temporal') return datePartsExclude(from.base, to.base) ? 'none' : 'implicit';
  if (isNumberOfDays(from, to) || isNumberOfDays(to, from)) return 'none';
  if (LARGE_OBJECTS.has(from.base) && target !== source) return 'none';
  return BY_FAMILY[source]?.[target] ?? 'implicit';
}

const isNumberOfDays = (moment: SqlType, number: SqlType): boolean =>
  familyOf(moment) === 'temporal' && !DAY_COUNTED.has(moment.base) && NUMBERS.has(familyOf(number));

const datePartsExclude = (from: BaseType, to: BaseType): boolean =>
  (from === 'date' && to === 'time') || (from === 'time' && to === 'date');

function otherConversion(from: BaseType, to: BaseType): Conversion {
  if (from === 'unknown' || to === 'unknown') return 'implicit';
  const textual = familyOf({ base: from }) === 'character' || familyOf({ base: to }) === 'character';
  if (to === 'xml' && textual) return 'implicit';
  if (to === 'sql_variant') return 'implicit';
  return from === 'sql_variant' ||
    textual ||
    familyOf({ base: from }) === 'binary' ||
    familyOf({ base: to }) === 'binary'
    ? 'explicit'
    : 'none';
}
