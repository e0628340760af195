import type { Engine } from './engine.js';

export function openPostgres(_databaseUrl?: string): Promise<Engine> {
  return Promise.reject(new Error('not yet'));
}
