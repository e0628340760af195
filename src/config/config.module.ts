import { Module, type DynamicModule } from '@nestjs/common';
import { Cursors } from '../common/http/page.js';
import { Secrets } from './secrets.js';
import { Settings } from './settings.js';

/** Gives every module the process's settings and secrets. */
@Module({})
export class ConfigModule {
  static forRoot(settings: Settings, secrets: Secrets): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Secrets, useValue: secrets },
        { provide: Cursors, useValue: new Cursors(secrets.cursor) },
      ],
      exports: [Settings, Secrets, Cursors],
    };
  }
}
