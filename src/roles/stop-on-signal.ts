import { Logger } from '@nestjs/common';

/** After this long a stop no longer waits for work at hand. */
const stopTimeoutMs = 25_000;

/** The first SIGTERM or SIGINT closes what a process opened, in the given order, and lets it end. */
export function stopOnSignal(open: readonly { close(): Promise<unknown> }[]): void {
  const logger = new Logger('server');
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), stopTimeoutMs).unref();
    for (const part of open) await part.close();
  };
  const onSignal = (): void => {
    stop().catch((error: unknown) => {
      logger.error('the process did not stop in order', error);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
}
