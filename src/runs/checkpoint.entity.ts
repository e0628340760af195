import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** State of a run's graph after a step, as LangGraph hands it to a saver. */
@Entity('checkpoints')
export class Checkpoint {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  @PrimaryColumn('text') namespace: string;
  @PrimaryColumn('text', { name: 'checkpoint_id' }) checkpointId: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'parent_id', nullable: true }) parentId: string | null;
  /** Of the state inside; one of another version is not gone on from. */
  @Column('integer', { name: 'schema_version' }) schemaVersion: number;
  @Column('jsonb') checkpoint: object;
  @Column('jsonb') metadata: object;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}

/** What a task of a step wrote, kept until the step's own checkpoint. */
@Entity('checkpoint_writes')
export class CheckpointWrite {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  @PrimaryColumn('text') namespace: string;
  @PrimaryColumn('text', { name: 'checkpoint_id' }) checkpointId: string;
  @PrimaryColumn('text', { name: 'task_id' }) taskId: string;
  /** Negative for LangGraph's special channels. */
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text') channel: string;
  @Column('jsonb', { nullable: true }) value: unknown;
}
