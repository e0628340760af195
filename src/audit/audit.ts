import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/ids.js';
import { AuditLog } from './audit-log.entity.js';

export interface AuditEntry {
  /** `resource.verb`: `api_key.roll`. */
  readonly action: string;
  readonly target?: { readonly type: string; readonly id: string };
  readonly workspaceId?: string | null;
  /** Where nobody is authenticated yet: the account meant, when there is one. */
  readonly userId?: string | null;
  readonly outcome?: 'success' | 'failure';
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes audit rows, in the transaction of what they tell of: either both are there or neither. */
@Injectable()
export class Audit {
  async record(manager: EntityManager, request: FastifyRequest, entry: AuditEntry): Promise<void> {
    const { principal } = request;
    await manager.insert(AuditLog, {
      id: newId('aud'),
      workspaceId: entry.workspaceId ?? principal?.workspaceId ?? null,
      userId: entry.userId ?? principal?.userId ?? null,
      apiKeyId: principal?.apiKeyId ?? null,
      action: entry.action,
      targetType: entry.target?.type ?? null,
      targetId: entry.target?.id ?? null,
      outcome: entry.outcome ?? 'success',
      requestId: String(request.id),
      ip: request.ip,
      details: entry.details ?? {},
    });
  }
}
