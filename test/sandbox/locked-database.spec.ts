import { checkReadBack, lockSettings } from '../../src/sandbox/duckdb/locked-database.js';
import { openSandbox } from '../../src/sandbox/sandbox.js';

const options = { databasePath: ':memory:', memoryMb: 1024, threads: 1, locks: true };

/** The settings as DuckDB reads them back when all went well. */
function readBack(): Record<string, string> {
  const asSet = Object.fromEntries(lockSettings(options).map(({ name, value }) => [name, value]));
  return { ...asSet, memory_limit: '1.0 GiB' };
}

describe('the lock-down of DuckDB', () => {
  test('closes external access after everything that needs it, and the configuration last', () => {
    expect(
      lockSettings(options)
        .map(({ name }) => name)
        .slice(-2),
    ).toEqual(['enable_external_access', 'lock_configuration']);
  });

  test('accepts settings that took', () => {
    expect(() => checkReadBack(lockSettings(options), readBack())).not.toThrow();
  });

  test.each(lockSettings(options).map(({ name }) => name))(
    'refuses to run when %s reads back differently or not at all',
    (name) => {
      const { [name]: _dropped, ...without } = readBack();
      for (const settings of [{ ...readBack(), [name]: 'something else' }, without]) {
        expect(() => checkReadBack(lockSettings(options), settings)).toThrow(
          expect.objectContaining({ code: 'sandbox_refused' }),
        );
      }
    },
  );

  test('refuses to open when DuckDB does not take a setting', async () => {
    await expect(openSandbox({ limits: { threads: -1 } })).rejects.toMatchObject({ code: 'sandbox_refused' });
  });
});
