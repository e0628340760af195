import 'reflect-metadata';
import type { ProcessRole } from './config/settings.js';
import { runProcess, type Role } from './run-process.js';

/** What a process can be, by ROLE. Each is loaded only when it is the one: the api holds no agents in memory. */
const roles: Readonly<Record<ProcessRole, () => Promise<Role>>> = {
  api: () => import('./roles/api.js'),
  worker: () => import('./roles/worker.js'),
  all: () => import('./roles/all.js'),
};

await runProcess(({ role }) => (process.argv[2] === 'schema' ? import('./roles/schema.js') : roles[role]()));
