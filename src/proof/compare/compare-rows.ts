/** The reference's rows against those of the target, and against those of the reference under other conditions. */
import { typeText } from '../../catalog/type-text.js';
import { keyOf } from '../../engine/collation/order.js';
import { exactFacets, isText } from '../../engine/types/families.js';
import type { Type } from '../../engine/types/type.js';
import type { Value } from '../../engine/values/value.js';
import type { ReferenceColumn, ReferenceRows } from '../reference/index.js';
import { cutForm, formOfValues, isTooFine, kindOf, type Form, type Kind } from './form.js';
import { unmatched, type FormRow } from './multiset.js';
import { formOfCells, targetKind } from './target-form.js';

/** Rows of a model as its engine gives them. */
export interface TargetRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A row that only one side has. Cells in the order of `columns`; NULL is null. */
interface DifferingRow {
  readonly side: 'source' | 'target';
  readonly cells: readonly (string | null)[];
}

export interface Difference {
  readonly kind: 'different';
  readonly rowsSource: number;
  readonly rowsTarget: number;
  /** Rows without a partner on the other side. */
  readonly onlySource: number;
  readonly onlyTarget: number;
  readonly columns: readonly string[];
  /** A few of them. */
  readonly sample: readonly DifferingRow[];
}

export type Comparison =
  | { readonly kind: 'equal'; readonly rows: number }
  | Difference
  /** Columns are missing, or more than the original has; or values that have no common form. */
  | { readonly kind: 'incomparable'; readonly message: string };

/** Places of columns that show any one of texts that their collation holds equal: compared as the collation compares. */
export type LooseColumns = ReadonlySet<number>;

export const NO_LOOSE_COLUMNS: LooseColumns = new Set();

/** `mapped`: a column has the type that the original's becomes, with its size and digits. `kinds`: the size and digits of the original are not known. */
export type TypeRule = 'mapped' | 'kinds';

const MOMENTS: ReadonlySet<Kind> = new Set(['time', 'timestamp', 'instant']);

const SAMPLE_ROWS_MAX = 5;
const CELL_CHARS_MAX = 120;

/**
 * Rows as multisets, by DESIGN's rules: all columns, exact but for floats.
 * @param names of the target's columns, in the order of the reference's columns
 */
export function compareRows(
  reference: ReferenceRows,
  target: TargetRows,
  names: readonly string[],
  loose: LooseColumns = NO_LOOSE_COLUMNS,
  types: TypeRule = 'mapped',
): Comparison {
  const places = placesOf(names, target);
  if (typeof places === 'string') return { kind: 'incomparable', message: places };
  if (names.length !== reference.columns.length)
    return { kind: 'incomparable', message: `the original has ${reference.columns.length} columns, the model ${names.length}` }; // prettier-ignore
  const renamed = reference.columns.find(({ name }, at) => !isNameOf(names[at] ?? '', name));
  if (renamed) return { kind: 'incomparable', message: `the column ${renamed.name} has another name or another place in the model` }; // prettier-ignore
  const kinds = reference.columns.map(({ type }) => kindOf(type));
  const lost = reference.columns.find((_, at) => kinds[at] === 'other');
  if (lost) return { kind: 'incomparable', message: `values of ${lost.type.base} in the column ${lost.name} cannot be compared` }; // prettier-ignore
  const targetTypes = places.map((place) => target.columns[place]?.type ?? '');
  const exact = formsOf(reference, loose);
  const fine = kinds.findIndex((kind, at) => MOMENTS.has(kind) && exact.some((row) => isTooFine(row[at] ?? null)));
  const source = fine < 0 ? exact : exact.map((row) => row.map((form, at) => (MOMENTS.has(kinds[at] ?? 'other') ? cutForm(form) : form))); // prettier-ignore
  const cells = targetTypes.map((type, at) => withKey(targetForm(kinds[at] ?? 'other', type), loose.has(at) ? reference.columns[at]?.type : undefined)); // prettier-ignore
  const model = target.rows.map((row) => places.map((place, at) => cells[at]?.(row[place]) ?? null));
  const found = unmatched(source, model, kinds);
  if (found.left.length + found.right.length > 0)
    return difference(
      source,
      model,
      found.left,
      found.right,
      reference.columns.map(({ name }) => name),
    );
  if (fine >= 0) return { kind: 'incomparable', message: `values in the column ${reference.columns[fine]?.name ?? ''} have a seventh digit of the second, which the target does not keep` }; // prettier-ignore
  const mapped = reference.columns.findIndex(({ type }, at) => !isMapped(type, targetTypes[at] ?? '', types));
  if (mapped >= 0) return { kind: 'incomparable', message: `the column ${names[mapped] ?? ''} is ${(targetTypes[mapped] ?? '').toLowerCase()}, which is not what ${typeText(reference.columns[mapped]?.type ?? INT)} becomes` }; // prettier-ignore
  return { kind: 'equal', rows: source.length };
}

