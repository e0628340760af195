/** Stored cells as the text that a target casts to a column's type. */
import type { Cell } from '../../sources/rows/cell.js';
import type { Project } from '../project.js';

type Convert = (text: string, target: Project['target']) => string;

/** By how the target's type begins; the first that fits. Other types take the canonical text as it is. */
const FORMS: readonly { readonly type: RegExp; readonly convert: Convert }[] = [
  { type: /^(blob|bytea|binary|varbinary)/i, convert: binaryText },
  { type: /^bool/i, convert: (text) => (text === '1' ? 'true' : text === '0' ? 'false' : text) },
  { type: /^timestamp_ns/i, convert: (text) => text },
  { type: /^timestamptz/i, convert: utcText },
  { type: /^(timestamp|datetime|time)/i, convert: (text) => text.replace(MICROSECONDS, '$1') },
];

/** Both targets keep microseconds: the seventh digit of a SQL Server time is cut, alike in both. */
const MICROSECONDS = /(\.\d{6})\d+/;

/** `2020-01-31 00:00:00.0000000 +05:30` in UTC: DuckDB's appender drops an offset. */
function utcText(text: string): string {
  const [, date = '', clock = '', fraction = '', sign, hours, minutes] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? ?([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  if (sign === undefined) return text;
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${date}T${clock}Z`) - offsetMinutes * 60_000).toISOString();
  return `${utc.slice(0, 10)} ${utc.slice(11, 19)}${fraction.replace(MICROSECONDS, '$1')}+00`;
}

/** DuckDB reads `\xAB\xCD`, PostgreSQL `\xabcd`. Source: DuckDB docs, "Blob Type"; PostgreSQL docs, "Binary Data Types". */
function binaryText(hex: string, target: Project['target']): string {
  if (!/^(?:[\da-f]{2})*$/i.test(hex)) return hex;
  return target === 'postgres' ? `\\x${hex}` : hex.replace(/../g, '\\x$&');
}

/** The converter of a column, chosen once for all its rows. */
export function cellConverter(targetType: string, target: Project['target']): (cell: Cell) => Cell {
  const form = FORMS.find(({ type }) => type.test(targetType));
  if (!form) return (cell) => cell;
  return (cell) => (cell === null ? null : form.convert(cell, target));
}
