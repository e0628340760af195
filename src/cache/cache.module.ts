import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CounterStore } from './counter-store.js';
import { InProcessCache, InProcessCounterStore, InProcessRevocations } from './in-process.js';
import { RedisCache, RedisCounterStore, RedisRevocations } from './in-redis.js';
import { KeyValueCache } from './key-value-cache.js';
import { Revocations } from './revocations.js';

/** The ports, on Redis where there is one. */
@Module({})
export class CacheModule {
  static forRoot({ hasRedis }: { readonly hasRedis: boolean }): DynamicModule {
    const use = <T>(port: T, inRedis: Type, inProcess: Type) => ({
      provide: port,
      useClass: hasRedis ? inRedis : inProcess,
    });
    return {
      module: CacheModule,
      global: true,
      providers: [
        use(CounterStore, RedisCounterStore, InProcessCounterStore),
        use(KeyValueCache, RedisCache, InProcessCache),
        use(Revocations, RedisRevocations, InProcessRevocations),
      ].map((provider) => ({ ...provider, provide: provider.provide as never })), // abstract classes are tokens, which the type does not know
      exports: [CounterStore, KeyValueCache, Revocations] as never[],
    };
  }
}
