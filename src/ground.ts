import type { DynamicModule } from '@nestjs/common';
import { CacheModule } from './cache/cache.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseHealth } from './database/database.health.js';
import { DatabaseModule } from './database/database.module.js';
import type { Foundation } from './foundation.js';
import { HealthModule } from './health/health.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { RedisHealth } from './redis/redis.health.js';
import { RedisModule } from './redis/redis.module.js';

/** What every server of ours stands on, whatever it answers. */
export function groundModules(settings: Settings, foundation: Foundation): (DynamicModule | typeof MetricsModule)[] {
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
