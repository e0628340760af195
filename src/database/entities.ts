import { ApiKey } from '../api-keys/api-key.entity.js';
import { AuditLog } from '../audit/audit-log.entity.js';
import { IdempotencyKey } from '../mutations/idempotency-key.entity.js';
import { UsageLog } from '../usage/usage-log.entity.js';
import { WorkspaceMember } from '../workspaces/workspace-member.entity.js';
import { Workspace } from '../workspaces/workspace.entity.js';

/** Every entity of the service. A list, not a pattern of file names: a bundle has no files to look through. */
export const ENTITIES = [ApiKey, AuditLog, IdempotencyKey, UsageLog, Workspace, WorkspaceMember] as const;
