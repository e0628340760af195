import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseConnection } from '../database/database-connection.js';

/** A database that is away keeps nobody from listening: readiness says it. One that is only a moment late saves clients a 503. */
const databaseGraceMs = 3_000;

/** Answers from now on; what it says is what people and machines wait for. */
export async function listen(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  await app.init();
  await Promise.race([
    app.get(DatabaseConnection, { strict: false }).opened,
    delay(databaseGraceMs, undefined, { ref: false }),
  ]);
  await app.listen(port, host);
  new Logger('server').log(`listening on ${await app.getUrl()}`);
}
