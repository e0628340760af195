/** What the log says of a request, and what it must never say. */
import { Controller, Get, Logger, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoNestLogger } from 'nestjs-pino';
import { setTimeout as delay } from 'node:timers/promises';
import { LoggingModule } from '../../src/logging/logging.module.js';

const lines: string[] = [];

@Controller()
class Probe {
  private readonly logger = new Logger('probe');

  @Get('slow')
  async slow() {
    await delay(20);
    this.logger.log({ msg: 'at work', password: 'hunter2', deep: { access_token: 'eyJ' }, list: [{ key: 'dmk_1' }] });
    return 'ok';
  }

  @Get('broken')
  broken(): never {
    throw new Error('broken');
  }
}

@Module({ controllers: [Probe] })
class ProbeModule {}

describe('the log of a request', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const settings = { role: 'all', logLevel: 'info' } as const;
    const logging = LoggingModule.forRoot(settings, { write: (line: string) => void lines.push(line) });
    const root: DynamicModule = { module: ProbeModule, imports: [logging] };
    app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter({ genReqId: () => `req_${Math.random()}` }), { bufferLogs: true }); // prettier-ignore
    app.useLogger(app.get(PinoNestLogger));
    await app.init();
  });
  afterAll(() => app.close());
  beforeEach(() => void lines.splice(0));

  const parsed = (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('is one line of JSON with its id, path without query, status and time', async () => {
    await app.inject('/slow?token=secret');
    const line = parsed().find(({ msg }) => msg === 'request');
    expect(line).toMatchObject({ level: 'info', context: 'http', method: 'GET', path: '/slow', status: 200 });
    expect(line?.['request_id']).toMatch(/^req_/);
    expect(line?.['duration_ms']).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain('secret');
  });

  it('gives each line that is written for a request the id of that request, when several are answered at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => app.inject('/slow')));
    const idsOf = (wanted: string) => new Set(parsed().filter(({ msg }) => msg === wanted).map(({ request_id: id }) => id)); // prettier-ignore
    expect(idsOf('at work').size).toBe(5);
    expect(idsOf('at work')).toEqual(idsOf('request'));
  });

  it('holds no secret, however deep it stands', async () => {
    await app.inject('/slow');
    const line = parsed().find(({ msg }) => msg === 'at work');
    expect(line).toMatchObject({ password: '[redacted]', deep: { access_token: '[redacted]' }, list: [{ key: '[redacted]' }] }); // prettier-ignore
  });

  it('is an error for an answer of 500', async () => {
    await app.inject('/broken');
    expect(parsed().find(({ msg }) => msg === 'request failed')).toMatchObject({ level: 'error', status: 500 });
  });
});
