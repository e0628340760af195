/**
 * One stored value: canonical text by the column's type, or null. Numbers as digits, dates as ISO text, bit as 1 or 0,
 * binary as lower-case hex without 0x, uniqueidentifier in lower case, character types as they are (char(n) padded).
 */
import type { SqlType } from '../../catalog/sql-type.js';
import { parseDateTime, type DateFormat, type DateTimeParts } from './date-text.js';

export type Cell = string | null;

/** A constant of a script before it is fitted to its column. `text` is digits, string content, or hex digits. */
export interface Constant {
  readonly kind: 'string' | 'number' | 'binary' | 'null';
  readonly text: string;
}

/** The value does not fit the type: SQL Server would refuse the row. */
export class CellError extends Error {}

type Converter = (constant: Constant, type: SqlType, format: DateFormat) => string;

/** Fits a constant to a column type by SQL Server's implicit conversion. Throws CellError. */
export function toCell(constant: Constant, type: SqlType, format: DateFormat): Cell {
  if (constant.kind === 'null') return null;
  return CONVERTERS[type.base](constant, type, format);
}

const integer: Converter = (constant) => {
  if (constant.kind === 'binary') return BigInt(`0x${constant.text || '0'}`).toString();
  const text = constant.text.trim() || '0';
  if (!/^[+-]?\d+(\.\d*)?$|^[+-]?\.\d+$|^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text)) throw new CellError(`not a number`);
  if (/e/i.test(text)) return wholeNumber(Number(text)).toString();
  return BigInt(text.replace(/^\+/, '').split('.')[0] || '0').toString();
};

function wholeNumber(value: number): bigint {
  if (!Number.isFinite(value)) throw new CellError('not a number');
  return BigInt(Math.trunc(value));
}

const bit: Converter = (constant) => {
  const text = constant.text.trim().toLowerCase();
  if (constant.kind === 'string' && (text === 'true' || text === 'false')) return text === 'true' ? '1' : '0';
  return /[1-9a-f]/.test(text) ? '1' : '0';
};

const decimal: Converter = (constant, type) => fixed(constant, type.scale ?? 0);
const money: Converter = (constant) => fixed({ ...constant, text: constant.text.replace(/[$,\s]/g, '') }, 4);

const float: Converter = (constant) => {
  const value = Number(constant.text.trim() || '0');
  if (!Number.isFinite(value)) throw new CellError('not a number');
  return String(value);
};

const character: Converter = (constant, type) => {
  if (constant.kind === 'binary')
    return Buffer.from(constant.text, 'hex').toString(isWide(type) ? 'utf16le' : 'latin1');
  return typeof type.length === 'number' ? constant.text.slice(0, type.length) : constant.text;
};

const padded: Converter = (constant, type, format) => {
  const text = character(constant, type, format);
  return typeof type.length === 'number' ? text.padEnd(type.length, ' ') : text;
};

const binary: Converter = (constant) => {
  if (constant.kind === 'binary') return constant.text.toLowerCase();
  if (constant.kind === 'string') return Buffer.from(constant.text, 'latin1').toString('hex');
  if (!/^[+-]?\d+$/.test(constant.text)) throw new CellError('not binary');
  return (BigInt(constant.text.replace('+', '')) & 0xffffffffn).toString(16).padStart(8, '0');
};

const guid: Converter = (constant) => {
  if (constant.kind === 'binary') return guidOfBytes(Buffer.from(constant.text, 'hex'));
  const text = constant.text.trim().replace(/^\{|\}$/g, '').toLowerCase(); // prettier-ignore
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)) throw new CellError('not a uniqueidentifier');
  return text;
};

const asIs: Converter = (constant) => constant.text;

const CONVERTERS: Readonly<Record<SqlType['base'], Converter>> = {
  bit,
  tinyint: integer,
  smallint: integer,
  int: integer,
  bigint: integer,
  decimal,
  money,
  smallmoney: money,
  real: float,
  float,
  date: (constant, type, format) => dateText(moment(constant, format)),
  time: (constant, type, format) => timeText(toScale(moment(constant, format), type.scale ?? 7), type.scale ?? 7),
  datetime: (constant, type, format) => dateTimeText(toTicks(moment(constant, format)), 3),
  smalldatetime: (constant, type, format) => dateTimeText(toMinute(moment(constant, format)), 0),
  datetime2: (constant, type, format) => dateTimeText(toScale(moment(constant, format), type.scale ?? 7), type.scale ?? 7),
  datetimeoffset: (constant, type, format) => {
    const parts = moment(constant, format);
    return dateTimeText(toScale(parts, type.scale ?? 7), type.scale ?? 7) + zoneText(parts.offsetMinutes ?? 0);
  },
  char: padded,
  nchar: padded,
  varchar: character,
  nvarchar: character,
  text: character,
  ntext: character,
  binary: (constant, type, format) =>
    binary(constant, type, format).padEnd(typeof type.length === 'number' ? type.length * 2 : 0, '0'),
  varbinary: binary,
  image: binary,
  rowversion: binary,
  uniqueidentifier: guid,
  xml: asIs,
  json: asIs,
  sql_variant: asIs,
  hierarchyid: asIs,
  geography: asIs,
  geometry: asIs,
  cursor: asIs,
  table: asIs,
  unknown: asIs,
}; // prettier-ignore

