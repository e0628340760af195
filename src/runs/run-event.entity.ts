import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One entry of a run's log: numbered from 1 without a gap, never changed. */
@Entity('run_events')
export class RunEvent {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  /** A text: PostgreSQL's bigint. */
  @PrimaryColumn('bigint') seq: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  /** `run.started`, `step.completed`, `run.progress`. */
  @Column('text') type: string;
  @Column('jsonb') data: object;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
