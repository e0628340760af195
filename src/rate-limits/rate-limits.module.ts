import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { CounterStore } from '../cache/counter-store.js';
import { Settings } from '../config/settings.js';
import { CounterStorage } from './counter-storage.js';
import { RateLimitRules } from './rate-limit-rules.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** Limits of calls. Import it after the module that authenticates: global guards run in the order of their modules. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [Settings, CounterStore],
      useFactory: ({ rateLimits }: Settings, counters: CounterStore) => ({
        storage: new CounterStorage(counters),
        throttlers: new RateLimitRules(rateLimits)
          .all()
          .map(({ bucket, limit, windowMs }) => ({ name: bucket, limit, ttl: windowMs })),
      }),
    }),
  ],
  providers: [
    {
      provide: RateLimitRules,
      inject: [Settings],
      useFactory: ({ rateLimits }: Settings) => new RateLimitRules(rateLimits),
    },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
})
export class RateLimitsModule {}