function isWide(type: SqlType): boolean {
  return type.base === 'nchar' || type.base === 'nvarchar' || type.base === 'ntext';
}

/** Rounds half away from zero to `scale` digits, exactly. */
function fixed(constant: Constant, scale: number): string {
  const text = expandExponent(constant.text.trim() || '0');
  const match = /^([+-]?)(\d*)\.?(\d*)$/.exec(text);
  if (!match || (match[2] === '' && match[3] === '')) throw new CellError('not a number');
  const digits = `${match[2] || '0'}${(match[3] ?? '').padEnd(scale + 1, '0').slice(0, scale + 1)}`;
  const rounded = (BigInt(digits) + 5n) / 10n;
  const sign = match[1] === '-' && rounded > 0n ? '-' : '';
  if (scale === 0) return sign + rounded.toString();
  const all = rounded.toString().padStart(scale + 1, '0');
  return `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

function expandExponent(text: string): string {
  return /e/i.test(text) ? Number(text).toFixed(20) : text;
}

/** First three groups of a uniqueidentifier are stored little-endian. */
function guidOfBytes(bytes: Buffer): string {
  const hex = (from: number, to: number, swap: boolean) => {
    const part = Buffer.from(bytes.subarray(from, to));
    return (swap ? part.reverse() : part).toString('hex');
  };
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-');
}

const DAY_MS = 86_400_000;
const EPOCH_1900_MS = Date.UTC(1900, 0, 1);

function moment(constant: Constant, format: DateFormat): DateTimeParts {
  const parts =
    constant.kind === 'string'
      ? parseDateTime(constant.text, format)
      : constant.kind === 'binary'
        ? ofBytes(constant.text)
        : ofMs(EPOCH_1900_MS + Number(constant.text) * DAY_MS);
  if (!parts) throw new CellError('not a date or time');
  return parts;
}

/** `CAST(0x... AS datetime)` of old dumps: days since 1900 and 1/300 s ticks, 4 bytes each; smalldatetime has 2 and 2 (minutes). */
function ofBytes(hex: string): DateTimeParts | null {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length === 8) {
    const ms = EPOCH_1900_MS + bytes.readInt32BE(0) * DAY_MS;
    return ofTicks(ms, bytes.readUInt32BE(4));
  }
  if (bytes.length === 4) return ofMs(EPOCH_1900_MS + bytes.readUInt16BE(0) * DAY_MS + bytes.readUInt16BE(2) * 60_000);
  return null;
}

function ofTicks(dayMs: number, ticks: number): DateTimeParts {
  return ofMs(dayMs + Math.round((ticks * 10) / 3));
}

function ofMs(ms: number): DateTimeParts {
  const at = new Date(ms);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    nanos: at.getUTCMilliseconds() * 1_000_000,
    offsetMinutes: null,
  };
}

function msOf(parts: DateTimeParts): number {
  const at = new Date(0);
  at.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  return at.getTime() + ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000;
}

/** datetime keeps 1/300 s: .000, .003 or .007. Source: Microsoft Learn, "datetime (Transact-SQL)", rounding. */
function toTicks(parts: DateTimeParts): DateTimeParts {
  const ticks = Math.round((parts.nanos * 300) / 1e9);
  return ofMs(msOf(parts) + Math.round((ticks * 10) / 3));
}

/** smalldatetime rounds to the minute; 29.998 s and less go down. */
function toMinute(parts: DateTimeParts): DateTimeParts {
  const up = parts.second + parts.nanos / 1e9 > 29.998 ? 60_000 : 0;
  return ofMs(msOf({ ...parts, second: 0 }) + up);
}

function toScale(parts: DateTimeParts, scale: number): DateTimeParts {
  const unit = 10 ** (9 - scale);
  const nanos = Math.round(parts.nanos / unit) * unit;
  if (nanos < 1e9) return { ...parts, nanos };
  return { ...ofMs(msOf(parts) + 1000), offsetMinutes: parts.offsetMinutes };
}

const two = (value: number) => String(value).padStart(2, '0');

function dateText(parts: DateTimeParts): string {
  return `${String(parts.year).padStart(4, '0')}-${two(parts.month)}-${two(parts.day)}`;
}

function timeText(parts: DateTimeParts, digits: number): string {
  const fraction = digits > 0 ? `.${String(parts.nanos).padStart(9, '0').slice(0, digits)}` : '';
  return `${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)}${fraction}`;
}

function dateTimeText(parts: DateTimeParts, digits: number): string {
  return `${dateText(parts)} ${timeText(parts, digits)}`;
}

function zoneText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
