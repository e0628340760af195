/** A run that was interrupted goes on at its first unfinished turn, from stored values alone. */
import { MemorySaver } from '@langchain/langgraph';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runMigration, type MigrationInput } from '../../src/agents/workflow/run-migration.js';
import type { RunArtifacts } from '../../src/agents/workflow/state.js';
import type { OnStep } from '../../src/agents/workflow/turns.js';
import { AGENT_PHASES, AGENTS, type AgentName } from '../../src/agents/workflow/workflow.js';
import { TextArtifactStore, type ArtifactTexts } from '../../src/artifacts/artifact-store.js';
import { objectOf, RunCase, TABLE } from './run-case.js';

/** Rows that break the key: the Rebuilder has something to do, and the Tester a second turn. */
const SQL = `${TABLE}INSERT INTO dbo.Item VALUES (1, N'Rope again')\nGO\nCREATE VIEW dbo.Names AS SELECT Name FROM dbo.Item\n`;

class MemoryTexts implements ArtifactTexts {
  readonly kept = new Map<string, string>();
  putText(hash: string, text: string): Promise<void> {
    this.kept.set(hash, text);
    return Promise.resolve();
  }
  getText(hash: string): Promise<string | null> {
    return Promise.resolve(this.kept.get(hash) ?? null);
  }
}

/** Writes some checkpoints, and then no more. */
class DyingSaver extends MemorySaver {
  constructor(public left: number) {
    super();
  }

  override put(...given: Parameters<MemorySaver['put']>): ReturnType<MemorySaver['put']> {
    if (--this.left < 0) return Promise.reject(new Error('the database is away'));
    return super.put(...given);
  }
}

let shop: RunCase;
beforeEach(() => (shop = RunCase.make()));
afterEach(() => shop.remove());

interface Seen {
  readonly agent: AgentName;
  readonly moment: string;
  readonly attempt: number;
  readonly artifacts: readonly string[];
}

/** Every input works in a folder of its own, as another worker would. */
async function inputOf(texts: MemoryTexts, checkpointer: MemorySaver, onStep: OnStep): Promise<MigrationInput> {
  mkdirSync(join(shop.folder, 'workers'), { recursive: true });
  const workFolder = mkdtempSync(join(shop.folder, 'workers', 'w-'));
  return { ...(await shop.input(SQL)), workFolder, runId: 'run_1', store: new TextArtifactStore(texts), checkpointer, onStep };
} // prettier-ignore

function recorder(): { seen: Seen[]; onStep: OnStep } {
  const seen: Seen[] = [];
  const onStep: OnStep = (agent, moment, attempt, artifacts) => {
    seen.push({ agent, moment, attempt, artifacts: Object.keys(artifacts) });
  };
  return { seen, onStep };
}

const started = (seen: readonly Seen[]) => seen.filter(({ moment }) => moment === 'started').map(({ agent, attempt }) => `${agent} ${attempt}`); // prettier-ignore

const WHOLE = ['assessment 1', 'planner 1', 'executor 1', 'tester 1', 'rebuilder 1', 'tester 2', 'rebuilder 2', 'evaluator 1']; // prettier-ignore

