/** The OpenAPI document as it is committed: made from the controllers, without a database. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secrets } from '../../src/config/secrets.js';
import { Settings } from '../../src/config/settings.js';
import { openApiDocument } from '../../src/openapi/document.js';
import { createHttpApp } from '../../src/http-app.js';
import { createServer } from '../../src/server.js';
import { RunAgents } from '../../src/worker/run-agents.js';
import { RunAgentsModule } from '../../src/worker/worker.module.js';

/** Nothing connects before the application is initialised, which it never is. */
const NOWHERE = 'postgresql://nobody@127.0.0.1:1/none';
const SECRET = 'used-only-to-write-Reference-4711-pages';

const settings = Settings.read({ LOG_LEVEL: 'fatal', DATABASE_URL: NOWHERE, JWT_SECRET: SECRET });
const foundation = { secrets: new Secrets(SECRET), databaseUrl: NOWHERE, close: () => Promise.resolve() };

/** The API of people and programs. */
export async function openApiText(): Promise<string> {
  return textOf(await createServer(settings, foundation));
}

/** What an API of ours asks of a worker. */
export async function agentsApiText(): Promise<string> {
  // Nothing is asked of it: only its description is wanted.
  const agents = Object.create(RunAgents.prototype) as RunAgents;
  return textOf(await createHttpApp(RunAgentsModule.forRoot(settings, foundation, agents), settings));
}

function textOf(app: NestFastifyApplication): string {
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
}
