import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DestinationStream } from 'pino';
import type { Settings } from '../config/settings.js';
import { withoutQuery } from '../common/http/without-query.js';

/** Members that may hold a secret, wherever they stand in what is logged. */
const SECRETS = ['password', 'current_password', 'new_password', 'token', 'access_token', 'refresh_token', 'key', 'authorization', 'cookie', 'x-api-key']; // prettier-ignore

/** One line of JSON for each message, on standard output, with the id of the request it was written for. */
@Module({})
export class LoggingModule {
  /** @param destination where lines go; tests read them */
  static forRoot(settings: Settings, destination?: DestinationStream): DynamicModule {
    return {
      module: LoggingModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: [
            {
              level: settings.logLevel,
              base: { role: settings.role },
              timestamp: () => `,"time":"${new Date().toISOString()}"`,
              formatters: { level: (label) => ({ level: label }) },
              redact: {
                paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
                censor: '[redacted]',
              },
              genReqId: (request) => request.id,
              customAttributeKeys: { reqId: 'request_id', responseTime: 'duration_ms' },
              quietReqLogger: true,
              quietResLogger: true,
              customProps: (request: IncomingMessage) => ({
                method: request.method,
                path: withoutQuery(request.url ?? ''),
              }),
              customSuccessMessage: () => 'request',
              customErrorMessage: () => 'request failed',
              customSuccessObject: (_request, response, value: { duration_ms?: number }) => outcome(response, value),
              customErrorObject: (_request, response, _error, value: { duration_ms?: number }) =>
                outcome(response, value),
              customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
            },
            destination ?? process.stdout,
          ],
        }),
      ],
    };
  }
}

function outcome(response: ServerResponse, { duration_ms: durationMs }: { duration_ms?: number }) {
  return { status: response.statusCode, duration_ms: durationMs };
}
