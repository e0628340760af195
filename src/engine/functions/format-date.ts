/**
 * .NET's format strings for dates and times in the culture en-US, for FORMAT.
 * Source: Microsoft Learn, "Standard" and "Custom date and time format strings", "... TimeSpan format strings".
 */
import { NotInEngine } from '../errors.js';
import { civilDate, isoWeekday } from '../values/calendar.js';
import { dayOf, PER_SECOND, PER_TICK, timeOf, type Instant } from './instant.js';

export const MONTH_NAMES = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
/** From Monday. */
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Seven digits. */
  readonly fraction: string;
  readonly offsetMinutes: number | null;
}

function clockOf(instant: Instant, offsetMinutes: number | null): Clock {
  const seconds = Number(timeOf(instant) / PER_SECOND);
  const ticks = (timeOf(instant) % PER_SECOND) / PER_TICK;
  return {
    ...civilDate(dayOf(instant)),
    weekday: isoWeekday(dayOf(instant)),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: String(ticks).padStart(7, '0'),
    offsetMinutes,
  };
}

const STANDARD: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  f: 'dddd, MMMM d, yyyy h:mm tt',
  F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  m: 'MMMM d',
  M: 'MMMM d',
  y: 'MMMM yyyy',
  Y: 'MMMM yyyy',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
};
/** Of datetimeoffset these are moved to UTC or depend on more than is documented. */
const LOCAL_ONLY = new Set(['r', 'R', 'u', 'o', 'O']);

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const upTo2 = (value: number, count: number): string => pad(value, Math.min(count, 2));

function offsetText(minutes: number | null, count: number): string {
  if (minutes === null)
    throw new NotInEngine('ENGINE-FUNCTION-FORMAT', 'FORMAT with the zone of a value that has none');
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '-' : '+';
  const hours = `${sign}${pad(Math.floor(size / 60), count === 1 ? 1 : 2)}`;
  return count >= 3 ? `${hours}:${pad(size % 60, 2)}` : hours;
}

/** What a run of one letter writes; null for one that .NET refuses. */
const LETTERS: Readonly<Record<string, (clock: Clock, count: number) => string | null>> = {
  y: ({ year }, count) => (count <= 2 ? pad(year % 100, count) : pad(year, count)),
  M: ({ month }, count) => {
    if (count <= 2) return upTo2(month, count);
    const name = MONTH_NAMES[month - 1] ?? '';
    return count === 3 ? name.slice(0, 3) : name;
  },
  d: ({ day, weekday }, count) => {
    if (count <= 2) return upTo2(day, count);
    const name = DAY_NAMES[weekday - 1] ?? '';
    return count === 3 ? name.slice(0, 3) : name;
  },
  h: ({ hour }, count) => upTo2(hour % 12 === 0 ? 12 : hour % 12, count),
  H: ({ hour }, count) => upTo2(hour, count),
  m: ({ minute }, count) => upTo2(minute, count),
  s: ({ second }, count) => upTo2(second, count),
  f: ({ fraction }, count) => (count > 7 ? null : fraction.slice(0, count)),
  F: ({ fraction }, count) => (count > 7 ? null : fraction.slice(0, count).replace(/0+$/, '')),
  t: ({ hour }, count) => (hour < 12 ? 'AM' : 'PM').slice(0, count),
  g: () => 'A.D.',
  K: ({ offsetMinutes }, count) => (offsetMinutes === null ? '' : offsetText(offsetMinutes, 3).repeat(count)),
  z: ({ offsetMinutes }, count) => offsetText(offsetMinutes, count),
};

const TOKEN = /'([^']*)'|"([^"]*)"|\\([\s\S])|%(?=[^%])|([yMdhHmsfFtgKz])\4*|(['"\\%])|[\s\S]/gu;

function custom(pattern: string, clock: Clock): string | null {
  let text = '';
  for (const [token, single, double, escaped, letter, broken] of pattern.matchAll(TOKEN)) {
    if (broken !== undefined) return null; // a quote without its end, a lone backslash or percent sign
    const plain = single ?? double ?? escaped;
    if (plain !== undefined) text += plain;
    else if (letter !== undefined) {
      const written = LETTERS[letter]?.(clock, token.length) ?? null;
      if (written === null) return null;
      if (letter === 'F' && written === '') text = text.replace(/\.$/, '');
      text += written;
    } else if (token !== '%') text += token;
  }
  return text;
}

/**
 * Null for a format that .NET refuses.
 * @param offsetMinutes of datetimeoffset
 * @param serverMinutes of the server's clock, which `U` takes a value without an offset to be of
 */
export function formatDate(
  instant: Instant,
  offsetMinutes: number | null,
  pattern: string,
  serverMinutes: number,
): string | null {
  const clock = clockOf(instant, offsetMinutes);
  if (pattern.length !== 1) return pattern === '' ? custom(STANDARD.G ?? '', clock) : custom(pattern, clock);
  // A server that is not on UTC may change its clock, and nobody says when.
  const isMoved = pattern === 'U' && offsetMinutes === null && serverMinutes !== 0;
  if (isMoved || (offsetMinutes !== null && LOCAL_ONLY.has(pattern)))
    throw new NotInEngine('ENGINE-FUNCTION-FORMAT', `FORMAT of a date by ${pattern}`);
  if (pattern === 'U') return offsetMinutes === null ? custom(STANDARD.F ?? '', clock) : null;
  const known = Object.hasOwn(STANDARD, pattern) ? STANDARD[pattern] : undefined;
  return known === undefined ? null : custom(known, clock);
}

const SPAN_TOKEN = /'([^']*)'|"([^"]*)"|\\([\s\S])|%(?=[^%])|([dhmsfF])\4*|[\s\S]/gu;

/** Of time: .NET's TimeSpan, which takes no character that is neither a specifier nor quoted. Null for what it refuses. */
export function formatTime(instant: Instant, pattern: string): string | null {
  const { hour, minute, second, fraction } = clockOf(instant, null);
  const rest = `${pad(minute, 2)}:${pad(second, 2)}`;
  const digits = fraction === '0000000' ? '' : fraction;
  if (['c', 't', 'T', ''].includes(pattern)) return `${pad(hour, 2)}:${rest}${digits && `.${digits}`}`;
  if (pattern === 'g') return `${hour}:${rest}${digits && `.${digits.replace(/0+$/, '')}`}`;
  if (pattern === 'G') return `0:${pad(hour, 2)}:${rest}.${fraction}`;
  if (pattern.length === 1) return null;
  let text = '';
  for (const [token, single, double, escaped, letter] of pattern.matchAll(SPAN_TOKEN)) {
    const plain = single ?? double ?? escaped;
    const count = token.length;
    if (plain !== undefined) text += plain;
    else if (letter === undefined) {
      if (token !== '%') return null;
    } else if (letter === 'f' || letter === 'F') {
      if (count > 7) return null;
      text += letter === 'f' ? fraction.slice(0, count) : fraction.slice(0, count).replace(/0+$/, '');
    } else {
      if (count > (letter === 'd' ? 8 : 2)) return null;
      text += pad({ d: 0, h: hour, m: minute, s: second }[letter] ?? 0, count);
    }
  }
  return text;
}
