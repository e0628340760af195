/** Makes a case that disagrees smaller while it still does: first the query, then rows, then columns and cells. */
import type { FuzzTable } from './tables.js';
import type { FuzzView } from './views.js';
import { smaller, textOf, type Tree } from './tree.js';

export interface Sample {
  readonly tables: readonly FuzzTable[];
  /** Each may read those before it. */
  readonly views: readonly FuzzView[];
  readonly tree: Tree;
}

/** Whether a sample still shows what is looked for. */
export type Shows = (sample: Sample) => Promise<boolean>;

/** @param triesMax bound on how many samples are tried */
export async function shrink(sample: Sample, shows: Shows, triesMax: number): Promise<Sample> {
  const left = { tries: triesMax };
  let current = await shrinkTree(sample, shows, left);
  current = await shrinkViews(current, shows, left);
  current = await shrinkTables(current, shows, left);
  return shrinkTree(current, shows, left);
}

async function shrinkTree(sample: Sample, shows: Shows, left: { tries: number }): Promise<Sample> {
  let current = sample;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const tree of smaller(current.tree)) {
      if (--left.tries < 0) return current;
      const next = { ...current, tree };
      if (!(await shows(next))) continue;
      current = next;
      isSmaller = true;
      break;
    }
  }
  return current;
}

async function shrinkTables(sample: Sample, shows: Shows, left: { tries: number }): Promise<Sample> {
  let current = sample;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const tables of smallerTables(current)) {
      if (--left.tries < 0) return current;
      const next = { ...current, tables };
      if (!(await shows(next))) continue;
      current = next;
      isSmaller = true;
      break;
    }
  }
  return current;
}

async function shrinkViews(sample: Sample, shows: Shows, left: { tries: number }): Promise<Sample> {
  let current = sample;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const views of smallerViews(current)) {
      if (--left.tries < 0) return current;
      const next = { ...current, views };
      if (!(await shows(next))) continue;
      current = next;
      isSmaller = true;
      break;
    }
  }
  return current;
}

/** All views, one view, parts of a view. */
function* smallerViews({ views }: Sample): Generator<FuzzView[]> {
  if (views.length > 0) yield [];
  for (const at of views.keys()) yield views.toSpliced(at, 1);
  for (const [at, view] of views.entries())
    for (const tree of smaller(view.tree)) yield views.with(at, { ...view, tree });
}

/** A table that is not named, half of the rows, a row, a column that is not named, less in a cell. */
function* smallerTables({ tables, views, tree }: Sample): Generator<FuzzTable[]> {
  const text = [tree, ...views.map((view) => view.tree)].map(textOf).join('\n');
  const unused = tables.filter(({ name }) => !text.includes(name));
  if (unused.length > 0 && unused.length < tables.length) yield tables.filter((table) => !unused.includes(table));
  for (const [at, table] of tables.entries()) for (const less of smallerTable(table, text)) yield tables.with(at, less);
}

function* smallerTable(table: FuzzTable, text: string): Generator<FuzzTable> {
  const { rows, columns } = table;
  const middle = rows.length >> 1;
  if (middle > 1) yield { ...table, rows: rows.slice(0, middle) };
  if (middle > 1) yield { ...table, rows: rows.slice(middle) };
  for (const at of rows.keys()) yield { ...table, rows: rows.toSpliced(at, 1) };
  const kept = columns.map(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
  if (kept.some((isKept) => !isKept) && kept.some(Boolean))
    yield { ...table, columns: columns.filter((_, at) => kept[at]), rows: rows.map((row) => row.filter((_, at) => kept[at])) }; // prettier-ignore
}