/** Whether two answers of the reference have the same rows: a mutant's and the original's. Names and types count. */
export function areSameRows(a: ReferenceRows, b: ReferenceRows, loose: LooseColumns = NO_LOOSE_COLUMNS): boolean {
  if (a.columns.length !== b.columns.length || a.rows.length !== b.rows.length) return false;
  if (a.columns.some((column, at) => !isSameColumn(column, b.columns[at]))) return false;
  const kinds = a.columns.map(({ type }) => kindOf(type));
  const found = unmatched(formsOf(a, loose), formsOf(b, loose), kinds);
  return found.left.length + found.right.length === 0;
}

/**
 * The columns that have to be compared loosely for two answers to be the same; null when they are not the same even so.
 * A group of texts that differ in case alone shows one of them: which one is nobody's promise.
 */
export function looseColumnsOf(a: ReferenceRows, b: ReferenceRows): LooseColumns | null {
  if (areSameRows(a, b)) return NO_LOOSE_COLUMNS;
  const loose = new Set([...a.columns.keys()].filter((at) => isText(a.columns[at]?.type ?? INT) && !haveSameTexts(a, b, at))); // prettier-ignore
  return loose.size > 0 && areSameRows(a, b, loose) ? loose : null;
}

const INT: Type = { base: 'int' };

function haveSameTexts(a: ReferenceRows, b: ReferenceRows, at: number): boolean {
  const texts = ({ rows }: ReferenceRows): string =>
    JSON.stringify(
      rows
        .map((row) => row[at] ?? null)
        .map((value) => (typeof value === 'string' ? value : '\u0000'))
        .toSorted(),
    );
  return texts(a) === texts(b);
}

const isSameColumn = (a: ReferenceColumn, b: ReferenceColumn | undefined): boolean =>
  b !== undefined && a.name === b.name && kindOf(a.type) === kindOf(b.type);

function formsOf({ columns, rows }: ReferenceRows, loose: LooseColumns): FormRow[] {
  const forms = columns.map(({ type }, at) => (loose.has(at) ? looseForm(type) : formOfValues(type)));
  return rows.map((row) => forms.map((form, at): Form => form(row[at] ?? null)));
}

function looseForm(type: Type): (value: Value) => Form {
  const key = keyOf(type);
  return (value) => (value === null ? null : String(key(value)));
}

/** @param type of the original's column where it is compared loosely */
function withKey(form: (cell: unknown) => Form, type: Type | undefined): (cell: unknown) => Form {
  if (!type) return form;
  const loose = looseForm(type);
  return (cell) => {
    const text = form(cell);
    return text === null ? null : loose(String(text));
  };
}

