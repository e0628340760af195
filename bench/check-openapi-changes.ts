/** `npm run check:api-changes`: fails when the API breaks clients of the last release and its version has no new major. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { breakingChanges, isNewMajor, RULES } from './openapi-changes.js';

const baselineFile = 'docs/reference/released/openapi.json';
const presentFile = 'docs/reference/openapi.json';

const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(process.cwd(), path), 'utf8'));

const [baseline, present] = await Promise.all([read(baselineFile), read(presentFile)]);
const changes = breakingChanges(baseline, present);
for (const { rule, document, pointer, text } of changes) {
  console.log(
    `${document === 'baseline' ? baselineFile : presentFile}#${pointer}\n  ${rule}: ${text} (${RULES[rule]})`,
  );
}
const isAllowed = changes.length === 0 || isNewMajor(baseline, present);
console.log(
  `${changes.length} breaking changes since the last release${isAllowed ? '' : ', and no new major version'}`,
);
process.exitCode = isAllowed ? 0 : 1;
