import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import type { Foundation } from './foundation.js';
import { DatabaseHealth } from './database/database.health.js';
import { HealthModule } from './health/health.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MutationsModule } from './mutations/mutations.module.js';

/** The API: everything that answers users. Loads no agent, no compiler and no engine. */
@Module({})
export class ApiModule {
  static forRoot(settings: Settings, foundation: Foundation): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        LoggingModule.forRoot(settings),
        ConfigModule.forRoot(settings, foundation.secrets),
        DatabaseModule.forRoot(foundation.databaseUrl),
        MetricsModule,
        MutationsModule,
        HealthModule.forRoot({ database: DatabaseHealth }),
      ],
    };
  }
}
