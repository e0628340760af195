/** Values of the engine as the recording wrote them: the texts of a JDBC driver. */
import { textOf } from '../../src/engine/conversion/convert.js';
import { civilDate, DAY_1900, DATETIME_UNITS_PER_DAY, TICKS_PER_DAY } from '../../src/engine/values/calendar.js';
import type { Type } from '../../src/engine/types/type.js';
import type { Value } from '../../src/engine/values/value.js';

const two = (value: number): string => String(value).padStart(2, '0');

const dateText = (days: number): string => {
  const { year, month, day } = civilDate(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

/** @param units of 100 ns since midnight */
function timeText(units: number, digits: number): string {
  const seconds = Math.floor(units / 10_000_000);
  const fraction = String(units % 10_000_000).padStart(7, '0').slice(0, digits); // prettier-ignore
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return digits === 0 ? clock : `${clock}.${fraction}`;
}

const momentText = (ticks: bigint, digits: number): string => {
  const perDay = BigInt(TICKS_PER_DAY);
  return `${dateText(Number(ticks / perDay))} ${timeText(Number(ticks % perDay), digits)}`;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** datetime in thousandths, which its 1/300 s are rounded to. */
function datetimeText(units: number): string {
  const days = Math.floor(units / DATETIME_UNITS_PER_DAY);
  const inDay = units - days * DATETIME_UNITS_PER_DAY;
  return `${dateText(days + DAY_1900)} ${timeText(Math.round((inDay * 10) / 3) * 10_000, 3)}`;
}

const FORMS: Readonly<Partial<Record<Type['base'], (value: never, type: Type) => string>>> = {
  date: (value: number) => dateText(value),
  time: (value: number, { scale }) => timeText(value, scale ?? 7),
  datetime: (value: number) => datetimeText(value),
  smalldatetime: (value: number) => `${dateText(Math.floor(value / 1440) + DAY_1900)} ${timeText((((value % 1440) + 1440) % 1440) * 600_000_000, 0)}`, // prettier-ignore
  datetime2: (value: bigint, { scale }) => momentText(value, scale ?? 7),
  datetimeoffset: (value: { utc: bigint; offsetMinutes: number }, { scale }) => {
    const local = value.utc + BigInt(value.offsetMinutes) * 600_000_000n;
    const minutes = Math.abs(value.offsetMinutes);
    return `${momentText(local, scale ?? 7)} ${value.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`; // prettier-ignore
  },
  float: (value: number) => String(value),
  real: (value: number) => shortestReal(value),
  bit: (value: number) => String(value),
  money: (value: bigint) => scaledText(value, 4),
  smallmoney: (value: bigint) => scaledText(value, 4),
  decimal: (value: bigint, { scale }) => scaledText(value, scale ?? 0),
  binary: (value: Uint8Array) => hex(value),
  varbinary: (value: Uint8Array) => hex(value),
  image: (value: Uint8Array) => hex(value),
  rowversion: (value: Uint8Array) => hex(value),
};

/** As few digits as tell it from other reals. */
const shortestReal = (value: number): string =>
  [6, 7, 8].map((digits) => value.toPrecision(digits)).find((text) => Math.fround(Number(text)) === value) ??
  String(value);

function scaledText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

/** Null for NULL. */
export function recordedText(value: Value, type: Type): string | null {
  if (value === null) return null;
  if (typeof value === 'object' && 'kind' in value && value.kind === 'variant') return value.type.base === 'bit' ? String(value.value === 1) : recordedText(value.value, value.type); // prettier-ignore
  if (typeof value === 'string') return value;
  // Each form takes values of its own type.
  const form = FORMS[type.base] as ((value: Value, type: Type) => string) | undefined;
  return form ? form(value, type) : textOf(value, type);
}

const NUMBERS = new Set(['float', 'real']);
const MOMENTS = new Set(['time', 'datetime', 'smalldatetime', 'datetime2', 'datetimeoffset', 'sql_variant']);
const EXACT = new Set(['numeric', 'decimal', 'money', 'smallmoney']);
const DECIMALS = new Set(['numeric', 'decimal', 'money', 'smallmoney', 'sql_variant']);
/** Two mathematical libraries may differ in the last bit. */
const NUMBER = /^-?\d+(\.\d+)?(E[-+]?\d+)?$/i;
const RELATIVE = { float: 4e-15, real: 3e-7 };

const JSON_START = /^\s*[[{]\s*["{[\]}]/;

/** The recorder writes JSON with blanks of its own between its tokens; SQL Server's are held by vectors. */
const withoutBlanks = (json: string): string => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

/** A form in which equal values are equal texts, whatever zeros at the end a driver leaves out. */
export function comparable(text: string | null, type: string): string | null {
  if (text === null) return null;
  if (NUMBERS.has(type)) return String(Number(text));
  if (JSON_START.test(text)) return withoutBlanks(text);
  let plain = text.replace(/\r\n|\r|\n/g, '<newline>');
  if (MOMENTS.has(type)) plain = plain.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d)(\.\d*?)0*( |$)/, (_all, head: string, fraction: string, tail: string) => head + (fraction === '.' ? '' : fraction) + tail); // prettier-ignore
  if (DECIMALS.has(type) && /^-?\d*\.?\d+E[-+]?\d+$/.test(plain)) plain = plainDecimal(plain);
  // The recorder has scales of its own; those of SQL Server are held by vectors.
  if (EXACT.has(type) && plain.includes('.')) plain = plain.replace(/\.?0+$/, '');
  return plain === '-0' ? '0' : plain;
}

/** `-3E-38` as BigDecimal writes it, without its exponent. */
function plainDecimal(text: string): string {
  const [mantissa = '0', exponent = '0'] = text.split('E');
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const tail = padded.slice(at);
  return `${text.startsWith('-') ? '-' : ''}${padded.slice(0, at)}${tail === '' ? '' : `.${tail}`}`;
}

/** A real in a sql_variant may be written with the digits of a real, or with those of a float. */
const isSameNumber = (a: number, b: number): boolean => a === b || (Math.fround(a) === b || a === Math.fround(b)); // prettier-ignore

/** Whether two comparable texts are the same value of a type. */
export function isSameValue(a: string | null, b: string | null, type: string): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (type === 'sql_variant') return NUMBER.test(a) && NUMBER.test(b) && isSameNumber(Number(a), Number(b));
  if (type !== 'float' && type !== 'real') return false;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= RELATIVE[type] * Math.max(Math.abs(x), Math.abs(y));
}
