/** AT TIME ZONE. Source: Microsoft Learn, "AT TIME ZONE (Transact-SQL)". */
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Type } from '../types/type.js';
import { civilDate } from '../values/calendar.js';
import { asText, isText, strict, wrongType } from './arguments.js';
import { fractionDigits, isMoment } from './dateparts.js';
import { dayOf, instantOf, isOffsetMoment, overflow, PER_HOUR, PER_MINUTE, utcInstantOf, valueAt, type Instant } from './instant.js'; // prettier-ignore
import { offsetAt, offsetOfLocal, zoneNamed } from './time-zones.js';

const unknown = (what: string): NotInEngine => new NotInEngine('ENGINE-AT-TIME-ZONE', `AT TIME ZONE ${what}`);
/** Windows names its zones like this; nothing else is one. */
const LIKE_A_ZONE = /standard time|^utc|^russia time zone|^\s|\s$/i;
const noZone = (name: string): SqlError =>
  new SqlError(9820, `The time zone parameter '${name}' provided to AT TIME ZONE clause is invalid.`);

const yearOf = (instant: Instant): number => civilDate(dayOf(instant)).year;

/** A datetimeoffset is moved to the zone's clock; a value without an offset is taken to be by that clock. */
export function atTimeZone(operand: Bound, zone: Bound): Bound {
  const { type } = operand;
  if (type.isUntypedNull) throw unknown('of NULL');
  if (!isMoment(type) || type.base === 'date' || type.base === 'time') throw wrongType(type, 1, 'AT TIME ZONE');
  if (!isText(zone.type) && !zone.type.isUntypedNull) throw wrongType(zone.type, 2, 'AT TIME ZONE');
  const made: Type = { base: 'datetimeoffset', scale: fractionDigits(type) };
  return strict(made, [operand, zone], ([value, written]) => {
    if (value === undefined) return null;
    const name = asText(written);
    const found = zoneNamed(name);
    if (!found) throw LIKE_A_ZONE.test(name) ? unknown(`'${name}'`) : noZone(name);
    const instant = isOffsetMoment(value) ? utcInstantOf(value, type) : instantOf(value, type);
    if (isOffsetMoment(value)) {
      const offset = offsetAt(found, instant, yearOf(instant + BigInt(found.standardMinutes) * PER_MINUTE));
      if (offset === null) throw unknown(`'${name}' in an early year`);
      return held(valueAt(instant + BigInt(offset) * PER_MINUTE, made, offset), made);
    }
    const local = offsetOfLocal(found, instant, yearOf(instant));
    if (!local) throw unknown(`'${name}' in an early year`);
    return held(valueAt(local.isSkipped ? instant + PER_HOUR : instant, made, local.offset), made);
  });
}

function held<T>(value: T | null, type: Type): T {
  if (value === null) throw overflow(type);
  return value;
}
