import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Who changed what, when and from where. Append-only: the database refuses a change. */
@Entity('audit_logs')
export class AuditLog {
  @PrimaryColumn('text') id: string;
  /** Null for what belongs to no workspace: accounts, logins. */
  @Column('text', { name: 'workspace_id', nullable: true }) workspaceId: string | null;
  @Column('text', { name: 'user_id', nullable: true }) userId: string | null;
  @Column('text', { name: 'api_key_id', nullable: true }) apiKeyId: string | null;
  /** `migration.create`, `session.login`. */
  @Column('text') action: string;
  @Column('text', { name: 'target_type', nullable: true }) targetType: string | null;
  @Column('text', { name: 'target_id', nullable: true }) targetId: string | null;
  @Column('text') outcome: 'success' | 'failure';
  @Column('text', { name: 'request_id' }) requestId: string;
  @Column('text') ip: string;
  /** Facts of the change; never a secret, never a value of the source. */
  @Column('jsonb') details: object;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
