/** Where scripts come from: files and folders, listed in a stable order, with faults that say what to do. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../common/app-error.js';

/** One input file: `path` is relative to the input root with forward slashes, `absolutePath` is where it is. */
export interface InputFile {
  readonly path: string;
  readonly absolutePath: string;
  readonly bytes: number;
}

export interface Inputs {
  /** Short name of the source, from the first file's or folder's name. */
  readonly name: string;
  readonly scripts: readonly InputFile[];
  /** Delimited files lying beside the scripts, for BULK INSERT. */
  readonly tables: readonly InputFile[];
}

/** Endings of SQL scripts. */
export const SCRIPT_NAMES = /\.(sql|tsql|ddl|prc|viw|udf|tab|trg)$/i;
/** Endings of delimited files. */
export const TABLE_NAMES = /\.(csv|tsv|txt|dat)$/i;
/** Folders that hold no source of a database. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git', 'bin', 'obj', '.vs']);
const FOLDER_DEPTH_MAX = 20;
const FILES_MAX = 100_000;

/** Lists the scripts of files and folders; a folder is read recursively in code unit order. Throws AppError for missing, empty or unreadable input. */
export async function listInputs(paths: readonly string[]): Promise<Inputs> {
  if (paths.length === 0)
    throw new AppError('INPUT-NONE', 'Name at least one SQL file or a folder of them.', 'no input paths');
  const scripts: InputFile[] = [];
  const tables: InputFile[] = [];
  for (const path of paths) await listOne(path, scripts, tables);
  if (scripts.length === 0)
    throw new AppError(
      'INPUT-NO-SQL',
      `No SQL file was found in ${paths.join(', ')}. Name a folder that holds .sql files, or a file.`,
      'no script among the inputs',
    );
  return { name: sourceName(paths[0] ?? ''), scripts, tables };
}

/** Delimited files of the folder given with `--data`. Throws INPUT-MISSING when it is no folder. */
export async function listDataFiles(folder: string): Promise<InputFile[]> {
  const files: InputFile[] = [];
  await listTables(resolve(folder), files).catch((cause: unknown) => {
    throw new AppError('INPUT-MISSING', `${folder} is not a folder that can be read. Check the path given to --data.`, 'readdir failed', { cause }); // prettier-ignore
  });
  return files;
}

async function listOne(path: string, scripts: InputFile[], tables: InputFile[]): Promise<void> {
  const absolutePath = resolve(path);
  const found = await stat(absolutePath).catch((cause: unknown) => {
    throw new AppError('INPUT-MISSING', `${path} does not exist or cannot be read. Check the path.`, 'stat failed', {
      cause,
    });
  });
  if (found.isDirectory()) return listFolder(absolutePath, absolutePath, 0, scripts, tables);
  scripts.push({ path: basename(absolutePath), absolutePath, bytes: found.size });
  await listTables(dirname(absolutePath), tables);
}

async function listFolder(
  root: string,
  folder: string,
  depth: number,
  scripts: InputFile[],
  tables: InputFile[],
): Promise<void> {
  if (depth > FOLDER_DEPTH_MAX) return;
  for (const entry of sorted(await readdir(folder, { withFileTypes: true }))) {
    const absolutePath = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) await listFolder(root, absolutePath, depth + 1, scripts, tables);
    } else if (entry.isFile() && scripts.length < FILES_MAX) {
      const list = SCRIPT_NAMES.test(entry.name) ? scripts : TABLE_NAMES.test(entry.name) ? tables : null;
      list?.push(await inputFile(root, absolutePath));
    }
  }
}

async function listTables(folder: string, tables: InputFile[]): Promise<void> {
  for (const entry of sorted(await readdir(folder, { withFileTypes: true })))
    if (entry.isFile() && TABLE_NAMES.test(entry.name)) tables.push(await inputFile(folder, join(folder, entry.name)));
}

async function inputFile(root: string, absolutePath: string): Promise<InputFile> {
  const { size } = await stat(absolutePath);
  return { path: relative(root, absolutePath).split(sep).join('/'), absolutePath, bytes: size };
}

function sorted<T extends { readonly name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** `instnwnd.sql` -> instnwnd, `./my shop/` -> my_shop: from the last part of a path. */
export function sourceName(path: string): string {
  return sourceNameOf(basename(resolve(path)).replace(SCRIPT_NAMES, ''));
}

/** A source's short name from any text: letters, digits and underscores, never empty. */
export function sourceNameOf(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  if (name === '') return 'source';
  return /^[a-z]/.test(name) ? name.slice(0, 40) : `source_${name}`.slice(0, 40).replace(/_$/, '');
}
