import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Revocations } from '../cache/revocations.js';
import { roleSchema, type Role } from '../common/http/principal.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';

const ageMaxMs = 5_000;
const entriesMax = 10_000;

const FIND = { name: 'role_of', text: 'SELECT role FROM workspace_members WHERE workspace_id = $1 AND user_id = $2' };

/** Which role a user has in a workspace: remembered for seconds, forgotten in every process when it changes. */
@Injectable()
export class WorkspaceMembership implements OnApplicationShutdown {
  private readonly roles = new Map<string, { readonly role: Role; readonly endsMs: number }>();
  private readonly unsubscribe: () => void;
  private generation = 0;

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly revocations: Revocations,
  ) {
    this.unsubscribe = revocations.subscribe((revocation) => {
      if (revocation !== 'missed' && revocation.kind !== 'membership') return;
      this.generation++;
      if (revocation === 'missed') this.roles.clear();
      else this.roles.delete(revocation.id);
    });
  }

  /** Null for a stranger, and for a workspace that is not there: nobody can tell which. */
  async roleOf(userId: string, workspaceId: string): Promise<Role | null> {
    const name = nameOf(userId, workspaceId);
    const known = this.roles.get(name);
    if (known && known.endsMs > Date.now()) return known.role;
    const { generation } = this;
    const [row] = await this.database.query<{ role: string }>(SYSTEM, FIND, [workspaceId, userId]);
    if (!row) return null;
    const role = roleSchema.parse(row.role);
    if (generation === this.generation) this.keep(name, role);
    return role;
  }

  /** To be called when a membership changed or ended, after the change is there. */
  forget(userId: string, workspaceId: string): Promise<void> {
    return this.revocations.publish({ kind: 'membership', id: nameOf(userId, workspaceId) });
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  private keep(name: string, role: Role): void {
    const oldest = this.roles.size >= entriesMax ? this.roles.keys().next() : null;
    if (oldest && !oldest.done) this.roles.delete(oldest.value);
    this.roles.set(name, { role, endsMs: Date.now() + ageMaxMs });
  }
}

function nameOf(userId: string, workspaceId: string): string {
  return `${userId} ${workspaceId}`;
}
