/** The databases that proofs are measured on: the examples, and those of the corpus that have views. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CORPUS = process.env['CORPUS_DIR'] ?? resolve('../shared/corpus');
const IN_CORPUS = [
  'tsql-northwind',
  'tsql-pubs',
  'multi-chinook/Chinook_SqlServer.sql',
  'multi-sakila/sql-server-sakila-db/sql-server-sakila-schema.sql',
  'tsql-adventureworks-oltp',
];
const ALL = ['examples/first-slice', 'examples/harbour-supply', ...IN_CORPUS.map((name) => join(CORPUS, name))];

/** @param given paths that must be there; when there are none, all databases that are. @throws Error for a path that is not there */
export function proofDatabases(given: readonly string[]): readonly string[] {
  if (given.length === 0) return ALL.filter((path) => existsSync(path));
  const missing = given.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`${missing} is not there`);
  return given;
}
