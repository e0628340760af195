import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secrets } from '../../src/config/secrets.js';
import { Settings } from '../../src/config/settings.js';
import { createServer } from '../../src/server.js';
import { TEST_SECRET } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

async function withServer<T>(databaseUrl: string, work: (app: NestFastifyApplication) => Promise<T>): Promise<T> {
  const settings = Settings.read({ LOG_LEVEL: 'fatal', JWT_SECRET: TEST_SECRET, DATABASE_URL: databaseUrl });
  const foundation = { secrets: new Secrets(TEST_SECRET), databaseUrl, close: () => Promise.resolve() };
  const app = await createServer(settings, foundation);
  try {
    await app.init();
    return await work(app);
  } finally {
    await app.close();
  }
}

const get = (app: NestFastifyApplication, url: string) => app.inject({ method: 'GET', url });

/** Nothing listens on port 1. */
const awayUrl = 'postgresql://keeper:hunter2@127.0.0.1:1/away';

describe('the service whose database is away', () => {
  it('starts, is alive, and names the database as what is missing, with no word of host or account', async () => {
    await withServer(awayUrl, async (app) => {
      const [health, ready] = [await get(app, '/health'), await get(app, '/ready')];
      expect([health.statusCode, health.json()]).toEqual([200, { status: 'ok' }]);
      expect([ready.statusCode, ready.json()]).toMatchObject([503, { error: { database: { status: 'down' } } }]);
      expect(ready.body).not.toMatch(/keeper|hunter2|127\.0\.0\.1/);
    });
  });
});

/** PostgreSQL notices a closed connection a moment later: asked again until the number is 0 or two seconds are over. */
async function othersIn({ client }: TestDatabase): Promise<number> {
  const sql = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
  for (let attempt = 1; ; attempt++) {
    const count = (await client.query(sql)).rowCount ?? 0;
    if (count === 0 || attempt === 40) return count;
    await sleep(50);
  }
}

describeIf(postgres, 'the service with a database', () => {
  it('is ready once the database answers, and closes its connections when it ends', async () => {
    const database = await freshDatabase();
    try {
      await withServer(database.url, async (app) => {
        const ready = await get(app, '/ready');
        expect([ready.statusCode, ready.json()]).toMatchObject([200, { info: { database: { status: 'up' } } }]);
      });
      expect(await othersIn(database)).toBe(0);
    } finally {
      await database.close();
    }
  });
});
