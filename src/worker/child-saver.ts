/** Checkpoints of the child: LangGraph's own saver in memory, and a copy of each to the worker, who writes it into the run's fenced rows. */
import { MemorySaver, type Checkpoint, type CheckpointMetadata } from '@langchain/langgraph';
import type { StoredCheckpoint, StoredState, StoredWrites } from '../runs/stored-checkpoint.js';
import { STATE_SCHEMA_VERSION } from '../runs/stored-checkpoint.js';

/** Where copies go; resolves when they are written. */
export interface CheckpointSink {
  checkpoint(stored: StoredCheckpoint): Promise<void>;
  writes(stored: StoredWrites): Promise<void>;
}

type Config = Parameters<MemorySaver['put']>[0];
type PendingWrites = Parameters<MemorySaver['putWrites']>[1];

/** Channels that keep a place of their own beside what a task wrote. Source: `WRITES_IDX_MAP` of @langchain/langgraph-checkpoint. */
const SPECIAL_POSITIONS: Readonly<Record<string, number>> = {
  __error__: -1,
  __scheduled__: -2,
  __interrupt__: -3,
  __resume__: -4,
};

export class ChildSaver extends MemorySaver {
  constructor(private readonly sink: CheckpointSink) {
    super();
  }

  /** Takes up what an earlier worker stored. Nothing of it is sent again. */
  async restore(threadId: string, state: StoredState): Promise<void> {
    for (const { namespace, checkpoint, metadata, parentId } of state.checkpoints) {
      const config = configOf(threadId, namespace, parentId ?? undefined);
      // These rows were written from values of just these types.
      await super.put(config, checkpoint as unknown as Checkpoint, metadata as unknown as CheckpointMetadata);
    }
    for (const { namespace, checkpointId, taskId, writes } of state.writes) {
      const pending = writes.map(({ channel, value }): PendingWrites[number] => [channel, value]);
      await super.putWrites(configOf(threadId, namespace, checkpointId), pending, taskId);
    }
  }

  override async put(config: Config, checkpoint: Checkpoint, metadata: CheckpointMetadata): Promise<Config> {
    const next = await super.put(config, checkpoint, metadata);
    const { namespace, checkpointId } = placeOf(config);
    await this.sink.checkpoint({
      namespace,
      checkpointId: checkpoint.id,
      parentId: checkpointId ?? null,
      schemaVersion: STATE_SCHEMA_VERSION,
      checkpoint: await this.plain(checkpoint),
      metadata: await this.plain(metadata),
    });
    return next;
  }

  override async putWrites(config: Config, writes: PendingWrites, taskId: string, taskPath?: string): Promise<void> {
    await super.putWrites(config, writes, taskId, taskPath);
    const { namespace, checkpointId } = placeOf(config);
    if (checkpointId === undefined) return;
    const stored = writes.map(([channel, value], at) => ({
      position: SPECIAL_POSITIONS[channel] ?? at,
      channel,
      value: value ?? null,
    }));
    await this.sink.writes({ namespace, checkpointId, taskId, writes: await this.plainList(stored) });
  }

  /** As LangGraph would store it: JSON. */
  private async plain(value: object): Promise<Record<string, unknown>> {
    const [, bytes] = await this.serde.dumpsTyped(value);
    // An object was written, so an object is read.
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  }

  private async plainList(writes: StoredWrites['writes']): Promise<StoredWrites['writes']> {
    const { writes: plain } = await this.plain({ writes });
    // The same list, its values as JSON.
    return plain as StoredWrites['writes'];
  }
}

function configOf(threadId: string, namespace: string, checkpointId: string | undefined): Config {
  return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpointId } };
}

function placeOf(config: Config): { namespace: string; checkpointId: string | undefined } {
  // LangGraph puts these texts there.
  const { checkpoint_ns: namespace = '', checkpoint_id: checkpointId } = (config.configurable ?? {}) as Partial<
    Record<string, string>
  >;
  return { namespace, checkpointId };
}
