import { Migration, MigrationInput } from '../migrations/migration.entity.js';
import { ModelFile, ModelFileVersion } from '../migrations/model-file.entity.js';
import { RefreshToken, Session } from '../auth/session.entity.js';
import { User } from '../users/user.entity.js';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { AuditLog } from '../audit/audit-log.entity.js';
import { IdempotencyKey } from '../mutations/idempotency-key.entity.js';
import { Artifact, RunArtifact } from '../runs/artifact.entity.js';
import { Checkpoint, CheckpointWrite } from '../runs/checkpoint.entity.js';
import { OutboxEntry } from '../runs/outbox-entry.entity.js';
import { RunEvent } from '../runs/run-event.entity.js';
import { Finding, RunObject } from '../runs/run-object.entity.js';
import { Run } from '../runs/run.entity.js';
import { Step } from '../runs/step.entity.js';
import { UsageLog } from '../usage/usage-log.entity.js';
import { WorkspaceMember } from '../workspaces/workspace-member.entity.js';
import { Workspace } from '../workspaces/workspace.entity.js';

/** Every entity of the service. A list, not a pattern of file names: a bundle has no files to look through. */
export const ENTITIES = [
  ApiKey,
  AuditLog,
  IdempotencyKey,
  UsageLog,
  Workspace,
  WorkspaceMember,
  Artifact,
  Checkpoint,
  CheckpointWrite,
  Finding,
  OutboxEntry,
  Run,
  RunArtifact,
  RunEvent,
  RunObject,
  Step,
  RefreshToken,
  Session,
  User,
  Migration,
  MigrationInput,
  ModelFile,
  ModelFileVersion,
] as const;
