import { Logger } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { openFoundation } from '../foundation.js';
import { createServer } from '../server.js';
import { listen } from './listen.js';
import { stopOnSignal } from './stop-on-signal.js';

/** Answers users; runs no agent. */
export async function start(settings: Settings): Promise<void> {
  const logger = new Logger('server');
  const foundation = await openFoundation(settings, (text) => logger.log(text));
  const app = await createServer(settings, foundation);
  stopOnSignal([app], [foundation], settings.drainMs);
  await listen(app, settings.port, settings.host);
}
