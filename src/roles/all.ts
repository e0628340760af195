import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../config/settings.js';
import { openFoundation, type Foundation } from '../foundation.js';
import { createHttpApp } from '../http-app.js';
import { createServer } from '../server.js';
import { RunAgents } from '../worker/run-agents.js';
import { RunAgentsModule, WorkerModule } from '../worker/worker.module.js';
import { listen } from './listen.js';
import { stopOnSignal } from './stop-on-signal.js';

/** Answers users and runs agents, in one process. */
export async function start(settings: Settings): Promise<void> {
  const logger = new Logger('server');
  const foundation = await openFoundation(settings, (text) => logger.log(text));
  const app = await createServer(settings, foundation, WorkerModule.besideApi(settings));
  const agents = await openAgents(settings, foundation, app);
  stopOnSignal([...agents, app], [foundation], settings.drainMs);
  await listen(app, settings.port, settings.host);
}

/** Only when it is asked for: within one process nobody needs it. */
async function openAgents(settings: Settings, foundation: Foundation, app: NestFastifyApplication) {
  const { agentsPort } = settings;
  if (agentsPort === null) return [];
  const agents = await createHttpApp(
    RunAgentsModule.forRoot(settings, foundation, app.get(RunAgents, { strict: false })),
    settings,
  );
  await agents.listen(agentsPort, settings.host);
  return [agents];
}
