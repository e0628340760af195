import { AppError } from '../../src/common/app-error.js';
import { Settings } from '../../src/config/settings.js';
import { TEST_SECRET } from '../support/api.js';

const faultsOf = (environment: Record<string, string>): string => {
  try {
    Settings.read(environment);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}\n${error.publicText}`;
  }
  return '';
};

const server = { DATABASE_URL: 'postgres://a@b/c', JWT_SECRET: TEST_SECRET };

describe('Settings.read', () => {
  it('has a safe default for everything: one process that listens to this machine only', () => {
    expect(Settings.read({})).toMatchObject({
      role: 'all',
      port: 8000,
      agentsPort: null,
      metricsPort: null,
      host: '127.0.0.1',
      isRegistrationOpen: true,
      workerConcurrency: 1,
      runLeaseMs: 30_000,
      trustedProxies: 0,
      logLevel: 'info',
    });
  });

  it('takes an empty value as not set', () => {
    expect(Settings.read({ PORT: '', DATABASE_URL: ' ' })).toEqual(Settings.read({}));
  });

  it('reads what is set', () => {
    const settings = Settings.read({ ...server, PORT: '9000', HOST: '0.0.0.0', LOG_LEVEL: 'debug' });
    expect(settings).toMatchObject({ port: 9000, host: '0.0.0.0', logLevel: 'debug', databaseUrl: 'postgres://a@b/c' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['a shared database without a secret', { DATABASE_URL: 'postgres://a@b/c' }, 'JWT_SECRET'],
    ['the api alone without a database', { ROLE: 'api', REDIS_URL: 'redis://r' }, 'DATABASE_URL'],
    ['the api alone without any way to a worker', { ...server, ROLE: 'api' }, 'AGENTS_URL'],
    [
      'the api without the token that a worker asks for',
      { ...server, ROLE: 'api', AGENTS_URL: 'http://w:8001' },
      'SERVICE_TOKEN',
    ],
    [
      'a worker that would open /run-agents to anybody',
      { ...server, ROLE: 'worker', REDIS_URL: 'redis://r' },
      'SERVICE_TOKEN',
    ],
  ])('refuses %s', (_what, environment, missing) => {
    expect(faultsOf(environment)).toContain(`  ${missing}: is required`);
  });

  it.each([
    'short',
    'change-me-change-me-change-me-change-me',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'secret-secret-secret-secret-secret-1',
  ])('refuses the secret %j', (secret) => {
    expect(faultsOf({ JWT_SECRET: secret })).toContain('JWT_SECRET');
    expect(faultsOf({ JWT_SECRET: secret })).not.toContain(secret);
  });

  it.each(['a', 'A', 'x', '0', '1'])('takes a random secret that begins with %j, as one in ten does', (letter) => {
    expect(() => Settings.read({ ...server, JWT_SECRET: `${letter}${TEST_SECRET}` })).not.toThrow();
  });

  it('names every fault at once', () => {
    const text = faultsOf({ PORT: '70000', LOG_LEVEL: 'loud', ROLE: 'king', DATABASE_URL: 'mysql://x' });
    expect(text).toMatch(/^SETTINGS-INVALID\n/);
    for (const name of ['PORT', 'LOG_LEVEL', 'ROLE', 'DATABASE_URL']) expect(text).toContain(`  ${name}: `);
  });

  it.each(['80a', '-1', '1.5', '0x50', '8000 '])('refuses the port %j', (port) => {
    expect(faultsOf({ PORT: port })).toContain('PORT');
  });

  it('never repeats a secret in its message', () => {
    expect(faultsOf({ DATABASE_URL: 'http://u:hunter2@h/d' })).not.toContain('hunter2');
  });
});
