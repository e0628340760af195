import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { DEPENDENCIES, Readiness, type Dependency } from './readiness.js';

/** Liveness and readiness. */
@Module({})
export class HealthModule {
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
