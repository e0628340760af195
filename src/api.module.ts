import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import type { Settings } from './config/settings.js';
import type { Foundation } from './foundation.js';
import { groundModules } from './ground.js';
import { MigrationsModule } from './migrations/migrations.module.js';
import { MutationsModule } from './mutations/mutations.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { OutboxModule, RunsModule } from './runs/runs.module.js';
import { UsageModule } from './usage/usage.module.js';
import { UsersModule } from './users/users.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** How runs reach a worker: by Redis where there is one, else within the process, else over HTTP. */
export function queueModule({ redisUrl, role }: Settings): DynamicModule {
  if (redisUrl) return QueueModule.onRedis(redisUrl);
  return role === 'all' ? QueueModule.inProcess() : QueueModule.overHttp();
}

/** The API: everything that answers users. Loads no agent, no compiler and no engine. */
@Module({})
export class ApiModule {
  /** @param more what else the process does */
  static forRoot(settings: Settings, foundation: Foundation, ...more: DynamicModule[]): DynamicModule {
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
        OutboxModule,
        MigrationsModule,
        RetentionModule,
        ...more,
      ],
    };
  }
}
