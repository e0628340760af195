import { readFileSync } from 'node:fs';
import { referenceFiles } from '../../bench/reference/reference-files.js';
import { inRepository } from '../support/repository.js';

describe('docs/reference', () => {
  it.each(referenceFiles().map(({ path, text }) => [path, text] as const))('%s says what the code says (npm run docs:reference writes it)', (path, text) => {
    expect(readFileSync(inRepository(path), 'utf8')).toBe(text);
  }); // prettier-ignore

  it('names every field of the options file and every option of the command', () => {
    const pages = new Map(referenceFiles().map(({ path, text }) => [path, text]));
    for (const field of ['target', 'include', 'collation_mode', 'external_databases', 'with_rows'])
      expect(pages.get('docs/reference/configuration.md')).toContain(`\`${field}\``);
    for (const flag of ['--source', '--target', '--out', '--data', '--var', '--select', '--config', '--names', '--no-rows', '--force', '--json'])
      expect(pages.get('docs/reference/cli.md')).toContain(`\`${flag}`);
  }); // prettier-ignore
});
