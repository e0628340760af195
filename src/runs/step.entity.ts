import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RunPhase } from './run-states.js';

/** One turn of one agent in a run. */
@Entity('steps')
export class Step {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'run_id' }) runId: string;
  /** 1 for the first step of its run. */
  @Column('integer') number: number;
  @Column('text') agent: string;
  @Column('text') phase: RunPhase;
  /** 1 for the agent's first turn in this run. */
  @Column('integer') attempt: number;
  @Column('text') status: 'running' | 'completed' | 'failed' | 'cancelled';
  @Column('integer', { name: 'progress_done' }) progressDone: number;
  @Column('integer', { name: 'progress_total' }) progressTotal: number;
  @Column('text', { name: 'error_code', nullable: true }) errorCode: string | null;
  @Column('text', { name: 'error_message', nullable: true }) errorMessage: string | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt: Date | null;
}
