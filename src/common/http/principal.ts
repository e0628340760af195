/** Who asks, and for which workspace: what authentication hands to everything behind it. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from './problem.js';

export const roleSchema = z.enum(['viewer', 'editor', 'admin']);
/** Role in a workspace, least first: each may do what those before it may. */
export type Role = z.infer<typeof roleSchema>;
export const ROLES = roleSchema.options;

export const SCOPES = ['migrations:read', 'migrations:write', 'runs:write', 'usage:read'] as const;
/** What an API key may be allowed. A person who is logged in has all of them, within their role. */
export type Scope = (typeof SCOPES)[number];

export interface Principal {
  readonly kind: 'session' | 'api_key';
  readonly userId: string;
  /** Of the service as a whole, not of a workspace. Never true for a key. */
  readonly isAdmin: boolean;
  /** Null for a key. */
  readonly sessionId: string | null;
  /** Null for a session. */
  readonly apiKeyId: string | null;
  readonly scopes: readonly Scope[];
  /** The workspace of this request: of the header `X-Workspace-Id`, else the key's own or the personal one. */
  readonly workspaceId: string;
  /** The user's role in it. */
  readonly role: Role;
  /** When the credential ends by itself, in milliseconds of the epoch: a stream must end with it. */
  readonly expiresMs: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard; absent on operations that need no credentials. */
    principal?: Principal;
  }
}

/** @throws Problem `missing_scope`: for an operation that does what another scope allows, when it is asked to */
export function requireScope({ scopes }: Pick<Principal, 'scopes'>, scope: Scope): void {
  if (!scopes.includes(scope)) throw new Problem('missing_scope', `The key lacks the scope ${scope}.`);
}

/** The principal of the request. Only for operations that need credentials: the guard has set it. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Error('this operation is public: it has no caller');
  return principal;
});
