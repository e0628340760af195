/** Rows of two sides as multisets: equal when each row of one has a partner in the other. Floats are partners when they are close. */
import type { Form, Kind } from './form.js';

export type FormRow = readonly Form[];

/** Rows that found no partner. */
interface Unmatched {
  readonly left: readonly FormRow[];
  readonly right: readonly FormRow[];
}

const FLOAT_TOLERANCE = 1e-12;
/** One unit of a real's last binary digit. */
const REAL_TOLERANCE = 2 ** -23;
/** Groups of rows that differ in floats only: within one of this size each row may look for its partner among all others. */
const SEARCH_ROWS_MAX = 500;

export function unmatched(left: readonly FormRow[], right: readonly FormRow[], kinds: readonly Kind[]): Unmatched {
  const floats = kinds.flatMap((kind, at) => (isFloat(kind) ? [{ at, tolerance: toleranceOf(kind) }] : []));
  const groups = new Map<string, { left: FormRow[]; right: FormRow[] }>();
  const groupOf = (row: FormRow) => {
    const key = keyOf(row, kinds);
    const known = groups.get(key);
    if (known) return known;
    const made = { left: [], right: [] };
    groups.set(key, made);
    return made;
  };
  for (const row of left) groupOf(row).left.push(row);
  for (const row of right) groupOf(row).right.push(row);
  const rest: { left: FormRow[]; right: FormRow[] } = { left: [], right: [] };
  for (const group of groups.values()) {
    const found = floats.length === 0 ? surplus(group) : paired(group, floats);
    rest.left.push(...found.left);
    rest.right.push(...found.right);
  }
  return rest;
}

const isFloat = (kind: Kind): boolean => kind === 'float' || kind === 'real';
const toleranceOf = (kind: Kind): number => (kind === 'real' ? REAL_TOLERANCE : FLOAT_TOLERANCE);

/** All that must be equal exactly; of floats only whether they are NULL. */
function keyOf(row: FormRow, kinds: readonly Kind[]): string {
  let key = '';
  for (const [at, form] of row.entries()) {
    if (form === null) key += 'n';
    else if (isFloat(kinds[at] ?? 'other')) key += 'f';
    else key += `${String(form).length}:${form}`;
  }
  return key;
}

/** All rows of the group are equal: only their number counts. */
function surplus({ left, right }: Unmatched): Unmatched {
  const both = Math.min(left.length, right.length);
  return { left: left.slice(both), right: right.slice(both) };
}

type Floats = readonly { readonly at: number; readonly tolerance: number }[];

/** In the order of their floats first; what is left over by that looks for partners one by one. */
function paired({ left, right }: Unmatched, floats: Floats): Unmatched {
  const order = (a: FormRow, b: FormRow): number => {
    for (const { at } of floats) {
      const difference = Number(a[at] ?? 0) - Number(b[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const [a, b] = [left.toSorted(order), right.toSorted(order)];
  if (a.length === b.length && a.every((row, at) => areClose(row, b[at] ?? [], floats))) return { left: [], right: [] };
  if (Math.max(a.length, b.length) > SEARCH_ROWS_MAX) return { left: a, right: b };
  const free = [...b];
  const rest = a.filter((row) => {
    const at = free.findIndex((other) => areClose(row, other, floats));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
  return { left: rest, right: free };
}

function areClose(a: FormRow, b: FormRow, floats: Floats): boolean {
  return floats.every(({ at, tolerance }) => isClose(a[at] ?? null, b[at] ?? null, tolerance));
}

function isClose(a: Form, b: Form, tolerance: number): boolean {
  if (a === null || b === null) return a === b;
  const [x, y] = [Number(a), Number(b)];
  return x === y || Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}
