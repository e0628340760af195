import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export type AuthorKind = 'compiler' | 'model' | 'human';

/** The SQL of a model, as it is now. */
@Entity('model_files')
export class ModelFile {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'migration_id' }) migrationId: string;
  /** The run that wrote or tested it last. */
  @Column('text', { name: 'run_id' }) runId: string;
  @Column('text') name: string;
  @Column('text') path: string;
  @Column('text', { nullable: true }) object: string | null;
  @Column('text', { name: 'sql_code' }) sqlCode: string;
  @Column('text') status: string;
  @Column('text') proof: string;
  @Column('integer') version: number;
  @Column('text', { name: 'author_kind' }) authorKind: AuthorKind;
  @Column('text', { name: 'author_id', nullable: true }) authorId: string | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
}

/** The SQL of a model as it was at a version. */
@Entity('model_file_versions')
export class ModelFileVersion {
  @PrimaryColumn('text', { name: 'model_file_id' }) modelFileId: string;
  @PrimaryColumn('integer') version: number;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'sql_code' }) sqlCode: string;
  @Column('text', { name: 'author_kind' }) authorKind: AuthorKind;
  @Column('text', { name: 'author_id', nullable: true }) authorId: string | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
