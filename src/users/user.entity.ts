import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/** A person's account. */
@Entity('users')
export class User {
  @PrimaryColumn('text') id: string;
  @Column('text') email: string;
  /** What the address is compared by; unique. */
  @Column('text', { name: 'email_key' }) emailKey: string;
  @Column('text') name: string;
  @Column('text', { name: 'password_hash' }) passwordHash: string;
  /** Admin of the service, not of a workspace. */
  @Column('boolean', { name: 'is_admin' }) isAdmin: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @VersionColumn({ type: 'integer' }) version: number;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
}
