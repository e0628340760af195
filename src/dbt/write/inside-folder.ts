/** Paths of a project below its folder. */
import { resolve, sep } from 'node:path';
import { AppError } from '../../common/app-error.js';

/** Path of a file inside a folder; a name that would leave it is a fault of ours, never followed. @throws AppError OUTPUT-OUTSIDE */
export function insideFolder(folder: string, path: string): string {
  const root = resolve(folder);
  const full = resolve(root, path);
  if (full.startsWith(root + sep) && !path.includes('\u0000')) return full;
  throw new AppError('OUTPUT-OUTSIDE', 'A file name would leave the output folder. Nothing was written.', path);
}
