import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { Problem } from '../common/http/problem.js';
import { Settings } from '../config/settings.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import type { Change } from '../mutations/mutations.js';
import { Accounts } from '../users/accounts.js';
import { emailKey } from '../users/email.js';
import { User } from '../users/user.entity.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';
import type { TokensView } from './auth-schemas.js';
import { LoginThrottle } from './login-throttle.js';
import { meView } from './me-view.js';
import { Passwords } from './passwords.js';
import { Sessions, type Opened } from './sessions.js';

export interface Registration {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/** What a login hands out and counts. */
@Injectable()
export class LoginKeys {
  constructor(
    readonly throttle: LoginThrottle,
    readonly sessions: Sessions,
    readonly tokens: AccessTokens,
  ) {}
}

/** Registration and login. */
@Injectable()
export class Logins {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly keys: LoginKeys,
    private readonly database: WorkspaceDatabase,
    private readonly audit: Audit,
    private readonly settings: Settings,
  ) {}

  /**
   * The slow part, before any transaction is open: the same work whether the address is taken or not.
   * @throws Problem `registration_closed`
   */
  async prepare({ email, name, password }: { email: string; name: string; password: string }): Promise<Registration> {
    if (this.settings.admin || !this.settings.isRegistrationOpen) {
      const isFirst = !(await this.database.transaction(SYSTEM, (manager) => manager.exists(User)));
      this.requireOpen(isFirst);
    }
    return { email, name, passwordHash: await this.passwords.hash(password) };
  }

  /** The first account becomes the admin of the service. @throws Problem `registration_closed`, `already_exists`, `overloaded` */
  async register(manager: EntityManager, registration: Registration): Promise<Change> {
    const isAdmin = await this.accounts.isFirst(manager);
    this.requireOpen(isAdmin);
    const user = await this.accounts.create(manager, { ...registration, isAdmin });
    const workspaceId = await this.accounts.personalWorkspaceOf(manager, user.id);
    const audit = {
      action: 'user.register',
      target: { type: 'user', id: user.id },
      userId: user.id,
      details: { is_admin: isAdmin },
    };
    return { status: 201, location: '/api/v1/me', body: meView(user, workspaceId), audit };
  }

  /** @throws Problem `invalid_credentials`, for every reason alike */
  async login(request: FastifyRequest, { email, password }: { email: string; password: string }): Promise<TokensView> {
    await this.keys.throttle.attempt(email, request.ip);
    const { account: user, isRight } = await this.passwords.verify(password, () =>
      this.database.transaction(SYSTEM, (manager) => manager.findOneBy(User, { emailKey: emailKey(email) })),
    );
    if (!user || !isRight || user.disabledAt) {
      await this.recordFailure(request, user?.id ?? null);
      throw new Problem('invalid_credentials');
    }
    await this.keys.throttle.succeeded(email, request.ip);
    const opened = await this.database.transaction(SYSTEM, async (manager) => {
      await requireUnchanged(manager, user);
      const session = await this.keys.sessions.open(manager, user.id, request);
      await this.audit.record(manager, request, { action: 'session.login', target: { type: 'session', id: session.sessionId }, userId: user.id }); // prettier-ignore
      return session;
    });
    return this.tokensOf(opened);
  }

  /** Of a session that was opened or prolonged. */
  async tokensOf({ sessionId, userId, refreshToken }: Opened): Promise<TokensView> {
    const workspaceId = await this.database.transaction(SYSTEM, (manager) =>
      this.accounts.personalWorkspaceOf(manager, userId),
    );
    const accessToken = await this.keys.tokens.issue({ userId, sessionId, workspaceId });
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_SECONDS,
      refresh_token: refreshToken,
    };
  }

  /** Where the settings name the first admin nobody else becomes it, however early they come. */
  private requireOpen(isFirst: boolean): void {
    if (isFirst && this.settings.admin)
      throw new Problem('overloaded', 'The first admin is being made.', { headers: { 'Retry-After': '1' } });
    if (!isFirst && !this.settings.isRegistrationOpen) throw new Problem('registration_closed');
  }

  private recordFailure(request: FastifyRequest, userId: string | null): Promise<void> {
    return this.database.transaction(SYSTEM, (manager) =>
      this.audit.record(manager, request, { action: 'session.login', userId, outcome: 'failure' }),
    );
  }
}

/** While the password was checked, without a lock, it may have been changed, or the account disabled or deleted: that ended sessions, and this would be one more. */
async function requireUnchanged(manager: EntityManager, { id, passwordHash }: User): Promise<void> {
  const user = await manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!user || user.disabledAt || user.passwordHash !== passwordHash) throw new Problem('invalid_credentials');
}
