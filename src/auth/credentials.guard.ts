import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { randomUUID } from 'node:crypto';
import passport from 'passport';
import { Problem } from '../common/http/problem.js';
import { asProblem } from '../common/http/as-problem.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { JwtStrategy } from './jwt.strategy.js';

export function unauthenticated(): Problem {
  return new Problem('unauthenticated');
}

/** Passport with both kinds of credentials. Sets `request.user` to an Identity. */
@Injectable()
export class CredentialsGuard extends AuthGuard() {
  constructor(token: JwtStrategy, key: ApiKeyStrategy) {
    super({ defaultStrategy: [token, key].map(named) });
  }

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

/** Passport is one for a whole process: by a name of its own, no other server in it gets our strategies, nor we theirs. */
function named(strategy: JwtStrategy | ApiKeyStrategy): string {
  const name = randomUUID();
  passport.use(name, strategy);
  return name;
}
