import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Bytes by the SHA-256 of what they are unpacked. Written and read through artifact-rows.ts. */
@Entity('artifacts')
export class Artifact {
  @PrimaryColumn('text', { name: 'workspace_id' }) workspaceId: string;
  /** 64 hexadecimal digits. */
  @PrimaryColumn('text') hash: string;
  @Column('text') encoding: 'gzip' | 'identity';
  @Column('text', { name: 'media_type' }) mediaType: string;
  /** Unpacked. A text: PostgreSQL's bigint. */
  @Column('bigint', { name: 'size_bytes' }) sizeBytes: string;
  @Column('bytea', { select: false }) bytes: Buffer;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}

/** What a run made, by name: see RUN_ARTIFACT_NAMES. */
@Entity('run_artifacts')
export class RunArtifact {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  @PrimaryColumn('text') name: RunArtifactName;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text') hash: string;
}

export const RUN_ARTIFACT_NAMES = [
  'catalog',
  'assessment',
  'plan',
  'execution',
  'test_report',
  'evaluation',
  'report_json',
  'report_html',
  'lineage',
  'project_zip',
] as const;
export type RunArtifactName = (typeof RUN_ARTIFACT_NAMES)[number];
