/** Values as JSON. Source: Microsoft Learn, "How FOR JSON converts SQL Server data types to JSON data types" and "... escapes special characters". */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import { textOf } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import { asText } from '../functions/arguments.js';
import { isMoment } from '../functions/dateparts.js';
import { dayOf, instantOf, isOffsetMoment, PER_SECOND, PER_TICK, timeOf } from '../functions/instant.js';
import type { Type } from '../types/type.js';
import { civilDate } from '../values/calendar.js';
import type { Value } from '../values/value.js';

const ESCAPED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '/': '\\/', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' }; // prettier-ignore

/** The text of a JSON string, without its quotes. */
export const escapeJson = (text: string): string =>
  text.replace(/["\\/]|[^ -\uffff]/g, (character) => {
    const code = character.charCodeAt(0);
    return ESCAPED[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });

const quoted = (text: string): string => `"${escapeJson(text)}"`;

/** 1.5 is written 1.500000000000000e+000. */
const exponential = (value: number, digits: number): string =>
  value
    .toExponential(digits)
    .replace(/e([+-])(\d+)$/, (_all, sign: string, exponent: string) => `e${sign}${exponent.padStart(3, '0')}`);

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648, with padding. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const digits = [18, 12, 6, 0].map((shift) => BASE64.charAt((bits >> shift) & 63)).join('');
    const known = Math.min(3, bytes.length - at) + 1;
    text += digits.slice(0, known).padEnd(4, '=');
  }
  return text;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Without the zeros at its end. */
const fractionOf = (ticks: bigint): string =>
  ticks === 0n ? '' : `.${String(ticks).padStart(7, '0').replace(/0+$/, '')}`;

/** ISO 8601: `2024-05-06T07:08:09.123`. */
function momentText(value: NonNullable<Value>, type: Type): string {
  const instant = instantOf(value, type);
  const { year, month, day } = civilDate(dayOf(instant));
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const seconds = Number(timeOf(instant) / PER_SECOND);
  // datetime shows milliseconds: its thirds of 10 ms are rounded
  const rest = timeOf(instant) % PER_SECOND;
  const ticks = type.base === 'datetime' ? ((rest + 15_000n) / 30_000n) * 10_000n : rest / PER_TICK;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const time = clock + fractionOf(ticks);
  if (type.base === 'date') return `"${date}"`;
  if (type.base === 'time') return `"${time}"`;
  if (!isOffsetMoment(value)) return `"${date}T${time}"`;
  if (value.offsetMinutes === 0) return `"${date}T${time}Z"`;
  const size = Math.abs(value.offsetMinutes);
  return `"${date}T${time}${value.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}"`;
}

type Writer = (value: NonNullable<Value>, type: Type) => string;
const asNumber: Writer = (value, type) => textOf(value, type).replace(/^(-?)\./, '$10.');
/** With four digits: a number in the examples of "Format query results as JSON with FOR JSON", whatever its table of types says. */
const asMoney: Writer = (value) => {
  const scaled = typeof value === 'bigint' ? value : 0n;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
const asString: Writer = (value) => quoted(asText(value));

const WRITERS: Readonly<Record<string, Writer>> = {
  bit: (value) => (value === 0 ? 'false' : 'true'),
  tinyint: asNumber,
  smallint: asNumber,
  int: asNumber,
  bigint: asNumber,
  decimal: asNumber,
  money: asMoney,
  smallmoney: asMoney,
  float: (value) => exponential(Number(value), 15),
  real: (value) => exponential(Number(value), 7),
  char: asString,
  varchar: asString,
  text: asString,
  nchar: asString,
  nvarchar: asString,
  ntext: asString,
  xml: asString,
  uniqueidentifier: asString,
  json: asText,
  binary: (value) => (value instanceof Uint8Array ? `"${base64Of(value)}"` : 'null'),
  varbinary: (value) => (value instanceof Uint8Array ? `"${base64Of(value)}"` : 'null'),
};

/** As FOR JSON, JSON_MODIFY, JSON_OBJECT and JSON_ARRAY write it; null is `null`. @throws NotInEngine */
export function jsonOf(value: Value, type: Type): string {
  if (value === null) return 'null';
  if (type.base === 'sql_variant' && typeof value === 'object' && 'kind' in value && value.kind === 'variant')
    return jsonOf(value.value, value.type);
  const writer = isMoment(type) ? momentText : WRITERS[type.base];
  if (!writer) throw new NotInEngine('ENGINE-JSON-TYPE', `${type.base} as JSON`);
  return writer(value, type);
}

/** Functions whose texts are JSON already and are not written as strings. Source: "JSON_MODIFY (Transact-SQL)", remarks. */
const MAKES_JSON = new Set(['json_query', 'json_modify', 'json_array', 'json_object', 'json_arrayagg', 'json_objectagg']); // prettier-ignore

/** Whether an expression's text is JSON that goes in as it is. */
export function isJsonExpression(expression: Expression): boolean {
  if (expression.kind === 'parenthesised') return isJsonExpression(expression.operand);
  if (expression.kind === 'json_constructor') return true;
  if (expression.kind === 'subquery') {
    const { forClause } = expression.query;
    const isBare = forClause?.directives.some(({ words }) => words[0]?.toUpperCase() === 'WITHOUT_ARRAY_WRAPPER');
    return forClause?.target === 'json' && !isBare;
  }
  if (expression.kind === 'call') return MAKES_JSON.has(expression.name.parts.at(-1)?.value.toLowerCase() ?? '');
  return false;
}
