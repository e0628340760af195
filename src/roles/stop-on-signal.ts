import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { Readiness } from '../health/readiness.js';

/** After this long a stop no longer waits for work at hand. */
const stopTimeoutMs = 25_000;

/**
 * The first SIGTERM or SIGINT ends the process in order. SIGTERM comes from machinery that goes on sending requests until it
 * has seen that we are not ready: for `drainMs` they are answered as before, each with `Connection: close`.
 * @param rest closed after the applications, in order
 */
export function stopOnSignal(
  apps: readonly NestFastifyApplication[],
  rest: readonly { close(): Promise<unknown> }[],
  drainMs: number,
): void {
  const logger = new Logger('server');
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    setTimeout(() => process.exit(1), stopTimeoutMs + drainMs).unref();
    for (const app of apps) app.get(Readiness, { strict: false }).stop();
    if (signal === 'SIGTERM' && drainMs > 0) await delay(drainMs);
    for (const part of [...apps, ...rest]) await part.close();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stop(signal).catch((error: unknown) => {
      logger.error('the process did not stop in order', error);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
}
