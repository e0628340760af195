/** The reference engine held to Microsoft's documentation: each vector names the page that says so. */
import { outcomeOf } from './run-vector.js';
import type { Vector } from './vector.js';
import { VECTORS } from './vectors/index.js';

const VECTORS_MIN = 400;
const PAGE_URL = /^https:\/\/learn\.microsoft\.com\/en-us\/sql\/[a-z0-9-]+(\/[a-z0-9-]+)+$/;

const pages = [...new Set(VECTORS.map(({ page }) => page))];

describe.each(pages)('%s', (page) => {
  const vectors: readonly Vector[] = VECTORS.filter((vector) => vector.page === page);
  it.each(vectors.map((vector) => ({ ...vector, vector })))('$says: $sql', ({ vector }) => {
    const { gives, errors, type } = vector;
    expect(outcomeOf(vector)).toEqual({ gives, errors, ...(type === undefined ? {} : { type }) });
  });
});

describe('the vectors', () => {
  it('are many', () => expect(VECTORS.length).toBeGreaterThanOrEqual(VECTORS_MIN));

  it('name a page of Microsoft Learn each', () => {
    expect(VECTORS.filter(({ page }) => !PAGE_URL.test(page))).toEqual([]);
  });

  it('are each there once', () => {
    const texts = VECTORS.map(({ sql }) => sql.replaceAll(/\s+/g, ' ').trim());
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it('say each what it is about', () => {
    expect(VECTORS.filter(({ says }) => says.trim().length < 5)).toEqual([]);
  });
});
