/**
 * The forms in which values of both sides are compared: a text that is the same for equal values, or a number for floats.
 * Exact numbers without zeros at the end; moments to the microsecond, which is the finest that the targets keep, and a seventh digit
 * only where it is no zero: the targets have no value that equals such a one; bytes as hex digits.
 */
import type { BaseType } from '../../catalog/sql-type.js';
import { exactFacets } from '../../engine/types/families.js';
import type { Type } from '../../engine/types/type.js';
import { civilDate } from '../../engine/values/calendar.js';
import type { OffsetMoment, Value } from '../../engine/values/value.js';

export type Kind =
  'bit' | 'integer' | 'decimal' | 'float' | 'real' | 'date' | 'time' | 'timestamp' | 'instant' | 'text' | 'binary' | 'uuid' | 'other'; // prettier-ignore

/** NULL, the text of an exact value, or a float. */
export type Form = string | number | null;

const KINDS: Readonly<Partial<Record<BaseType, Kind>>> = {
  bit: 'bit', tinyint: 'integer', smallint: 'integer', int: 'integer', bigint: 'integer',
  decimal: 'decimal', money: 'decimal', smallmoney: 'decimal', real: 'real', float: 'float',
  date: 'date', time: 'time', datetime: 'timestamp', smalldatetime: 'timestamp', datetime2: 'timestamp', datetimeoffset: 'instant',
  char: 'text', varchar: 'text', text: 'text', nchar: 'text', nvarchar: 'text', ntext: 'text', xml: 'text', json: 'text',
  binary: 'binary', varbinary: 'binary', image: 'binary', rowversion: 'binary', uniqueidentifier: 'uuid',
  hierarchyid: 'text', geography: 'text', geometry: 'text',
}; // prettier-ignore

/** A moment's form with a seventh digit of the second. */
const SEVENTH_DIGIT = /(?<=\.\d{6})[1-9]$/;

/** Whether no value of a target equals it. */
export const isTooFine = (form: Form): boolean => typeof form === 'string' && SEVENTH_DIGIT.test(form);

/** Cut to what the targets keep. */
export const cutForm = (form: Form): Form => (typeof form === 'string' ? form.replace(SEVENTH_DIGIT, '') : form);

/** `other` for what has no form, values of a sql_variant: such columns are not compared at all. */
export const kindOf = ({ base }: Type): Kind => KINDS[base] ?? 'other';

type ToForm = (value: Exclude<Value, null>) => string | number;

/** A function to the form of a type's values, by what src/engine/values/value.ts says of each. The casts rest on that. */
export function formOfValues(type: Type): (value: Value) => Form {
  const convert = converterOf(type);
  return (value) => (value === null ? null : convert(value));
}

function converterOf(type: Type): ToForm {
  switch (kindOf(type)) {
    case 'bit':
      return (value) => (value === 1 ? 'true' : 'false');
    case 'integer':
      return (value) => (value as number | bigint).toString();
    case 'decimal':
      return (value) => exactText(value as bigint, exactFacets(type)?.scale ?? 0);
    case 'float':
    case 'real':
      return (value) => Number(value);
    case 'date':
      return (value) => dateForm(value as number);
    case 'time':
      return (value) => timeForm(BigInt(value as number));
    case 'timestamp':
      return TIMESTAMPS[type.base] ?? ((value) => momentForm(value as bigint));
    case 'instant':
      return (value) => momentForm((value as OffsetMoment).utc);
    case 'binary':
      return (value) => hexOf(value as Uint8Array);
    case 'uuid':
      return (value) => (value as string).toUpperCase();
    case 'text':
      return (value) => value as string;
    case 'other':
      return () => '';
  }
}

const TICKS_PER_SECOND = 10_000_000n;
const TICKS_PER_DAY = 864_000_000_000n;
const TICKS_PER_MINUTE = 600_000_000n;
/** 1900-01-01 in days since 0001-01-01. */
const DAY_1900 = 693_595n;
const DATETIME_UNITS_PER_SECOND = 300n;

const TIMESTAMPS: Readonly<Partial<Record<BaseType, ToForm>>> = {
  datetime: (value) => momentForm(DAY_1900 * TICKS_PER_DAY + datetimeTicks(BigInt(value as number))),
  smalldatetime: (value) => momentForm(DAY_1900 * TICKS_PER_DAY + BigInt(value as number) * TICKS_PER_MINUTE),
};

/** A third of a tick shows as the millisecond that it is nearest to: .000, .003, .007. Source: Microsoft Learn, "datetime (Transact-SQL)". */
function datetimeTicks(units: bigint): bigint {
  const seconds = units / DATETIME_UNITS_PER_SECOND - (units % DATETIME_UNITS_PER_SECOND < 0n ? 1n : 0n);
  const rest = units - seconds * DATETIME_UNITS_PER_SECOND;
  const milliseconds = (rest * 10n + 1n) / 3n;
  return seconds * TICKS_PER_SECOND + milliseconds * 10_000n;
}

function momentForm(ticks: bigint): string {
  const days = ticks / TICKS_PER_DAY - (ticks % TICKS_PER_DAY < 0n ? 1n : 0n);
  return `${dateForm(Number(days))} ${timeForm(ticks - days * TICKS_PER_DAY)}`;
}

const two = (value: bigint | number): string => String(value).padStart(2, '0');

function dateForm(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeForm(ticks: bigint): string {
  const seconds = ticks / TICKS_PER_SECOND;
  const fraction = String(ticks % TICKS_PER_SECOND).padStart(7, '0').replace(/0$/, ''); // prettier-ignore
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}.${fraction}`;
}

export function exactText(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
