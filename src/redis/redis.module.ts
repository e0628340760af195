import { Module, type DynamicModule } from '@nestjs/common';
import { RedisAddress, RedisConnections } from './redis-connections.js';
import { RedisHealth } from './redis.health.js';

/** Part of the application only when REDIS_URL is set. */
@Module({})
export class RedisModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [{ provide: RedisAddress, useValue: new RedisAddress(url) }, RedisConnections, RedisHealth],
      exports: [RedisConnections, RedisHealth, RedisAddress],
    };
  }
}
