import { Logger } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { openFoundation } from '../foundation.js';
import { createHttpApp } from '../http-app.js';
import { WorkerModule } from '../worker/worker.module.js';
import { listen } from './listen.js';
import { stopOnSignal } from './stop-on-signal.js';

/** Runs agents; answers no user. */
export async function start(settings: Settings): Promise<void> {
  const logger = new Logger('worker');
  const foundation = await openFoundation(settings, (text) => logger.log(text));
  const app = await createHttpApp(WorkerModule.alone(settings, foundation), settings);
  stopOnSignal([app], [foundation], settings.drainMs);
  await listen(app, settings.agentsPort ?? 0, settings.host);
}
