import { ConsoleLogger, Logger, type LogLevel as NestLogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { LogLevel, Settings } from './config/settings.js';

const bodyLimitBytes = 1024 * 1024;
const requestTimeoutMs = 30_000;
/** After this long a stop no longer waits for requests at work. */
const stopTimeoutMs = 10_000;

/** Nest's names, most severe first; its `log` is what everybody else calls `info`. */
const levels: readonly [LogLevel, NestLogLevel][] = [
  ['fatal', 'fatal'],
  ['error', 'error'],
  ['warn', 'warn'],
  ['info', 'log'],
  ['debug', 'debug'],
];

/** Listens until the process is told to stop. */
export async function serve(settings: Settings): Promise<void> {
  const app = await createServer(settings);
  stopOnSignal(app);
  await app.listen(settings.port, settings.host);
  new Logger('server').log(`listening on ${await app.getUrl()}`);
}

/** Builds the HTTP server without listening; the caller closes it. */
export async function createServer(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: bodyLimitBytes, requestTimeout: requestTimeoutMs });
  const logger = new ConsoleLogger({ json: true, logLevels: nestLevels(settings.logLevel) });
  return NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapter, {
    logger,
    abortOnError: false,
  });
}

/** The first signal ends the server in order: no new requests, the ones at work finish, connections close. */
function stopOnSignal(app: NestFastifyApplication): void {
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopTimeoutMs).unref();
    app.close().catch((error: unknown) => {
      new Logger('server').error('the server did not stop in order', error);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

function nestLevels(least: LogLevel): NestLogLevel[] {
  const last = levels.findIndex(([level]) => level === least);
  return levels.slice(0, last + 1).map(([, nestLevel]) => nestLevel);
}
