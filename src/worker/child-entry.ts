import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../common/app-error.js';

const NAME = 'run-child.js';

/**
 * Finds the compiled program of the child: beside this module, below the folder of a bundle, or (this runs from its TypeScript source)
 * in the `dist/` of the same package.
 * @throws AppError `not_built`
 */
export function childEntryPath(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [
    join(here, NAME),
    join(here, 'src', 'worker', NAME),
    join(here, '..', '..', 'dist', 'src', 'worker', NAME),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new AppError('not_built', 'The product is not built. Run "npm run build" first.');
}

/** Share of the memory of machine or container that JavaScript of all children may take; the rest is for DuckDB and the worker. */
const heapShare = 0.4;
const heapMinMb = 256;
const heapMaxMb = 2_048;

/** Heap of one child, in MB, when `concurrency` of them work. */
export function childHeapMb(memoryBytes: number, concurrency: number): number {
  const shareMb = Math.floor((memoryBytes / 2 ** 20) * heapShare) / concurrency;
  return Math.round(Math.min(heapMaxMb, Math.max(heapMinMb, shareMb)));
}
