import { readFileSync } from 'node:fs';
import { referenceFiles, type ReferenceFile } from '../../bench/reference/reference-files.js';
import { inRepository } from '../support/repository.js';

describe('docs/reference', () => {
  let files: ReferenceFile[];
  beforeAll(async () => {
    files = await referenceFiles();
  });

  it('says what the code says (npm run docs:reference writes it)', () => {
    const stale = files.filter(({ path, text }) => readFileSync(inRepository(path), 'utf8') !== text);
    expect(stale.map(({ path }) => path)).toEqual([]);
    expect(files.length).toBeGreaterThan(8);
  });

  it('names every field of the options file and every option of the command', () => {
    const pages = new Map(files.map(({ path, text }) => [path, text]));
    for (const field of ['target', 'include', 'collation_mode', 'external_databases', 'with_rows'])
      expect(pages.get('docs/reference/configuration.md')).toContain(`\`${field}\``);
    for (const flag of ['--source', '--target', '--out', '--data', '--var', '--select', '--config', '--names', '--no-rows', '--force', '--json'])
      expect(pages.get('docs/reference/cli.md')).toContain(`\`${flag}`);
  }); // prettier-ignore
});
