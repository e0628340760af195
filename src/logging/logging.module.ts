import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { withoutQuery } from '../common/http/without-query.js';
import type { Settings } from '../config/settings.js';

/** Members that may hold a secret, wherever they stand in what is logged. */
const SECRETS = ['password', 'current_password', 'new_password', 'token', 'access_token', 'refresh_token', 'key', 'authorization', 'cookie', 'x-api-key']; // prettier-ignore

/** One line of JSON for each message, on standard output, with the id of the request it was written for; one line for each request. */
@Module({})
export class LoggingModule implements OnModuleInit {
  /** @param destination where lines go; tests read them */
  static forRoot({ logLevel, role }: Settings, destination: DestinationStream = process.stdout): DynamicModule {
    const options = {
      level: logLevel,
      base: { role },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: {
        paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[redacted]',
      },
    };
    return {
      module: LoggingModule,
      // No route: the package's middleware costs more than the hooks below, and logs headers.
      imports: [LoggerModule.forRoot({ pinoHttp: [options, destination], forRoutes: [] })],
    };
  }

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext('http');
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.http.httpAdapter.getInstance();
    fastify.addHook('onRequest', (request, _reply, done) => {
      this.logger.runInContext(done, { bindings: { request_id: request.id } });
    });
    fastify.addHook('onResponse', ({ method, url }, { statusCode: status, elapsedTime }, done) => {
      const line = { method, path: withoutQuery(url), status, duration_ms: Math.round(elapsedTime * 10) / 10 };
      if (status >= 500) this.logger.error(line, 'request failed');
      else this.logger.info(line, 'request');
      done();
    });
  }
}
