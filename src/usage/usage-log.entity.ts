import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One call: of the API by a person or a key, or of a model by an agent. */
@Entity('usage_logs')
export class UsageLog {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text', { name: 'user_id', nullable: true }) userId: string | null;
  @Column('text', { name: 'api_key_id', nullable: true }) apiKeyId: string | null;
  @Column('text', { name: 'migration_id', nullable: true }) migrationId: string | null;
  @Column('text') kind: 'api_call' | 'model_call';
  @Column('text', { nullable: true }) agent: string | null;
  @Column('text', { nullable: true }) method: string | null;
  /** The pattern: `/api/v1/migrations/:id`. Never an id, never a query string. */
  @Column('text', { nullable: true }) route: string | null;
  @Column('integer', { nullable: true }) status: number | null;
  @Column('integer', { name: 'duration_ms' }) durationMs: number;
  /** A text: PostgreSQL's bigint. */
  @Column('bigint', { name: 'input_tokens', nullable: true }) inputTokens: string | null;
  @Column('bigint', { name: 'output_tokens', nullable: true }) outputTokens: string | null;
  /** US dollars, a decimal number as text. */
  @Column('numeric', { name: 'cost_usd', precision: 14, scale: 6, nullable: true }) costUsd: string | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
