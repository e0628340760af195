import { SYSTEM } from '../../src/database/workspace-database.js';
import { RunClaims } from '../../src/runs/run-claims.js';
import { RunTransactions } from '../../src/runs/run-transaction.js';
import { readState, STATE_SCHEMA_VERSION, type StoredCheckpoint } from '../../src/runs/stored-checkpoint.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openStore, type Store } from './store.js';

describeIf(postgres, 'stored checkpoints', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const checkpoint = (checkpointId: string, schemaVersion = STATE_SCHEMA_VERSION): StoredCheckpoint => ({
    namespace: '',
    checkpointId,
    parentId: null,
    schemaVersion,
    checkpoint: { channel_values: { turns: 1 } },
    metadata: { step: 0 },
  });
  const writes = (checkpointId: string) => ({
    namespace: '',
    checkpointId,
    taskId: 't',
    writes: [
      { position: 1, channel: 'b', value: null },
      { position: 0, channel: 'a', value: { deep: ['x'] } },
    ],
  });

  async function stored(...all: readonly StoredCheckpoint[]): Promise<string> {
    const { runId } = await store.newRun();
    const claim = await new RunClaims(store.database).claim(runId, { owner: 'test', leaseMs: 10_000 });
    await new RunTransactions(store.database).run(runId, claim?.epoch ?? 0, async (run) => {
      for (const one of all) {
        await run.putCheckpoint(one);
        await run.putCheckpointWrites(writes(one.checkpointId));
        await run.putCheckpoint(one); // told twice: the answer to the first was lost
        await run.putCheckpointWrites(writes(one.checkpointId));
      }
    });
    return runId;
  }
  const read = (runId: string) => store.database.transaction(SYSTEM, (manager) => readState(manager, runId));

  test('come back as they were put, oldest first, their writes in order', async () => {
    const state = await read(await stored(checkpoint('c2'), checkpoint('c1')));
    expect(state.checkpoints).toEqual([checkpoint('c1'), checkpoint('c2')]);
    expect(state.writes).toMatchObject([{ checkpointId: 'c1' }, { checkpointId: 'c2' }]);
    expect(state.writes[0]?.writes.map(({ channel, value }) => [channel, value])).toEqual([
      ['a', { deep: ['x'] }],
      ['b', null],
    ]);
  });

  test('of another version are left alone: the run starts from its beginning, and goes on from what it then stores', async () => {
    const old = checkpoint('c1', STATE_SCHEMA_VERSION + 1);
    expect(await read(await stored(old))).toEqual({ checkpoints: [], writes: [] });
    const state = await read(await stored(old, checkpoint('c2')));
    expect(state.checkpoints).toEqual([checkpoint('c2')]);
    expect(state.writes).toMatchObject([{ checkpointId: 'c2' }]);
  });
});
