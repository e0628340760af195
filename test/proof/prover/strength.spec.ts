/** What the answers to mutants count for: only rows that differ kill one, and what was not answered is said. */
import type { Catalog, View } from '../../../src/catalog/catalog.js';
import { NO_LOOSE_COLUMNS } from '../../../src/proof/compare/index.js';
import { fateOf, MUTANTS_MAX, mutantsOf, type Fate } from '../../../src/proof/mutants/index.js';
import type { Strength } from '../../../src/proof/prover/outcome.js';
import type { MeasuredSite } from '../../../src/proof/prover/site.js';
import { measureStrength } from '../../../src/proof/prover/strength.js';
import type { ReferenceAnswer, ReferenceRows } from '../../../src/proof/reference/index.js';
import { catalogOf } from '../../factories/catalog.js';

const rows = (...values: readonly number[]): ReferenceRows => ({
  kind: 'rows',
  columns: [{ name: 'x', type: { base: 'int' } }],
  rows: values.map((value) => [value]),
  readsSurroundings: false,
});
const ORIGINAL = rows(1, 2);
const error = (phase: 'definition' | 'rows', number: number): ReferenceAnswer => ({
  kind: 'error',
  phase,
  number,
  message: '',
});
const LACKING: ReferenceAnswer = { kind: 'not_in_reference', code: 'ENGINE-FUNCTION-X', message: 'no X' };
const LIMIT: ReferenceAnswer = { kind: 'not_in_reference', code: 'ENGINE-LIMIT-STEPS', message: 'too many' };
const [KILLED, SURVIVED, INVALID, ROW_FAULT] = [rows(1, 3), rows(2, 1), error('definition', 102), error('rows', 8134)];

/** A reference that says the same of every mutant, and a site of it. */
function site(answer: ReferenceAnswer, workPerAnswer = 1): MeasuredSite & { readonly asked: () => number } {
  let asked = 0;
  const reference = {
    answer: (_name: unknown, { text }: { readonly text?: string } = {}): ReferenceAnswer => {
      if (text === undefined) return ORIGINAL;
      asked += 1;
      return answer;
    },
    get work(): number {
      return asked * workPerAnswer;
    },
  };
  return { reference, rows: ORIGINAL, loose: NO_LOOSE_COLUMNS, asked: () => asked };
}

async function viewOf(query: string): Promise<{ readonly view: View; readonly catalog: Catalog }> {
  const catalog = await catalogOf(
    `CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY, x int NULL)\nGO\nCREATE VIEW dbo.v AS ${query}\nGO\n`,
  );
  const view = catalog.objects.find((object): object is View => object.kind === 'view');
  if (!view) throw new Error('no view');
  return { view, catalog };
}

const PLAIN = 'SELECT x FROM dbo.t';
const faultsOf = ({ view, catalog }: { readonly view: View; readonly catalog: Catalog }) =>
  mutantsOf({ text: view.definition.text ?? '', quotedIdentifier: true }, catalog);

async function strengthOf(query: string, ...sites: readonly MeasuredSite[]): Promise<Strength> {
  const { view, catalog } = await viewOf(query);
  const measuring = measureStrength(view, catalog, sites);
  for (;;) {
    const { done, value } = measuring.next();
    if (done) return value;
  }
}

const NO_ANSWER = ['1 faults for which the reference gave no answer'];

