import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRepository, repositoryDir } from '../support/repository.js';

/** A page for people, by its path in the checkout. */
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...pagesBelow('docs')];

function pagesBelow(folder: string): string[] {
  const names = readdirSync(inRepository(folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();
}

/** @returns targets of the page's links that are files of the checkout, as written */
function linkedFiles(page: string): string[] {
  const text = readFileSync(inRepository(page), 'utf8');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?:|#)/.test(target));
}

/** @returns commands of package.json that a page tells people to run, as `npm run NAME` */
function namedCommands(page: string): string[] {
  const text = readFileSync(inRepository(page), 'utf8');
  return [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
}

describe('the documentation', () => {
  it.each(pages)('has no dead link in %s', (page) => {
    const dead = linkedFiles(page).filter(
      (target) => !existsSync(join(repositoryDir, dirname(page), target.replace(/#.*/, ''))),
    );
    expect(dead).toEqual([]);
  });

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
    const unknown = pages.flatMap((page) => namedCommands(page)).filter((name) => !(name in scripts));
    expect(unknown).toEqual([]);
  });

  it('is reachable from its index, page by page', () => {
    const index = new Set([
      ...linkedFiles('docs/README.md'),
      ...linkedFiles('docs/adr/README.md').map((file) => `adr/${file}`),
    ]);
    const lost = pagesBelow('docs')
      .map((page) => page.slice('docs/'.length))
      .filter((page) => page !== 'README.md' && !index.has(page));
    expect(lost).toEqual([]);
  });
});
