import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { groundModules } from '../ground.js';
import type { Settings } from '../config/settings.js';
import type { Foundation } from '../foundation.js';
import { HealthModule } from '../health/health.module.js';
import { LoggingModule } from '../logging/logging.module.js';
import { ConfigModule } from '../config/config.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { childEntryPath, childHeapMb } from './child-entry.js';
import { memoryLimitBytes } from './memory-limit.js';
import { RunAgents } from './run-agents.js';
import { RunAgentsController } from './run-agents.controller.js';
import { RunConsumer } from './run-consumer.js';
import { RunRecovery } from './run-recovery.js';
import { RunWorker } from './run-worker.js';
import { ServiceGuard } from './service.guard.js';
import { WorkerSettings } from './worker-settings.js';

/** Works on runs. */
@Module({})
export class WorkerModule {
  /** Within a process that answers users too: its queue brings the runs. */
  static besideApi(settings: Settings): DynamicModule {
    const isAlone = settings.redisUrl === undefined;
    return {
      module: WorkerModule,
      providers: [...this.workers(settings), RunConsumer, ...(isAlone ? [RunRecovery] : [])],
      exports: [RunAgents],
    };
  }

  /** A process of its own: runs come from Redis where there is one, and by `POST /run-agents`. */
  static alone(settings: Settings, foundation: Foundation): DynamicModule {
    const { redisUrl } = settings;
    return {
      module: WorkerModule,
      imports: [
        ...groundModules(settings, foundation),
        RunsModule,
        ...(redisUrl ? [QueueModule.onRedis(redisUrl)] : []),
      ],
      controllers: [RunAgentsController],
      providers: [
        ...this.workers(settings),
        ...(redisUrl ? [RunConsumer] : []),
        { provide: APP_GUARD, useClass: ServiceGuard },
      ],
    };
  }

  private static workers(settings: Settings) {
    const { workerConcurrency: concurrency, runLeaseMs } = settings;
    const owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
    const child = { entry: childEntryPath(), heapMb: childHeapMb(memoryLimitBytes(), concurrency) };
    const runsFolder = join(resolve(settings.dataDir), 'runs');
    return [
      {
        provide: WorkerSettings,
        useValue: new WorkerSettings(owner, concurrency, runsFolder, child, runLeaseMs, runLeaseMs / 6),
      },
      RunWorker,
      RunAgents,
    ];
  }
}

/** `POST /run-agents` on a port of its own, for a process whose worker is elsewhere in it. */
@Module({})
export class RunAgentsModule {
  static forRoot(settings: Settings, foundation: Foundation, agents: RunAgents): DynamicModule {
    return {
      module: RunAgentsModule,
      imports: [
        LoggingModule.forRoot(settings),
        ConfigModule.forRoot(settings, foundation.secrets),
        HealthModule.forRoot({}),
      ],
      controllers: [RunAgentsController],
      providers: [
        { provide: RunAgents, useValue: agents },
        { provide: APP_GUARD, useClass: ServiceGuard },
      ],
    };
  }
}
