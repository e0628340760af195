import { AppError } from '../../src/common/app-error.js';
import { Settings } from '../../src/config/settings.js';

const faultsOf = (environment: Record<string, string>): string => {
  try {
    Settings.read(environment);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}\n${error.publicText}`;
  }
  return '';
};

describe('Settings.read', () => {
  it('has a safe default for everything', () => {
    expect(Settings.read({})).toEqual({ role: 'api', port: 8000, host: '127.0.0.1', logLevel: 'info' });
  });

  it('takes an empty value as not set', () => {
    expect(Settings.read({ PORT: '', DATABASE_URL: ' ' })).toEqual(Settings.read({}));
  });

  it('reads what is set', () => {
    const settings = Settings.read({
      PORT: '9000',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'debug',
      DATABASE_URL: 'postgres://a@b/c',
    });
    expect(settings).toMatchObject({ port: 9000, host: '0.0.0.0', logLevel: 'debug', databaseUrl: 'postgres://a@b/c' });
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
