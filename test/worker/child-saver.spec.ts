import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { StoredCheckpoint, StoredState, StoredWrites } from '../../src/runs/stored-checkpoint.js';
import { ChildSaver } from '../../src/worker/child-saver.js';

const State = Annotation.Root({ hash: Annotation<string>(), turns: Annotation<number>() });

/** Three steps; the one named fails. What ran is noted. */
function graph(ran: string[], failing: string | null) {
  const step = (name: string) => (state: typeof State.State) => {
    if (name === failing) throw new Error(`${name} fails`);
    ran.push(name);
    return { hash: `${state.hash}-${name}`, turns: state.turns + 1 };
  };
  return new StateGraph(State)
    .addNode('one', step('one'))
    .addNode('two', step('two'))
    .addNode('three', step('three'))
    .addEdge(START, 'one')
    .addEdge('one', 'two')
    .addEdge('two', 'three')
    .addEdge('three', END);
}

const config = { configurable: { thread_id: 'run_x' }, durability: 'sync' as const };

/** A saver whose copies go through JSON, as the channel and the database take them. */
function copying(): { saver: ChildSaver; state: () => StoredState } {
  const checkpoints: StoredCheckpoint[] = [];
  const writes: StoredWrites[] = [];
  const saver = new ChildSaver({
    checkpoint: async (stored) => void checkpoints.push(stored),
    writes: async (stored) => void writes.push(stored),
  });
  return { saver, state: () => JSON.parse(JSON.stringify({ checkpoints, writes })) as StoredState };
}

describe('the checkpoints of a child', () => {
  test('let another one go on from the step that failed, and do no finished step again', async () => {
    const first = copying();
    const ran: string[] = [];
    const begun = graph(ran, 'three').compile({ checkpointer: first.saver });
    await expect(begun.invoke({ hash: 'h', turns: 0 }, config)).rejects.toThrow('three fails');
    expect(ran).toEqual(['one', 'two']);

    const second = copying();
    await second.saver.restore('run_x', first.state());
    const resumed = graph(ran, null).compile({ checkpointer: second.saver });
    expect(await resumed.invoke(null, config)).toEqual({ hash: 'h-one-two-three', turns: 3 });
    expect(ran).toEqual(['one', 'two', 'three']);
  });

  test('are told before the next step begins, each with its parent, in the order of their ids', async () => {
    const { saver, state } = copying();
    await graph([], null).compile({ checkpointer: saver }).invoke({ hash: 'h', turns: 0 }, config);
    const { checkpoints } = state();
    expect(checkpoints.length).toBeGreaterThanOrEqual(4);
    const ids = checkpoints.map(({ checkpointId }) => checkpointId);
    expect(ids).toEqual([...ids].sort());
    expect(checkpoints.map(({ parentId }) => parentId)).toEqual([null, ...ids.slice(0, -1)]);
  });

  test('that were restored are not told again', async () => {
    const first = copying();
    await graph([], null).compile({ checkpointer: first.saver }).invoke({ hash: 'h', turns: 0 }, config);
    const second = copying();
    await second.saver.restore('run_x', first.state());
    expect(second.state()).toEqual({ checkpoints: [], writes: [] });
    expect(await second.saver.getTuple(config)).toEqual(await first.saver.getTuple(config));
  });
});
