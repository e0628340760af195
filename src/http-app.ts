import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { fastifyAdapter, prepareServer } from './common/http/fastify-server.js';
import type { Settings } from './config/settings.js';

/** An application of ours around a module: limits, problem documents, logging. The caller closes it. */
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
