import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CacheModule } from './cache/cache.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseHealth } from './database/database.health.js';
import { DatabaseModule } from './database/database.module.js';
import type { Foundation } from './foundation.js';
import { HealthModule } from './health/health.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MigrationsModule } from './migrations/migrations.module.js';
import { MutationsModule } from './mutations/mutations.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { RedisHealth } from './redis/redis.health.js';
import { RedisModule } from './redis/redis.module.js';
import { RunsModule } from './runs/runs.module.js';
import { UsageModule } from './usage/usage.module.js';
import { UsersModule } from './users/users.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** What every server of ours stands on, whatever it answers. */
export function groundModules(settings: Settings, foundation: Foundation): DynamicModule['imports'] & object {
  const { redisUrl } = settings;
  return [
    LoggingModule.forRoot(settings),
    ConfigModule.forRoot(settings, foundation.secrets),
    DatabaseModule.forRoot(foundation.databaseUrl),
    ...(redisUrl ? [RedisModule.forRoot(redisUrl)] : []),
    CacheModule.forRoot({ hasRedis: redisUrl !== undefined }),
    MetricsModule,
    HealthModule.forRoot({ database: DatabaseHealth, ...(redisUrl ? { redis: RedisHealth } : {}) }),
  ];
}

/** How runs reach a worker: by Redis where there is one, else within the process, else over HTTP. */
export function queueModule({ redisUrl, role }: Settings): DynamicModule {
  if (redisUrl) return QueueModule.onRedis(redisUrl);
  return role === 'all' ? QueueModule.inProcess() : QueueModule.overHttp();
}

/** The API: everything that answers users. Loads no agent, no compiler and no engine. */
@Module({})
export class ApiModule {
  static forRoot(settings: Settings, foundation: Foundation): DynamicModule {
    return {
      module: ApiModule,
      // Guards run in the order of their modules: who asks first, then how often.
      imports: [
        ...groundModules(settings, foundation),
        MutationsModule,
        AuthModule,
        RateLimitsModule,
        ApiKeysModule,
        UsersModule,
        WorkspacesModule,
        AuditModule,
        UsageModule,
        queueModule(settings),
        RunsModule,
        MigrationsModule,
      ],
    };
  }
}
