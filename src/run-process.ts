import { AppError } from './common/app-error.js';
import { Settings } from './config/settings.js';

/** What a process does, once it knows its settings. */
export interface Role {
  start(settings: Settings): Promise<void>;
}

/** Reads the settings and starts; whatever prevents it is told on standard error, and ends the process with code 1. */
export async function runProcess(load: (settings: Settings) => Role | Promise<Role>): Promise<void> {
  try {
    const settings = Settings.read(process.env);
    const role = await load(settings);
    await role.start(settings);
  } catch (error) {
    const text = error instanceof AppError ? error.publicText : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
