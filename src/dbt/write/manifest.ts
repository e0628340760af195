/** `.datamigrate.json`: the files we wrote, with their hashes; it tells our folder from a stranger's and our text from a person's. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProjectFile } from '../project.js';

export const MANIFEST_NAME = '.datamigrate.json';

export const manifestSchema = z.object({
  schema_version: z.literal(1),
  generator: z.literal('datamigrate'),
  /** SHA-256 by path. Files without a hash are ours but change by themselves (the DuckDB file, the report). */
  files: z.record(z.string(), z.string().nullable()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Manifest of files, sorted by path; `volatile` ones carry no hash. */
export function manifestOf(files: readonly ProjectFile[], volatile: readonly string[]): Manifest {
  const entries = files.map(({ path, text }): [string, string | null] => [path, volatile.includes(path) ? null : hashOf(text)]); // prettier-ignore
  const others = volatile.filter((path) => !files.some((file) => file.path === path));
  const all = [...entries, ...others.map((path): [string, null] => [path, null])];
  all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { schema_version: 1, generator: 'datamigrate', files: Object.fromEntries(all) };
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
