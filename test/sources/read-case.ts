/** Reads scripts of a test as the product does: files in, catalog and sample rows out. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Catalog, CatalogObject, Column, Table } from '../../src/catalog/catalog.js';
import { listDataFiles, listInputs } from '../../src/sources/input.js';
import { readScripts } from '../../src/sources/read-scripts.js';
import type { Cell } from '../../src/sources/rows/cell.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { DEFAULT_SETTINGS } from '../factories/catalog.js';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface ReadCase {
  readonly catalog: Catalog;
  /** Rows by `schema.Name`. */
  readonly rows: Readonly<Record<string, readonly (readonly Cell[])[]>>;
}

interface CaseOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** A folder among the files, as `--data` names it. */
  readonly data?: string;
  readonly settings?: Partial<Catalog['settings']>;
}

/** A single text is the file `a.sql`; several files are read as their folder. */
export async function read(input: string | Files, options: CaseOptions = {}): Promise<ReadCase> {
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-read-'));
  try {
    const files = typeof input === 'string' ? { 'a.sql': input } : input;
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, 'in', name)), { recursive: true });
      await writeFile(join(folder, 'in', name), content);
    }
    const store = new RowStore(join(folder, 'rows'));
    const catalog = await readScripts(
      await listInputs([typeof input === 'string' ? join(folder, 'in', 'a.sql') : join(folder, 'in')]),
      {
        settings: { ...DEFAULT_SETTINGS, ...options.settings },
        variables: options.variables ?? {},
        dataFiles: options.data === undefined ? [] : await listDataFiles(join(folder, 'in', options.data)),
        withRows: true,
      },
      store,
    );
    return { catalog, rows: await rowsOf(catalog, store) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsOf(catalog: Catalog, store: RowStore): Promise<ReadCase['rows']> {
  const found: Record<string, Cell[][]> = {};
  for (const { table, rowsKey } of catalog.rows) {
    const rows: Cell[][] = [];
    for await (const batch of store.read(rowsKey)) rows.push(...batch);
    found[`${table.schema}.${table.name}`] = rows;
  }
  return found;
}

export function names({ catalog }: ReadCase): string[] {
  return catalog.objects.map(({ name }) => `${name.schema}.${name.name}`);
}

export function objectOf({ catalog }: ReadCase, name: string): CatalogObject {
  const object = catalog.objects.find((candidate) => `${candidate.name.schema}.${candidate.name.name}` === name);
  if (object === undefined) throw new Error(`${name} is not in the catalog`);
  return object;
}

export function tableOf(found: ReadCase, name: string): Table {
  const object = objectOf(found, name);
  if (object.kind !== 'table') throw new Error(`${name} is a ${object.kind}`);
  return object;
}

export function columnOf(found: ReadCase, table: string, name: string): Column {
  const column = tableOf(found, table).columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`${table} has no column ${name}`);
  return column;
}

export function codes({ catalog }: ReadCase): string[] {
  return catalog.findings.map(({ code }) => code);
}
