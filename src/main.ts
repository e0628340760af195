import 'reflect-metadata';
import { AppError } from './common/app-error.js';
import { Settings, type ProcessRole } from './config/settings.js';

/** What a process can be, by ROLE. Each is loaded only when it is the one: the api holds no agents in memory. */
const roles: Readonly<Record<ProcessRole, () => Promise<{ start: (settings: Settings) => Promise<void> }>>> = {
  api: () => import('./roles/api.js'),
  worker: () => import('./roles/worker.js'),
  all: () => import('./roles/all.js'),
};

try {
  const settings = Settings.read(process.env);
  const { start } = process.argv[2] === 'schema' ? await import('./roles/schema.js') : await roles[settings.role]();
  await start(settings);
} catch (error) {
  const text = error instanceof AppError ? error.publicText : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
