import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';
import type { Scope } from '../common/http/principal.js';

/** A credential for a program. The key itself is not here: only its keyed hash, and enough of it to recognise it by. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  /** Whose key it is: it may do what they may, and no more than its scopes say. */
  @Column('text', { name: 'user_id' }) userId: string;
  @Column('text') name: string;
  @Column('bytea', { name: 'key_hash', select: false }) keyHash: Buffer;
  /** The key's first 12 characters. */
  @Column('text') prefix: string;
  /** The key's last 4 characters. */
  @Column('text') last4: string;
  @Column('text', { array: true }) scopes: Scope[];
  /** Of a key that was rolled: the end of the overlap. */
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  /** Written once a minute at most. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true }) lastUsedAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
  /** The key that this one was rolled into. */
  @Column('text', { name: 'replaced_by', nullable: true }) replacedBy: string | null;
  @VersionColumn({ type: 'integer' }) version: number;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
}