/** Long names are cut in the target and get a digest, snake case puts other signs between words, and a number tells like ones apart. */
function isNameOf(target: string, source: string): boolean {
  const [a, b] = [plain(target), plain(source)];
  if (a === b || a.replace(/\d+$/, '') === b) return true;
  return b.length >= CUT_LENGTH_MIN && a.slice(0, CUT_LENGTH_MIN) === b.slice(0, CUT_LENGTH_MIN);
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const CUT_LENGTH_MIN = 40;

/** @returns a sentence when a column is missing or too many */
function placesOf(names: readonly string[], { columns }: TargetRows): readonly number[] | string {
  const exact = new Map(columns.map(({ name }, at) => [name, at]));
  const folded = new Map(columns.map(({ name }, at) => [name.toLowerCase(), at]));
  const places = names.map((name) => exact.get(name) ?? folded.get(name.toLowerCase()) ?? -1);
  const missing = names.filter((_, at) => places[at] === -1);
  if (missing.length > 0) return `the model lacks the column ${missing[0]}`;
  const extra = columns.find((_, at) => !places.includes(at));
  return extra ? `the model has the column ${extra.name}, which the original has not` : places;
}

/** A real of the target is a number with more digits than it has: both sides are cut to single precision. */
function targetForm(kind: Kind, type: string): (cell: unknown) => Form {
  const form = formOfCells(type);
  if (kind === 'real') return (cell) => numeric(form(cell), Math.fround);
  return kind === 'float' ? (cell) => numeric(form(cell), (value) => value) : form;
}

function numeric(form: Form, cut: (value: number) => number): Form {
  return form === null ? null : cut(Number(form));
}

/** Whole numbers by their size. Sources: DuckDB docs, "Numeric Types"; PostgreSQL docs, "Numeric Types". */
const WHOLE_TYPES: Readonly<Record<string, RegExp>> = {
  tinyint: /^(utinyint|tinyint|smallint|int2)$/i,
  smallint: /^(smallint|int2)$/i,
  int: /^(integer|int|int4)$/i,
  bigint: /^(bigint|int8)$/i,
};

/** Equal values in another kind of type are not what the type becomes; nor are whole numbers of another size, or exact ones with other digits. */
function isMapped(type: Type, target: string, rule: TypeRule): boolean {
  if (targetKind(target) !== kindOf(type)) return false;
  if (rule === 'kinds') return true;
  const whole = WHOLE_TYPES[type.base];
  if (whole) return whole.test(target);
  const written = /\((\d+), ?(\d+)\)/.exec(target);
  const facets = exactFacets(type);
  return !written || !facets || (Number(written[1]) === facets.precision && Number(written[2]) === facets.scale);
}

function difference(
  source: readonly FormRow[],
  model: readonly FormRow[],
  left: readonly FormRow[],
  right: readonly FormRow[],
  columns: readonly string[],
): Difference {
  const ofSource = Math.min(left.length, Math.max(Math.ceil(SAMPLE_ROWS_MAX / 2), SAMPLE_ROWS_MAX - right.length));
  const shown = (side: DifferingRow['side'], rows: readonly FormRow[], count: number): DifferingRow[] =>
    sorted(rows)
      .slice(0, count)
      .map((row) => ({ side, cells: row.map((form) => (form === null ? null : shortened(String(form)))) }));
  const sample = [...shown('source', left, ofSource), ...shown('target', right, SAMPLE_ROWS_MAX - ofSource)];
  const [rowsSource, rowsTarget] = [source.length, model.length];
  return { kind: 'different', rowsSource, rowsTarget, onlySource: left.length, onlyTarget: right.length, columns, sample }; // prettier-ignore
}

/** So that the sample is the same on every run, and like rows of both sides stand first. */
function sorted(rows: readonly FormRow[]): readonly FormRow[] {
  const text = (row: FormRow): string => JSON.stringify(row);
  return rows.map((row) => ({ row, key: text(row) })).toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row); // prettier-ignore
}

const shortened = (text: string): string => (text.length > CELL_CHARS_MAX ? `${text.slice(0, CELL_CHARS_MAX)}…` : text);
