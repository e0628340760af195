/** The HTTP server of the API: built here, started by a role. */
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import type { Settings } from './config/settings.js';
import type { Foundation } from './foundation.js';
import { createHttpApp } from './http-app.js';
import { serveDocs, serveProblemsPage } from './openapi/docs-pages.js';

/**
 * Builds the API without listening; the caller closes it, and the foundation after it.
 * @param more what else the process does
 */
export async function createServer(
  settings: Settings,
  foundation: Foundation,
  ...more: DynamicModule[]
): Promise<NestFastifyApplication> {
  const app = await createHttpApp(ApiModule.forRoot(settings, foundation, ...more), settings);
  if (settings.areDocsEnabled) serveDocs(app);
  serveProblemsPage(app);
  return app;
}
