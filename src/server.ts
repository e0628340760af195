/** The HTTP server of the API: built here, started by a role. */
import { ConsoleLogger, type DynamicModule, type LogLevel as NestLogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import { fastifyAdapter, prepareServer } from './common/http/fastify-server.js';
import { ProblemFilter } from './common/http/problem-filter.js';
import type { LogLevel, Settings } from './config/settings.js';
import type { Foundation } from './foundation.js';

/** Nest's names, most severe first; its `log` is what everybody else calls `info`. */
const levels: readonly [LogLevel, NestLogLevel][] = [
  ['fatal', 'fatal'],
  ['error', 'error'],
  ['warn', 'warn'],
  ['info', 'log'],
  ['debug', 'debug'],
];

/** Builds the API without listening; the caller closes it, and the foundation after it. */
export async function createServer(settings: Settings, foundation: Foundation): Promise<NestFastifyApplication> {
  return createHttpApp(ApiModule.forRoot(settings, foundation), settings);
}

/** An application of ours around a module: limits, problem documents, logging. */
export async function createHttpApp(module: DynamicModule, settings: Settings): Promise<NestFastifyApplication> {
  const logger = new ConsoleLogger({ json: true, logLevels: nestLevels(settings.logLevel) });
  const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(settings.trustedProxies), {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  prepareServer(app);
  app.useGlobalFilters(new ProblemFilter());
  return app;
}

function nestLevels(least: LogLevel): NestLogLevel[] {
  const last = levels.findIndex(([level]) => level === least);
  return levels.slice(0, last + 1).map(([, nestLevel]) => nestLevel);
}
