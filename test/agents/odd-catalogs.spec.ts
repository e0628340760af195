/** Invariant 5 for `metadata_json`: no catalog, however odd, makes an agent crash. Random changes of a real one, kept true to its types. */
import { MemorySaver } from '@langchain/langgraph';
import fc from 'fast-check';
import { assess } from '../../src/agents/assessment/assess.js';
import { evaluate } from '../../src/agents/evaluator/evaluate.js';
import { reportJson } from '../../src/agents/evaluator/report/report-json.js';
import { reportSchema } from '../../src/agents/evaluator/report/report-schema.js';
import { makeReport } from '../../src/agents/evaluator/report/report.js';
import { writeReport } from '../../src/agents/evaluator/report/write-report.js';
import { execute } from '../../src/agents/executor/execute.js';
import { executionSchema } from '../../src/agents/executor/execution.js';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { planMigration } from '../../src/agents/planner/plan-migration.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import { isSafeName } from '../../src/dbt/write/archive.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { readMetadata } from '../../src/sources/metadata/read-metadata.js';
import { catalogOf, EVERYTHING } from '../sources/metadata/catalog-case.js';
import { objectOf, RunCase } from './run-case.js';

jest.setTimeout(300_000);

let catalog: Catalog;
beforeAll(async () => {
  catalog = await catalogOf(EVERYTHING);
});

const WORDS = ['', 'x', 'Id', 'dbo', 'sys', '__proto__', 'constructor', '../../x', 'a"b', "a'b", '{{ x }}', '{% x %}', '\u0000', '\ud800', 'é', '表', '[x]', 'a.b', '*', 'select', '(', '1e999', 'x'.repeat(200), '\n--', 'Latin1_General_BIN2', 'CREATE VIEW v AS SELECT 1', 'SELECT * FROM dbo.Item', `${'('.repeat(2_000)}1`]; // prettier-ignore
const NUMBERS = [0, 1, -1, 2, 7, 38, 39, 8_000, 8_001, 150, 2 ** 31, -(2 ** 53), 0.5];

/** How one node of the value is changed: `pick` chooses among what its type allows. */
interface Change {
  readonly node: number;
  readonly pick: number;
}
const changes = fc.array(fc.record({ node: fc.nat(), pick: fc.nat() }), { minLength: 1, maxLength: 6 });

interface Slot {
  readonly owner: Record<string, unknown> | unknown[];
  readonly key: string;
}

function slotsOf(value: unknown): Slot[] {
  const slots: Slot[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // JSON: an object or an array.
    const owner = node as Slot['owner'];
    for (const [key, child] of Object.entries(owner)) {
      slots.push({ owner, key });
      visit(child);
    }
  };
  visit(value);
  return slots;
}

function changed(given: Catalog, all: readonly Change[]): unknown {
  const value: unknown = JSON.parse(JSON.stringify(given));
  for (const { node, pick } of all) {
    const slots = slotsOf(value);
    const slot = slots[node % slots.length];
    if (slot) Reflect.set(slot.owner, slot.key, replacement(Reflect.get(slot.owner, slot.key), pick, slots));
  }
  return value;
}

function replacement(old: unknown, pick: number, slots: readonly Slot[]): unknown {
  const like = slots.map(({ owner, key }) => Reflect.get(owner, key) as unknown).filter((other) => typeof other === typeof old && Array.isArray(other) === Array.isArray(old)); // prettier-ignore
  const other: unknown = JSON.parse(JSON.stringify(like[pick % like.length] ?? null));
  if (typeof old === 'string') return pick % 3 === 0 ? WORDS[pick % WORDS.length] : pick % 17 === 0 ? null : other;
  if (typeof old === 'number') return NUMBERS[pick % NUMBERS.length];
  if (typeof old === 'boolean') return !old;
  if (old === null) return pick % 2 === 0 ? WORDS[pick % WORDS.length] : null;
  if (!Array.isArray(old)) return other;
  const items: unknown[] = old;
  return [[], [...items, ...items], [...items].reverse(), items.slice(1), [...items, other]][pick % 5];
}

/** All that is pure of a run. Throws what an agent throws. */
function runAgents(given: Catalog, options: Record<string, unknown>): void {
  const chosen = migrationOptionsSchema.parse(options);
  const assessment = assess(given);
  const plan = planMigration(given, assessment, chosen);
  const execution = executionSchema.parse(execute(given, plan, chosen, makeCompiler));
  const report = { schemaVersion: 1 as const, engine: 'none', attempt: 1, objects: [] };
  const evaluation = evaluate({ catalog: given, assessment, plan, execution, report });
  const input = { catalog: given, assessment, plan, execution, evaluation, durationMs: null, showValues: false };
  reportSchema.parse(reportJson(makeReport(input)));
  const files = [...writeProject(execution.project), ...writeReport(input)];
  expect(files.map(({ path }) => path).filter((path) => !isSafeName(path))).toEqual([]);
}

describe('a catalog with random changes', () => {
  test('is refused with faults, or goes through every agent', () => {
    let taken = 0;
    fc.assert(
      fc.property(changes, fc.constantFrom({}, { target: 'postgres' }, { names: 'dbt-style' }), (all, options) => {
        const read = readMetadata(changed(catalog, all));
        if (!read.ok) return read.faults.every(({ code, pointer, message }) => code !== '' && message !== '' && (pointer === '' || pointer.startsWith('/'))); // prettier-ignore
        taken++;
        runAgents(read.catalog, options);
        return true;
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 400), ...(process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {}) },
    );
    expect(taken).toBeGreaterThan(50);
  }); // prettier-ignore

  test('as text cut or changed anywhere, is refused or taken, and never throws', () => {
    const text = JSON.stringify(catalog);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 10 }), (from, count, put) => {
        const read = readMetadata(text.slice(0, from) + put + text.slice(from + count));
        return read.ok || read.faults.length > 0;
      }),
      { numRuns: 300 },
    );
  });
});

describe('a run over an odd catalog', () => {
  let shop: RunCase;
  beforeEach(() => (shop = RunCase.make()));
  afterEach(() => shop.remove());

  test('ends with findings, in the real sandbox', async () => {
    for (const all of fc.sample(changes, { numRuns: 60, seed: Number(process.env.FUZZ_SEED ?? 7) })) {
      const read = readMetadata(changed(catalog, all));
      if (!read.ok) continue;
      const result = await shop.runCatalog(read.catalog, { checkpointer: new MemorySaver() });
      expect(result.evaluation.objects.length).toBe(read.catalog.objects.length);
    }
  });

  test('has no rows of its own, and takes those of a file', async () => {
    const read = readMetadata(JSON.stringify(catalog));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const bare = await shop.runCatalog(read.catalog);
    expect(bare.catalog.rows).toEqual([]);
    expect(objectOf(bare, 'dbo.Sold')).toMatchObject({
      status: 'proved',
      evidence: { datasets: ['no rows', 'fixtures'] },
    });
    const file = await shop.dataFile('dbo.Item.csv', 'Id,Name,Price\n7,Oar,3.25\n');
    const filled = await shop.runCatalog(read.catalog, {}, [file]);
    expect(objectOf(filled, 'dbo.Sold')?.evidence.datasets).toEqual(['source rows', 'fixtures']);
    expect(filled.catalog.rows).toMatchObject([{ rowsTotal: 1 }]);
  });
});
