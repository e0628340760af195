import 'reflect-metadata';
import { AppError } from './common/app-error.js';
import { Settings } from './config/settings.js';
import { serve } from './server.js';

/** What a process can be, by ROLE. */
const roles = { api: serve };

try {
  const settings = Settings.read(process.env);
  await roles[settings.role](settings);
} catch (error) {
  const text = error instanceof AppError ? error.publicText : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
