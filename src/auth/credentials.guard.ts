import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Problem } from '../common/http/problem.js';
import { asProblem } from '../common/http/as-problem.js';

export function unauthenticated(): Problem {
  return new Problem('unauthenticated');
}

/** Passport with both kinds of credentials. Sets `request.user` to an Identity. */
@Injectable()
export class CredentialsGuard extends AuthGuard(['jwt', 'api-key']) {
  override handleRequest<T>(
    error: unknown,
    identity: T | false | null,
    _details?: unknown,
    _context?: ExecutionContext,
  ): T {
    if (identity) return identity;
    // A database that is away must not look like a wrong token.
    if (error && asProblem(error).status >= 500) throw error;
    throw unauthenticated();
  }
}
