import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { idPattern } from '../common/ids.js';
import { OPERATION, type Access, type OperationSpec } from '../common/http/operation.js';
import { requireScope, ROLES, type Principal, type Role } from '../common/http/principal.js';
import { Problem } from '../common/http/problem.js';
import { WorkspaceMembership } from '../workspaces/workspace-membership.js';
import { credentialOf } from './credential.js';
import { CredentialsGuard, unauthenticated } from './credentials.guard.js';
import { IdentityCache } from './identity-cache.js';
import type { Identity } from './identity.js';

const WORKSPACE_ID = idPattern('wsp');

/** The one gate: who asks, for which workspace, and may they? What an operation needs stands in its `@Operation`; one without is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: CredentialsGuard,
    private readonly identities: IdentityCache,
    private readonly membership: WorkspaceMembership,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (spec?.access.kind === 'public') return true;
    if (!spec || spec.access.kind === 'service') throw new Problem('insufficient_role', 'This operation is closed.');
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Identity }>();
    request.principal = await this.admit(spec.access, request, context);
    return true;
  }

  private async admit(
    access: PersonalAccess,
    request: FastifyRequest & { user?: Identity },
    context: ExecutionContext,
  ) {
    const identity = await this.identify(request, context);
    requireKind(access, identity);
    const workspaceId = workspaceOf(request, identity);
    const role = await this.membership.roleOf(identity.userId, workspaceId);
    if (role === null) {
      // Of a key whose owner left its workspace, or of an account that is gone; any other workspace is not there.
      if (workspaceId === identity.homeWorkspaceId) throw unauthenticated();
      throw new Problem('not_found', 'There is no such workspace.');
    }
    requireRole(access, identity, role);
    return principalOf(identity, workspaceId, role);
  }

  private async identify(request: FastifyRequest & { user?: Identity }, context: ExecutionContext): Promise<Identity> {
    const credential = credentialOf(request);
    if (credential === null) throw unauthenticated();
    const known = this.identities.get(credential.text);
    if (known) return known;
    const mark = this.identities.mark();
    await this.credentials.canActivate(context);
    if (request.user?.kind !== credential.kind) throw unauthenticated();
    this.identities.keep(credential.text, request.user, mark);
    return request.user;
  }
}

type PersonalAccess = Exclude<Access, { kind: 'public' } | { kind: 'service' }>;

/** @throws Problem `not_found`: what is no id, or another's, is not there */
function workspaceOf({ headers }: FastifyRequest, { homeWorkspaceId, isBound }: Identity): string {
  const named = headers['x-workspace-id'];
  if (named === undefined) return homeWorkspaceId;
  if (typeof named !== 'string' || !WORKSPACE_ID.test(named) || (isBound && named !== homeWorkspaceId))
    throw new Problem('not_found', 'There is no such workspace.');
  return named;
}

function requireKind(access: PersonalAccess, identity: Identity): void {
  if (access.kind === 'session' && identity.kind !== 'session') throw new Problem('session_required');
  if (access.kind === 'scope') requireScope(identity, access.scope);
}

function requireRole(access: PersonalAccess, identity: Identity, role: Role): void {
  if (access.kind === 'session' && access.admin && !identity.isAdmin)
    throw new Problem('insufficient_role', 'This needs an admin of the service.');
  const needed = access.role;
  if (needed && ROLES.indexOf(role) < ROLES.indexOf(needed))
    throw new Problem('insufficient_role', `This needs the role ${needed} in the workspace; yours is ${role}.`);
}

function principalOf(identity: Identity, workspaceId: string, role: Role): Principal {
  const { kind, userId, isAdmin, sessionId, apiKeyId, scopes, expiresMs } = identity;
  return { kind, userId, isAdmin, sessionId, apiKeyId, scopes, workspaceId, role, expiresMs };
}
