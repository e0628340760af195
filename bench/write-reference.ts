/** `npm run docs:reference`: writes the generated files of `docs/reference/` and names those that changed. */
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceFiles } from './reference/reference-files.js';

for (const { path, text } of await referenceFiles()) {
  const file = join(process.cwd(), path);
  const earlier = await readFile(file, 'utf8').catch(() => null);
  if (earlier === text) continue;
  await writeFile(file, text);
  console.log(`${earlier === null ? 'made' : 'changed'} ${path}`);
}
