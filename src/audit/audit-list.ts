import { Injectable } from '@nestjs/common';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { AuditLog } from './audit-log.entity.js';
import type { AuditEntryView, AuditQuery } from './audit-schemas.js';

export type AuditFilters = Pick<AuditQuery, 'action' | 'user_id' | 'from' | 'to'>;

/** Reads the audit log. Nothing changes it: the database refuses. */
@Injectable()
export class AuditList {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** Newest first. @param workspaceId `SYSTEM` for all of them */
  read(workspaceId: string, filters: AuditFilters, beforeId: string | null, count: number): Promise<AuditEntryView[]> {
    const { action, user_id: userId, from, to } = filters;
    return this.database.transaction(workspaceId, async (manager) => {
      // Each in the order that its index has.
      const time = workspaceId === SYSTEM ? 'entry.id' : 'entry.id COLLATE "POSIX"';
      const query = manager.createQueryBuilder(AuditLog, 'entry').orderBy(time, 'DESC').limit(count);
      if (workspaceId !== SYSTEM) query.andWhere('entry.workspace_id = :workspaceId', { workspaceId });
      if (beforeId !== null) query.andWhere(`${time} < :beforeId`, { beforeId });
      if (action?.includes('.')) query.andWhere('entry.action = :action', { action });
      else if (action) query.andWhere('starts_with(entry.action, :kind)', { kind: `${action}.` });
      if (userId) query.andWhere('entry.user_id = :userId', { userId });
      if (from) query.andWhere('entry.created_at >= :from', { from });
      if (to) query.andWhere('entry.created_at < :to', { to });
      return (await query.getMany()).map(view);
    });
  }
}

function view(entry: AuditLog): AuditEntryView {
  return {
    id: entry.id,
    workspace_id: entry.workspaceId,
    user_id: entry.userId,
    api_key_id: entry.apiKeyId,
    action: entry.action,
    target_type: entry.targetType,
    target_id: entry.targetId,
    outcome: entry.outcome,
    request_id: entry.requestId,
    ip: entry.ip,
    details: { ...entry.details },
    created_at: entry.createdAt.toISOString(),
  };
}
