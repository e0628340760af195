/** A result set as a person or a program wants it: a table, CSV (RFC 4180), or JSON. */
import { textOf } from '../engine/conversion/convert.js';
import type { ResultSet } from '../engine/session/batch-result.js';
import type { Type } from '../engine/types/type.js';
import type { Value } from '../engine/values/value.js';

export type ResultFormat = 'table' | 'csv' | 'json';

const CELL_WIDTH_MAX = 60;

export function formatResult(result: ResultSet, format: ResultFormat): string {
  return FORMATS[format](result);
}

const FORMATS: Readonly<Record<ResultFormat, (result: ResultSet) => string>> = { table: asTable, csv: asCsv, json: asJson }; // prettier-ignore

function cells({ columns, rows }: ResultSet): (string | null)[][] {
  return rows.map((row) => columns.map(({ type }, index) => cellOf(row[index] ?? null, type)));
}

const cellOf = (value: Value, type: Type): string | null => (value === null ? null : textOf(value, type));

function asTable(result: ResultSet): string {
  const names = result.columns.map(({ name }) => name);
  const shown = cells(result).map((row) => row.map((cell) => cut(cell ?? 'NULL')));
  const widths = names.map((name, index) => Math.max(name.length, 1, ...shown.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ').trimEnd(); // prettier-ignore
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const count = `(${result.rows.length} ${result.rows.length === 1 ? 'row' : 'rows'})`;
  return [line(names), rule, ...shown.map(line), count, ''].join('\n');
}

function cut(text: string): string {
  const flat = text.replace(/[\r\n\t]+/g, ' ');
  return flat.length > CELL_WIDTH_MAX ? `${flat.slice(0, CELL_WIDTH_MAX - 1)}…` : flat;
}

/** NULL is an empty field, an empty text is `""`. */
function asCsv(result: ResultSet): string {
  const field = (cell: string | null): string => {
    if (cell === null) return '';
    return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const lines = [result.columns.map(({ name }) => name), ...cells(result)].map((row) => row.map(field).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

const NUMBERS = new Set<string>(['bit', 'tinyint', 'smallint', 'int', 'real', 'float']);

/** An array of objects. Numbers that a JSON reader would round (bigint, decimal, money) are texts. */
function asJson(result: ResultSet): string {
  const rows = result.rows.map((row) =>
    Object.fromEntries(
      result.columns.map(({ name, type }, index) => {
        const value = row[index] ?? null;
        const isPlain = typeof value === 'number' && NUMBERS.has(type.base);
        return [name === '' ? `column_${index + 1}` : name, isPlain ? value : cellOf(value, type)];
      }),
    ),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}