describe('One fault', () => {
  test('is all that the plain query has', async () => {
    expect(faultsOf(await viewOf(PLAIN)).mutants).toHaveLength(1);
  });

  test.each<[string, readonly ReferenceAnswer[], { killed: number; total: number; survivors: number; notChecked: readonly string[] }]>([
    ['is killed by rows that differ', [KILLED], { killed: 1, total: 1, survivors: 0, notChecked: [] }],
    ['is killed by an error that rows raise', [ROW_FAULT], { killed: 1, total: 1, survivors: 0, notChecked: [] }],
    ['is killed by the second dataset', [SURVIVED, KILLED], { killed: 1, total: 1, survivors: 0, notChecked: [] }],
    ['is killed where the first dataset had no answer', [LACKING, KILLED], { killed: 1, total: 1, survivors: 0, notChecked: [] }],
    ['survives rows that are the same', [SURVIVED], { killed: 0, total: 1, survivors: 1, notChecked: [] }],
    ['is none where SQL Server refuses it', [INVALID], { killed: 0, total: 0, survivors: 0, notChecked: [] }],
    ['has no answer where the reference lacks something', [LACKING], { killed: 0, total: 0, survivors: 0, notChecked: NO_ANSWER }],
    ['has no answer at a bound', [LIMIT], { killed: 0, total: 0, survivors: 0, notChecked: NO_ANSWER }],
    ['has no answer by an error that no row raises', [error('rows', 8120)], { killed: 0, total: 0, survivors: 0, notChecked: NO_ANSWER }],
    ['has none where one dataset lacks it and the others do not tell', [LACKING, SURVIVED], { killed: 0, total: 0, survivors: 0, notChecked: NO_ANSWER }],
    ['is tried on the source rows after an error on the fixtures', [error('rows', 8120), KILLED], { killed: 1, total: 1, survivors: 0, notChecked: [] }],
  ])('%s', async (_name, answers, { killed, total, survivors, notChecked }) => {
    const found = await strengthOf(PLAIN, ...answers.map((answer) => site(answer)));
    expect(found.mutants).toEqual({ killed, total, justified: 0 });
    expect(found.survivors).toHaveLength(survivors);
    expect(found.notChecked).toEqual(notChecked);
  }); // prettier-ignore

  test('that SQL Server refuses is not tried again', async () => {
    const [first, second] = [site(INVALID), site(KILLED)];
    await strengthOf(PLAIN, first, second);
    expect([first.asked(), second.asked()]).toEqual([1, 0]);
  });

  test('that survives is justified by a trusted constraint, and no place is shown for it', async () => {
    const found = await strengthOf('SELECT id FROM dbo.t', site(SURVIVED));
    expect(found).toMatchObject({ mutants: { killed: 0, total: 1, justified: 1 }, survivors: [], notChecked: [] });
  });
});

describe('Many faults', () => {
  const many = `SELECT x FROM dbo.t WHERE ${Array.from({ length: 80 }, (_, at) => `x <> ${at}`).join(' AND ')}`;

  test('more than the bound are said to be untried', async () => {
    const { leftOut } = faultsOf(await viewOf(many));
    expect(leftOut).toBeGreaterThan(0);
    const found = await strengthOf(many, site(KILLED));
    expect(found.mutants).toMatchObject({ killed: MUTANTS_MAX, total: MUTANTS_MAX });
    expect(found.notChecked).toEqual([`${leftOut} more faults that could have been tried`]);
  });

  test('those beyond the work of one object too', async () => {
    const { leftOut } = faultsOf(await viewOf(many));
    const found = await strengthOf(many, site(KILLED, 1_000_000));
    expect(found.mutants).toMatchObject({ killed: 1, total: 1 });
    expect(found.notChecked).toEqual([`${leftOut + MUTANTS_MAX - 1} more faults that could have been tried`]);
  });
});

test.each<[string, Parameters<typeof fateOf>[0], Fate]>([
  ['other rows', { kind: 'rows', equal: false }, 'killed'],
  ['the same rows', { kind: 'rows', equal: true }, 'survived'],
  ['a division by zero', { kind: 'error', phase: 'rows', number: 8134 }, 'killed'],
  ['a division by zero when it is made', { kind: 'error', phase: 'definition', number: 8134 }, 'invalid'],
  ['a conversion that fails', { kind: 'error', phase: 'rows', number: 245 }, 'killed'],
  ['TOP WITH TIES without an order, of rows', { kind: 'error', phase: 'rows', number: 1062 }, 'unanswered'],
  ['TOP WITH TIES without an order', { kind: 'error', phase: 'definition', number: 1062 }, 'invalid'],
  ['FETCH of no rows', { kind: 'error', phase: 'rows', number: 10744 }, 'unanswered'],
  ['a column that is not grouped', { kind: 'error', phase: 'definition', number: 8120 }, 'invalid'],
  ['DISTINCT of what cannot be compared', { kind: 'error', phase: 'rows', number: 421 }, 'invalid'],
  ['nothing', { kind: 'not_in_reference' }, 'unanswered'],
])('%s: the fate of a fault', (_name, answer, fate) => {
  expect(fateOf(answer)).toBe(fate);
});
