/** Every view of the corpus has mutants, all of which parse; and what is said of a view never takes long. */
import { mutantsOf, MUTANTS_MAX } from '../../../src/proof/mutants/index.js';
import { statementsOf } from '../../../src/proof/reading/definition-tree.js';
import { requirementsOf } from '../../../src/proof/strength/index.js';
import { listInputs } from '../../../src/sources/input.js';
import { readScripts } from '../../../src/sources/read-scripts.js';
import { RowStore } from '../../../src/sources/rows/row-store.js';
import type { Catalog, View } from '../../../src/catalog/catalog.js';
import { DEFAULT_SETTINGS } from '../../factories/catalog.js';
import { corpus, corpusPath } from '../../support/corpus.js';
import { describeIf } from '../../support/requirement.js';

const SETS = ['tsql-northwind', 'tsql-pubs', 'multi-sakila', 'tsql-adventureworks-oltp', 'tsql-adventureworks-dw']; // prettier-ignore

async function viewsOf(set: string): Promise<readonly { readonly catalog: Catalog; readonly view: View }[]> {
  const catalog = await readScripts(
    await listInputs([corpusPath(set)]),
    { settings: DEFAULT_SETTINGS, variables: {}, dataFiles: [], withRows: false },
    new RowStore('/nowhere'),
  );
  return catalog.objects.flatMap((view) => (view.kind === 'view' ? [{ catalog, view }] : []));
}

describeIf(corpus, 'Views of real databases', () => {
  test.each(SETS)(
    '%s: mutants parse, differ, are bounded, and each view has some',
    async (set) => {
      let read = 0;
      for (const { catalog, view } of await viewsOf(set)) {
        const { text, quotedIdentifier } = view.definition;
        if (text === null || !statementsOf({ text, quotedIdentifier })) continue;
        read += 1;
        const { mutants } = mutantsOf({ text, quotedIdentifier }, catalog);
        expect(mutants.length).toBeGreaterThan(0);
        expect(mutants.length).toBeLessThanOrEqual(MUTANTS_MAX);
        for (const mutant of mutants) {
          expect(statementsOf({ text: mutant.text, quotedIdentifier })).not.toBeNull();
          expect(mutant.text).not.toBe(text);
        }
        expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
        const places = requirementsOf({ text, quotedIdentifier }, catalog).map(({ place, outcome }) => place + outcome);
        expect(new Set(places).size).toBe(places.length);
      }
      expect(read).toBeGreaterThan(0);
    },
    120_000,
  );
});
