import { Module, type DynamicModule, type OnModuleInit, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { DEPENDENCIES, Readiness, type Dependency } from './readiness.js';

/** Liveness and readiness. */
@Module({})
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly readiness: Readiness,
  ) {}

  /** A process that stops asks its clients to connect anew, which takes them elsewhere. */
  onModuleInit(): void {
    const fastify: FastifyInstance = this.http.httpAdapter.getInstance();
    fastify.addHook('onRequest', (_request, reply, done) => {
      if (this.readiness.isStopping) reply.header('Connection', 'close');
      done();
    });
  }

  /** @param dependencies by name, providers that can be asked */
  static forRoot(dependencies: Readonly<Record<string, Type<{ ping(): Promise<unknown> }>>>): DynamicModule {
    const names = Object.keys(dependencies);
    return {
      module: HealthModule,
      global: true,
      imports: [TerminusModule.forRoot({ errorLogStyle: 'json', logger: false })],
      controllers: [HealthController],
      providers: [
        {
          provide: DEPENDENCIES,
          inject: Object.values(dependencies),
          useFactory: (...providers: { ping(): Promise<unknown> }[]): Dependency[] =>
            providers.map((provider, at) => ({ name: names[at] ?? '', ping: () => provider.ping() })),
        },
        Readiness,
      ],
      exports: [Readiness],
    };
  }
}
