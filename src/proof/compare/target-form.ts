/** What the engines of the targets give, in the forms that values are compared in. */
import type { Form, Kind } from './form.js';

/** By how a target's type begins; the first that fits. Sources: DuckDB docs, "Data Types"; PostgreSQL docs, "Data Types". */
const KINDS: readonly { readonly type: RegExp; readonly kind: Kind }[] = [
  { type: /^bool/i, kind: 'bit' },
  { type: /^u?(tinyint|smallint|integer|int\d?|bigint|hugeint)\b(?!.*\[)/i, kind: 'integer' },
  { type: /^(decimal|numeric)\b(?!.*\[)/i, kind: 'decimal' },
  { type: /^double\b(?!.*\[)/i, kind: 'float' },
  { type: /^(float|real)\b(?!.*\[)/i, kind: 'real' },
  { type: /^date$/i, kind: 'date' },
  { type: /^time(?!stamp)(?!.*with time zone)(?!.*\[)/i, kind: 'time' },
  { type: /^timestamp.*with time zone$|^timestamptz$/i, kind: 'instant' },
  { type: /^timestamp(?!.*\[)/i, kind: 'timestamp' },
  { type: /^(varchar|text|char|character|bpchar|json|jsonb|xml|name)\b(?!.*\[)/i, kind: 'text' },
  { type: /^(blob|bytea)$/i, kind: 'binary' },
  { type: /^uuid$/i, kind: 'uuid' },
];

export const targetKind = (type: string): Kind => KINDS.find((each) => each.type.test(type))?.kind ?? 'other';

type ToForm = (cell: NonNullable<unknown>) => string | number;

/** A function to the form of a column's cells. */
export function formOfCells(type: string): (cell: unknown) => Form {
  const convert = /^bytea$/i.test(type) ? hexText : CONVERTERS[targetKind(type)];
  return (cell) => (cell === null || cell === undefined ? null : convert(cell));
}

const CONVERTERS: Readonly<Record<Kind, ToForm>> = {
  bit: (cell) => (cell === true || cell === 'true' || cell === 't' ? 'true' : 'false'),
  integer: String,
  decimal: (cell) => plainNumber(textOf(cell)),
  float: Number,
  real: Number,
  date: textOf,
  time: (cell) => withMicroseconds(textOf(cell)),
  timestamp: (cell) => withMicroseconds(textOf(cell)),
  instant: (cell) => utcForm(textOf(cell)),
  text: textOf,
  binary: (cell) => bytesText(textOf(cell)),
  uuid: (cell) => textOf(cell).toUpperCase(),
  other: textOf,
};

function textOf(cell: NonNullable<unknown>): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

function plainNumber(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '');
  const number = kept === '' ? whole : `${whole}.${kept}`;
  return number === '-0' ? '0' : number;
}

/** `03:04:05.12` -> `03:04:05.120000`. */
function withMicroseconds(text: string): string {
  const found = /^(.*:\d\d)(?:\.(\d+))?$/.exec(text);
  return found ? `${found[1]}.${(found[2] ?? '').padEnd(6, '0').slice(0, 6)}` : text;
}

/** `2020-01-02 01:04:05.5+00` in UTC: both engines run with that time zone, or say which one. */
function utcForm(text: string): string {
  const found = /^(.*:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?$/.exec(text);
  if (!found) return text;
  const hours = Number(found[2]);
  const minutes = hours * 60 + (found[2]?.startsWith('-') ? -1 : 1) * Number(found[3] ?? 0);
  const local = withMicroseconds(found[1] ?? '');
  return minutes === 0 ? local : shifted(local, minutes);
}

function shifted(local: string, minutes: number): string {
  const [moment = '', fraction = ''] = local.split('.');
  const utcMs = Date.parse(`${moment.replace(' ', 'T')}Z`) - minutes * 60_000;
  return Number.isNaN(utcMs) ? local : `${new Date(utcMs).toISOString().slice(0, 19).replace('T', ' ')}.${fraction}`;
}

/** PostgreSQL: `\xabcd`. */
const hexText: ToForm = (cell) => textOf(cell).replace(/^\\x/, '');

/** DuckDB: bytes outside of printable ASCII as `\xAB`, others as they are. */
function bytesText(text: string): string {
  let hex = '';
  for (let at = 0; at < text.length; at++) {
    const isEscape = text.startsWith('\\x', at);
    hex += isEscape ? text.slice(at + 2, at + 4).toLowerCase() : (text.codePointAt(at) ?? 0).toString(16).padStart(2, '0'); // prettier-ignore
    if (isEscape) at += 3;
  }
  return hex;
}
