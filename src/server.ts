/** The HTTP server of the API: built here, started by a role. */
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { ApiModule } from './api.module.js';
import { fastifyAdapter, prepareServer } from './common/http/fastify-server.js';
import type { Settings } from './config/settings.js';
import type { Foundation } from './foundation.js';
import { serveDocs, serveProblemsPage } from './openapi/docs-pages.js';

/** Builds the API without listening; the caller closes it, and the foundation after it. */
export async function createServer(settings: Settings, foundation: Foundation): Promise<NestFastifyApplication> {
  const app = await createHttpApp(ApiModule.forRoot(settings, foundation), settings);
  if (settings.areDocsEnabled) serveDocs(app);
  serveProblemsPage(app);
  return app;
}

/** An application of ours around a module: limits, problem documents, logging. */
export async function createHttpApp(module: DynamicModule, settings: Settings): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(settings.trustedProxies), {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  prepareServer(app);
  return app;
}
