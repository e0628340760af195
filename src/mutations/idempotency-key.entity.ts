import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a request that carried an Idempotency-Key, kept to be given again. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('text', { name: 'workspace_id' }) workspaceId: string;
  @PrimaryColumn('text', { name: 'user_id' }) userId: string;
  @PrimaryColumn('text') operation: string;
  @PrimaryColumn('text') key: string;
  /** SHA-256 of what was asked: the same key for something else is a mistake. */
  @Column('bytea') fingerprint: Buffer;
  @Column('integer', { nullable: true }) status: number | null;
  @Column('text', { nullable: true }) location: string | null;
  @Column('text', { nullable: true }) etag: string | null;
  @Column('text', { nullable: true }) body: string | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
