import type { EntityManager } from 'typeorm';

/** Which run is to be handed to the queue, and for which time. */
export interface Delivery {
  readonly workspaceId: string;
  readonly migrationId: string;
  readonly runId: string;
  /** The run's `delivery_no` at this moment. */
  readonly deliveryNo: number;
}

/** Notes, in the transaction that makes the run pending, that the run must be handed to the queue. The dispatcher does the rest. */
export async function addToOutbox(manager: EntityManager, delivery: Delivery): Promise<void> {
  await manager.query(
    'INSERT INTO outbox (workspace_id, migration_id, run_id, delivery_no) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [delivery.workspaceId, delivery.migrationId, delivery.runId, delivery.deliveryNo],
  );
}
