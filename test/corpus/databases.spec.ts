/** Real legacy databases, each migrated, judged, and built green by real dbt. */
import { scoreSet, type Score } from '../../bench/score.js';
import { corpus, corpusPath } from '../support/corpus.js';
import { dbt } from '../support/dbt.js';
import { describeIf } from '../support/requirement.js';

interface Expectation {
  readonly set: string;
  /** Status counts by kind that must hold exactly. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly exitCode: number;
}

const EXPECTATIONS: readonly Expectation[] = [
  { set: 'tsql-northwind', exitCode: 2, kinds: { table: { converted: 13 }, view: { converted: 16 } } },
  { set: 'tsql-pubs', exitCode: 2, kinds: { table: { converted: 11 }, view: { converted: 1 } } },
  { set: 'multi-chinook', exitCode: 0, kinds: { table: { converted: 11 } } },
  { set: 'multi-sakila', exitCode: 0, kinds: { table: { converted: 16 }, view: { converted: 5 } } },
  { set: 'tsql-adventureworks-oltp', exitCode: 2, kinds: { table: { converted: 71 } } },
  { set: 'tsql-adventureworks-dw', exitCode: 2, kinds: { table: { converted: 31 } } },
  { set: 'tsql-contoso-dw', exitCode: 0, kinds: { table: { converted: 50 } } },
  { set: 'multi-ohdsi-cdm', exitCode: 0, kinds: { table: { converted: 39 } } },
  { set: 'multi-quartz', exitCode: 0, kinds: { table: { converted: 11 } } },
];

describeIf([corpus, dbt], 'Real databases', () => {
  test.each(EXPECTATIONS)(
    '$set is carried over and dbt builds it green',
    async ({ set, kinds, exitCode }) => {
      const score = await scoreSet(corpusPath(set));
      for (const [kind, counts] of Object.entries(kinds))
        expect({ [kind]: represented(score.kinds[kind]) }).toEqual({ [kind]: counts });
      expect(score.exitCode).toBe(exitCode);
      expectGreen(score);
    },
    300_000,
  );

  test('at least 14 of the 20 views of adventureworks-oltp convert; the XML ones need review with a code', async () => {
    const score = await scoreSet(corpusPath('tsql-adventureworks-oltp'));
    expect(represented(score.kinds['view'])?.['converted'] ?? 0).toBeGreaterThanOrEqual(14);
    for (const line of score.open.filter((each) => each.includes('needs_review') && /\.v/.test(each))) expect(line).toMatch(/\([A-Z]+-/); // prettier-ignore
  }, 300_000);

  test('a procedure library gives sources and no other model, in under 10 seconds', async () => {
    const score = await scoreSet(corpusPath('tsql-ola-maintenance'));
    expect(score.exitCode).toBe(2);
    expect(score.kinds['table']).toEqual({ converted: 3 });
    expect(score.kinds['view']).toBeUndefined();
    expect(score.durationMs).toBeLessThan(10_000);
    expectGreen(score);
  }, 120_000);
});

/** What is proved is converted as well. */
function represented(counts: Readonly<Record<string, number>> | undefined): Record<string, number> | undefined {
  if (!counts) return undefined;
  const { proved = 0, converted = 0, ...others } = counts;
  return { ...others, converted: converted + proved };
}

function expectGreen(score: Score): void {
  expect(score.dbt).not.toBeNull();
  expect(`${score.dbt?.exitCode} ${score.dbt?.counts}`).toMatch(/^0 .*ERROR=0/);
}
