import type { Settings } from '../config/settings.js';
import { changeSchema } from '../database/schema-changes.js';
import { openFoundation } from '../foundation.js';

/** Brings the tables up to date and ends: for a job that runs before a deployment. */
export async function start(settings: Settings): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const foundation = await openFoundation(settings, say);
  try {
    const { applied } = await changeSchema(foundation.databaseUrl);
    say(applied.length > 0 ? `schema changes made: ${applied.join(', ')}` : 'the schema is up to date');
  } finally {
    await foundation.close();
  }
}