describe('the steps of a run', () => {
  test('are told before and after each agent works, with what it stored', async () => {
    const { seen, onStep } = recorder();
    const result = await runMigration(await inputOf(new MemoryTexts(), new MemorySaver(), onStep));
    expect(started(seen)).toEqual(WHOLE);
    expect(seen.filter((_, index) => index % 2 === 1).map(({ artifacts }) => artifacts)).toEqual([
      ['assessment'], ['plan'], ['execution'], ['test_report'], ['execution'], ['test_report'], [], ['evaluation'],
    ]); // prettier-ignore
    expect(Object.keys(result.artifacts).sort()).toEqual(['assessment', 'catalog', 'evaluation', 'execution', 'options', 'plan', 'test_report']); // prettier-ignore
  });

  test('are waited for: no agent works before its start was taken in', async () => {
    const order: string[] = [];
    const input = await inputOf(new MemoryTexts(), new MemorySaver(), async (agent, moment) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${agent} ${moment}`);
    });
    await runMigration({ ...input, onProgress: (phase) => order.push(`${phase} works`) });
    for (const agent of AGENTS)
      expect(order.indexOf(`${agent} works`)).toBeGreaterThan(order.indexOf(`${agent} started`));
  });

  test('have the words of the public', () => {
    expect(AGENTS.map((agent) => AGENT_PHASES[agent])).toEqual(['assessment', 'planning', 'execution', 'testing', 'rebuilding', 'evaluation']); // prettier-ignore
  });
});

/** Of an uninterrupted run. */
let whole: RunArtifacts | undefined;

describe('a run that was interrupted', () => {
  test.each(WHOLE.map((turn, index) => [turn, index] as const))(
    'before %s goes on there, and ends as an uninterrupted one',
    async (turn, index) => {
      const texts = new MemoryTexts();
      const saver = new MemorySaver();
      const cut: OnStep = (agent, moment, attempt) => {
        if (moment === 'started' && `${agent} ${attempt}` === turn) throw new Error('the worker died');
      };
      await expect(runMigration(await inputOf(texts, saver, cut))).rejects.toThrow('the worker died');
      const { seen, onStep } = recorder();
      const resumed = await runMigration(await inputOf(texts, saver, onStep));
      expect(started(seen)).toEqual(WHOLE.slice(index));
      whole ??= (await runMigration(await inputOf(new MemoryTexts(), new MemorySaver(), () => undefined))).artifacts;
      expect(resumed.artifacts).toEqual(whole);
      expect(objectOf(resumed, 'dbo.Names')).toMatchObject({ proof: 'equivalent', status: 'proved' });
    },
  );

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('while checkpoint %i was written, goes on all the same', async (last) => {
    const texts = new MemoryTexts();
    const saver = new DyingSaver(last);
    await expect(runMigration(await inputOf(texts, saver, () => undefined))).rejects.toThrow('the database is away');
    saver.left = Infinity;
    const resumed = await runMigration(await inputOf(texts, saver, () => undefined));
    expect(objectOf(resumed, 'dbo.Names')).toMatchObject({ proof: 'equivalent', status: 'proved' });
  });

  test('has its sample rows again, in a folder that never saw them', async () => {
    const texts = new MemoryTexts();
    const saver = new MemorySaver();
    const stop: OnStep = (agent) => {
      if (agent === 'tester') throw new Error('the worker died');
    };
    await expect(runMigration(await inputOf(texts, saver, stop))).rejects.toThrow();
    const { rows, catalog } = await runMigration(await inputOf(texts, saver, () => undefined));
    const read: unknown[] = [];
    for await (const batch of rows.read(catalog.rows[0]?.rowsKey ?? '')) read.push(...batch);
    expect(read).toHaveLength(3);
  });

  test('and was finished already, answers without any agent working', async () => {
    const texts = new MemoryTexts();
    const saver = new MemorySaver();
    const first = await runMigration(await inputOf(texts, saver, () => undefined));
    const { seen, onStep } = recorder();
    expect((await runMigration(await inputOf(texts, saver, onStep))).artifacts).toEqual(first.artifacts);
    expect(seen).toEqual([]);
  });

  test('says so when a stored value is gone', async () => {
    const texts = new MemoryTexts();
    const saver = new MemorySaver();
    await runMigration(await inputOf(texts, saver, () => undefined));
    texts.kept.clear();
    await expect(runMigration(await inputOf(texts, saver, () => undefined))).rejects.toMatchObject({ code: 'ARTIFACT-MISSING' }); // prettier-ignore
  });

  test('by its signal stops before the next agent, with the signal’s reason', async () => {
    const abort = new AbortController();
    const { seen, onStep } = recorder();
    const input = await inputOf(new MemoryTexts(), new MemorySaver(), async (agent, moment, attempt, artifacts) => {
      await onStep(agent, moment, attempt, artifacts);
      if (agent === 'planner' && moment === 'started') abort.abort(new Error('cancelled by a person'));
    });
    await expect(runMigration({ ...input, signal: abort.signal })).rejects.toThrow('cancelled by a person');
    expect(started(seen)).toEqual(['assessment 1', 'planner 1']);
  });
});
