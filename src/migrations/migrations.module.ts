import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { CreateMigrations } from './create/create-migrations.js';
import { EventStreams } from './event-streams.js';
import { LifecycleController } from './lifecycle.controller.js';
import { MigrationMoves } from './migration-moves.js';
import { MigrationReads } from './migration-reads.js';
import { MigrationsController } from './migrations.controller.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { FilesController } from './results/files.controller.js';
import { ResultReads } from './results/result-reads.js';
import { ResultsController } from './results/results.controller.js';
import { RunReads } from './run-reads.js';
import { RunsController } from './runs.controller.js';
import { acceptForms } from './upload/multipart-server.js';
import { UploadFolders } from './upload/upload-folders.js';
import { UploadMigrations } from './upload/upload-migrations.js';

/** The product's main feature over HTTP: migrations, their runs, results and models. */
@Module({
  controllers: [
    MigrationsController,
    LifecycleController,
    RunsController,
    ResultsController,
    FilesController,
    ModelsController,
  ],
  providers: [
    CreateMigrations,
    EventStreams,
    MigrationMoves,
    MigrationReads,
    ModelsService,
    ResultReads,
    RunReads,
    UploadFolders,
    UploadMigrations,
  ],
})
export class MigrationsModule implements OnModuleInit {
  constructor(private readonly http: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    acceptForms(this.http.httpAdapter.getInstance());
  }
}
