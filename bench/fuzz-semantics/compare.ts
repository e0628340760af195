/** Rows of the engine against rows of a target: as multisets, exact but for floats. */
import type { BaseType, SqlType } from '../../src/catalog/sql-type.js';
import { typeText } from '../../src/catalog/type-text.js';
import { targetType } from '../../src/compiler/types/target-types.js';
import { type Comparable, comparableCell, comparableValue } from './cells.js';
import type { EngineOutcome, TargetOutcome, Verdict } from './outcome.js';

type EngineRows = Extract<EngineOutcome, { kind: 'rows' }>;
type TargetRows = Extract<TargetOutcome, { kind: 'rows' }>;

const AGREE: Verdict = { kind: 'agree', code: '', detail: '' };

const RELATIVE = 1e-12;
const RELATIVE_REAL = 1e-6;
/** Two sums of the same floats in another order may end a little beside zero. */
const ABSOLUTE = 1e-12;

export function compareRows(engine: EngineRows, target: TargetRows): Verdict {
  const shape = differenceOfShape(engine, target);
  if (shape) return { kind: 'disagree', code: 'types', detail: shape };
  const bases = engine.columns.map(({ type }) => type.base);
  const folds = target.findings.some(({ code }) => code === 'TSQL-GROUP-REPRESENTATIVE');
  const form = (value: Comparable): Comparable => (folds && typeof value === 'string' ? value.trimEnd().toLowerCase() : value); // prettier-ignore
  const expected = engine.rows.map((row) => row.map((value, at) => form(comparableValue(value, engine.columns[at]?.type ?? { base: 'unknown' })))); // prettier-ignore
  const found = target.rows.map((row) => row.map((cell, at) => form(comparableCell(cell, engine.columns[at]?.type ?? { base: 'unknown' })))); // prettier-ignore
  if (expected.length !== found.length)
    return { kind: 'disagree', code: 'rows', detail: `${expected.length} rows, ${found.length} in the target` };
  const lonely = withoutPartner(expected, found, bases);
  return lonely ? { kind: 'disagree', code: 'values', detail: lonely } : AGREE;
}

function differenceOfShape({ columns }: EngineRows, target: TargetRows): string | null {
  if (columns.length !== target.columns.length) return `${columns.length} columns, ${target.columns.length} compiled`;
  for (const [at, { name, type }] of columns.entries()) {
    const compiled = target.columns[at];
    if (compiled?.name !== name) return `column ${name}, ${compiled?.name} compiled`;
    if (targetType(type, 'duckdb') !== targetType(parsedType(compiled.sourceType), 'duckdb'))
      return `${name} is ${typeText(type)}, ${compiled.sourceType} compiled`;
  }
  return null;
}

/** Of `decimal(10,2)`. Lengths of texts play no part in a target. */
function parsedType(text: string): SqlType {
  const [, base = '', first, second] = /^(\w+)(?:\((\w+)(?:,(\w+))?\))?$/.exec(text) ?? [];
  // The compiler wrote it from a base type.
  const known = base as BaseType;
  return known === 'decimal' ? { base: known, precision: Number(first), scale: Number(second) } : { base: known };
}

/** The first row of `expected` that no row of `found` equals, each taken once. */
function withoutPartner(
  expected: readonly (readonly Comparable[])[],
  found: readonly (readonly Comparable[])[],
  bases: readonly BaseType[],
): string | null {
  const byText = new Map<string, (readonly Comparable[])[]>();
  for (const row of found) byText.set(keyOf(row), [...(byText.get(keyOf(row)) ?? []), row]);
  for (const row of expected) {
    const rows = byText.get(keyOf(row)) ?? [];
    const at = rows.findIndex((other) => row.every((value, index) => isSame(value, other[index] ?? null, bases[index])));
    if (at < 0) return `${shown(row)} of the engine; ${[...byText.values()].flat().slice(0, 3).map(shown).join(' ; ')} of the target`; // prettier-ignore
    rows.splice(at, 1);
  }
  return null;
} // prettier-ignore

/** Floats play no part: they need not be the same text. */
const keyOf = (row: readonly Comparable[]): string =>
  JSON.stringify(row.map((value) => (typeof value === 'number' ? 0 : value)));

function isSame(a: Comparable, b: Comparable, base: BaseType | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  const relative = base === 'real' ? RELATIVE_REAL : RELATIVE;
  return Math.abs(a - b) <= Math.max(ABSOLUTE, relative * Math.max(Math.abs(a), Math.abs(b)));
}

export const shown = (row: readonly Comparable[]): string => `(${row.map((value) => (value === null ? 'NULL' : typeof value === 'string' ? `'${value}'` : String(value))).join(', ')})`; // prettier-ignore
