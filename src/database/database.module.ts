import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseHealth } from './database.health.js';
import { dataSourceOptions } from './data-source.js';

/** The server's own PostgreSQL. Part of the application only when DATABASE_URL is set. */
@Module({})
export class DatabaseModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      // Connecting is left to the first use: a server whose database is away still starts, answers, and says what it misses.
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url), manualInitialization: true })],
      providers: [DatabaseHealth],
      exports: [DatabaseHealth],
    };
  }
}
