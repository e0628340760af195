import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Secrets } from '../config/secrets.js';
import { Accounts } from '../users/accounts.js';
import { WorkspaceMembership } from '../workspaces/workspace-membership.js';
import { AccessGuard } from './access.guard.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens, AUDIENCE, ISSUER } from './access-tokens.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { AuthController } from './auth.controller.js';
import { CredentialsGuard } from './credentials.guard.js';
import { FirstAdmin } from './first-admin.js';
import { IdentityCache } from './identity-cache.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LiveSessions } from './live-sessions.js';
import { LoginThrottle } from './login-throttle.js';
import { LoginKeys, Logins } from './logins.js';
import { MeController } from './me.controller.js';
import { Passwords } from './passwords.js';
import { Session } from './session.entity.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.js';
import { StandingAccess } from './standing-access.js';

/** Accounts' way in, and the gate before every operation. Needs a module that provides `ApiKeyVerifier`. */
@Global()
@Module({
  imports: [
    PassportModule,
    TypeOrmModule.forFeature([Session]),
    JwtModule.registerAsync({
      inject: [Secrets],
      useFactory: ({ jwt }: Secrets) => ({
        // The type knows texts and buffers; a KeyObject works, and signs sixty times as fast (measured).
        secret: jwt as unknown as Buffer,
        signOptions: { algorithm: 'HS256', issuer: ISSUER, audience: AUDIENCE, expiresIn: ACCESS_TOKEN_SECONDS },
      }),
    }),
  ],
  controllers: [AuthController, MeController, SessionsController],
  providers: [
    Accounts,
    AccessTokens,
    ApiKeyStrategy,
    CredentialsGuard,
    FirstAdmin,
    IdentityCache,
    JwtStrategy,
    LiveSessions,
    LoginKeys,
    Logins,
    LoginThrottle,
    Passwords,
    Sessions,
    StandingAccess,
    WorkspaceMembership,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
  exports: [AccessGuard, Accounts, Passwords, Sessions, StandingAccess, WorkspaceMembership],
})
export class AuthModule {}
