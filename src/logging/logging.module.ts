import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { AsyncLocalStorage } from 'node:async_hooks';
import { destination, type DestinationStream } from 'pino';
import { withoutQuery } from '../common/http/without-query.js';
import type { Settings } from '../config/settings.js';

/** Members that may hold a secret, wherever they stand in what is logged. */
const SECRETS = ['password', 'current_password', 'new_password', 'token', 'access_token', 'refresh_token', 'key', 'authorization', 'cookie', 'x-api-key']; // prettier-ignore
/** Lines that wait while standard output takes none; further ones are lost, for a log must not fill the memory. */
const waitingBytesMax = 16 * 1024 * 1024;
const writtenBytes = 4096;
const flushIntervalMs = 50;

type LogSettings = Pick<Settings, 'logLevel' | 'role'>;

/** The request that is being answered: its id stands in every line written for it. */
const requestIds = new AsyncLocalStorage<string>();

/** One line of JSON for each message, on standard output, with the id of the request it was written for; one line for each request. */
@Module({})
export class LoggingModule implements OnModuleInit {
  /** @param to where lines go; tests read them */
  static forRoot(settings: LogSettings, to: DestinationStream = standardOutput()): DynamicModule {
    return {
      module: LoggingModule,
      // No route: the package's middleware costs more than the hooks below, and logs headers.
      imports: [LoggerModule.forRoot({ pinoHttp: [optionsOf(settings), to], forRoutes: [] })],
    };
  }

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.http.httpAdapter.getInstance();
    // The line of a request holds what is written below and nothing else: to look for secrets in it costs more than the line.
    const lines = this.logger.logger.child({ context: 'http' }, { redact: [] });
    fastify.addHook('onRequest', (request, _reply, done) => requestIds.run(request.id, done));
    fastify.addHook('onResponse', ({ id, method, url }, { statusCode: status, elapsedTime }, done) => {
      const line = { request_id: id, method, path: withoutQuery(url), status, duration_ms: Math.round(elapsedTime * 10) / 10 }; // prettier-ignore
      if (status >= 500) lines.error(line, 'request failed');
      else lines.info(line, 'request');
      done();
    });
  }
}

function optionsOf({ logLevel, role }: LogSettings) {
  return {
    level: logLevel,
    base: { role },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const id = requestIds.getStore();
      return id === undefined ? {} : { request_id: id };
    },
    redact: {
      paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[redacted]',
    },
  };
}

/** Written beside the work, many lines at once when they come fast, none later than the interval; what waits is written when the process exits. */
function standardOutput(): DestinationStream {
  return destination({ dest: 1, sync: false, minLength: writtenBytes, maxLength: waitingBytesMax, periodicFlush: flushIntervalMs }); // prettier-ignore
}
