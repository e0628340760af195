import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { RunPhase, RunStatus } from './run-states.js';

/** One execution of a migration. Read it through this class; it is written by claims and RunTransaction only. */
@Entity('runs')
export class Run {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'migration_id' }) migrationId: string;
  /** Who started it. */
  @Column('text', { name: 'user_id' }) userId: string;
  /** 1 for the first run of its migration. */
  @Column('integer') number: number;
  @Column('text') cause: 'start' | 'retry' | 'edit';
  @Column('text') status: RunStatus;
  @Column('text', { nullable: true }) phase: RunPhase | null;
  @Column('integer', { name: 'progress_done' }) progressDone: number;
  @Column('integer', { name: 'progress_total' }) progressTotal: number;
  @Column('double precision', { name: 'success_rate', nullable: true }) successRate: number | null;
  @Column('double precision', { name: 'proved_rate', nullable: true }) provedRate: number | null;
  @Column('integer', { name: 'models_generated' }) modelsGenerated: number;
  @Column('text', { name: 'error_code', nullable: true }) errorCode: string | null;
  @Column('text', { name: 'error_message', nullable: true }) errorMessage: string | null;
  /** Counts up when the run is handed to the queue again: part of the job's id. */
  @Column('integer', { name: 'delivery_no' }) deliveryNo: number;
  /** Claims so far, those that were given back in order not counted. */
  @Column('integer') starts: number;
  /** Counts up at each claim: a worker of an older epoch can write nothing any more. */
  @Column('integer', { name: 'lease_epoch' }) leaseEpoch: number;
  @Column('text', { name: 'lease_owner', nullable: true }) leaseOwner: string | null;
  /** By the database's clock. */
  @Column('timestamptz', { name: 'lease_expires_at', nullable: true }) leaseExpiresAt: Date | null;
  @Column('timestamptz', { name: 'cancel_requested_at', nullable: true }) cancelRequestedAt: Date | null;
  /** A text: PostgreSQL's bigint. */
  @Column('bigint', { name: 'last_event_seq' }) lastEventSeq: string;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt: Date | null;
}
