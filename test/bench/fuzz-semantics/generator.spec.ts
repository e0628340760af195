import {
  FORMS,
  ANY_FORMS,
  CONSTANTS,
  GROUPS,
  PREDICATE_FORMS,
  WORDS,
} from '../../../bench/fuzz-semantics/expression-grammar.js';
import { randomQuery } from '../../../bench/fuzz-semantics/queries.js';
import { Random } from '../../../bench/fuzz-semantics/random.js';
import { randomTables, scriptOf } from '../../../bench/fuzz-semantics/tables.js';
import { randomViews, viewScript } from '../../../bench/fuzz-semantics/views.js';
import { textOf } from '../../../bench/fuzz-semantics/tree.js';
import { parseScript } from '../../../src/syntax/tsql/index.js';

const casesOf = (seed: number, count: number) => {
  const random = new Random(seed);
  const tables = randomTables(random);
  return { tables, queries: Array.from({ length: count }, () => randomQuery(random, tables)) };
};

describe('the generator of random T-SQL', () => {
  it('makes the same tables and queries of the same seed, and others of another', () => {
    const textsOf = (seed: number) => {
      const { tables, queries } = casesOf(seed, 40);
      return [scriptOf(tables), ...queries.map(({ tree }) => textOf(tree))];
    };
    expect(textsOf(7)).toEqual(textsOf(7));
    expect(textsOf(7)).not.toEqual(textsOf(8));
  });

  it('knows every place that its forms name', () => {
    const known = new Set([...Object.keys(FORMS), ...Object.keys(GROUPS), ...Object.keys(WORDS), 'same', 'any', 'predicate']);
    const forms = [...Object.values(FORMS).flat(), ...ANY_FORMS, ...PREDICATE_FORMS];
    const named = forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(CONSTANTS).sort()).toEqual(Object.keys(FORMS).sort());
  });

  it('writes only what the parser reads', () => {
    const { tables, queries } = casesOf(11, 300);
    const faults = [scriptOf(tables), ...queries.map(({ tree }) => textOf(tree))].flatMap((text) =>
      parseScript({ path: 'fuzz.sql', text }, { quotedIdentifier: true }).diagnostics.map(({ message }) => `${message}: ${text}`),
    );
    expect(faults).toEqual([]);
  });

  it('makes views that the parser reads, over the tables and over each other', () => {
    const random = new Random(5);
    const views = Array.from({ length: 20 }, () => randomViews(random, randomTables(random))).flat();
    const texts = views.map(viewScript);
    const faults = texts.flatMap((text) => parseScript({ path: 'fuzz.sql', text }, { quotedIdentifier: true }).diagnostics.map(({ message }) => `${message}: ${text}`));
    expect(faults).toEqual([]);
    expect(texts.filter((text) => /FROM dbo\.w\d/.test(text)).length).toBeGreaterThan(5);
    expect(texts.filter((text) => /FROM dbo\.t\d/.test(text)).length).toBeGreaterThan(5);
  });

  it('comes to every form of a query within a few hundred', () => {
    const { queries } = casesOf(3, 400);
    expect([...new Set(queries.map(({ form }) => form))].sort()).toEqual(['aggregate', 'condition', 'cte', 'distinct', 'document', 'expression', 'join', 'openjson', 'pivot', 'recursion', 'set', 'split', 'top', 'unpivot', 'values', 'window']);
  });
}); // prettier-ignore
