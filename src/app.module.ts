import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';

/** The whole service, made of what its settings ask for. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    const database = settings.databaseUrl ? [DatabaseModule.forRoot(settings.databaseUrl)] : [];
    return { module: AppModule, imports: [ConfigModule.forRoot(settings), ...database, HealthModule] };
  }
}
