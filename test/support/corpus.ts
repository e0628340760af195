import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryDir } from './repository.js';
import type { Requirement } from './requirement.js';

/**
 * The folder of legacy databases that nobody of this project wrote: $CORPUS_DIR, else ../shared/corpus beside the checkout.
 * It is read in place and never copied.
 */
export function corpusDir(): string {
  return resolve(repositoryDir, process.env.CORPUS_DIR ?? join('..', 'shared', 'corpus'));
}

export const corpus: Requirement = {
  name: 'the corpus',
  missing: () => (existsSync(corpusDir()) ? undefined : `${corpusDir()} does not exist; set CORPUS_DIR`),
};

/** @returns the path of a file or folder in the corpus: `corpusPath('tsql-northwind', 'instnwnd.sql')` */
export const corpusPath = (...segments: string[]): string => join(corpusDir(), ...segments);

/** @returns a corpus file's bytes: encodings differ there, and finding out which is the product's own work */
export const readCorpus = (...segments: string[]): Buffer => readFileSync(corpusPath(...segments));

/** @returns the paths of all files below a corpus folder whose name ends so (`.sql`), sorted by code units */
export function corpusFiles(folder: string, ending: string): string[] {
  const entries = readdirSync(corpusPath(folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((name) => name.toLowerCase().endsWith(ending))
    .sort()
    .map((name) => corpusPath(folder, name));
}
