import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A run that must still be handed to the queue. Made in the transaction that makes the run pending. */
@Entity('outbox')
export class OutboxEntry {
  /** A text: PostgreSQL's bigint. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'migration_id' }) migrationId: string;
  @Column('text', { name: 'run_id' }) runId: string;
  @Column('integer', { name: 'delivery_no' }) deliveryNo: number;
  /** Deliveries that failed. */
  @Column('integer') attempts: number;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { name: 'next_attempt_at' }) nextAttemptAt: Date;
}
