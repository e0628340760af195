/** The OpenAPI document as it is committed: made from the controllers, without a database. */
import { Secrets } from '../../src/config/secrets.js';
import { Settings } from '../../src/config/settings.js';
import { openApiDocument } from '../../src/openapi/document.js';
import { createServer } from '../../src/server.js';

/** Nothing connects before the application is initialised, which it never is. */
const NOWHERE = 'postgresql://nobody@127.0.0.1:1/none';
const SECRET = 'used-only-to-write-Reference-4711-pages';

export async function openApiText(): Promise<string> {
  const settings = Settings.read({ LOG_LEVEL: 'fatal', DATABASE_URL: NOWHERE, JWT_SECRET: SECRET });
  const foundation = { secrets: new Secrets(SECRET), databaseUrl: NOWHERE, close: () => Promise.resolve() };
  const app = await createServer(settings, foundation);
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
}
