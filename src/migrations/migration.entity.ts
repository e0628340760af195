import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { RunPhase, RunStatus } from '../runs/run-states.js';

export type SourceKind = 'script' | 'upload' | 'metadata';
export type MigrationStatus = 'draft' | RunStatus;

/** A source, a target and options. What it says of progress and results is its latest run's. */
@Entity('migrations')
export class Migration {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'user_id' }) userId: string;
  @Column('text') name: string;
  @Column('text', { name: 'source_kind' }) sourceKind: SourceKind;
  @Column('text') target: 'duckdb' | 'postgres';
  @Column('jsonb') options: object;
  @Column('text') status: MigrationStatus;
  @Column('text', { nullable: true }) phase: RunPhase | null;
  @Column('text', { name: 'current_run_id', nullable: true }) currentRunId: string | null;
  /** Counts the edits of people. */
  @Column('integer') version: number;
  /** Counts every change. A text: PostgreSQL's bigint. */
  @Column('bigint') revision: string;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}

/** One file of a migration's source; its bytes are an artifact. */
@Entity('migration_inputs')
export class MigrationInput {
  @PrimaryColumn('text', { name: 'migration_id' }) migrationId: string;
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text') kind: 'script' | 'table' | 'metadata';
  @Column('text') path: string;
  @Column('text') hash: string;
  @Column('bigint', { name: 'size_bytes' }) sizeBytes: string;
}
