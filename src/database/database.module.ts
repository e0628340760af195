import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source.js';
import { DatabaseAddress } from './database-address.js';
import { DatabaseConnection } from './database-connection.js';
import { DatabaseHealth } from './database.health.js';
import { WorkspaceDatabase } from './workspace-database.js';

/** The server's own PostgreSQL. */
@Module({})
export class DatabaseModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url), manualInitialization: true })],
      providers: [
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        DatabaseConnection,
        DatabaseHealth,
        WorkspaceDatabase,
      ],
      exports: [DatabaseConnection, DatabaseHealth, WorkspaceDatabase],
    };
  }
}
