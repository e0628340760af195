import { readFileSync } from 'node:fs';
import { WorkerModule } from '../../src/worker/worker.module.js';
import { startApi, type Person, type TestApi } from '../support/api.js';
import { inRepository } from '../support/repository.js';
import { until } from '../worker/bench.js';

export const EXAMPLE = readFileSync(inRepository('examples', 'first-slice', 'berths.sql'), 'utf8');

/** An API whose process works on the runs too. */
export const startWorkingApi = (dataDir: string): Promise<TestApi> =>
  startApi({ DATA_DIR: dataDir, RATE_LIMIT_READ: '100000' }, undefined, (settings) => [
    WorkerModule.besideApi(settings),
  ]);

/** Waits until a migration is at its end. @returns the migration */
export async function atEnd(api: TestApi, { token }: Person, id: string) {
  let body;
  await until(
    `the end of ${id}`,
    async () => {
      ({ body } = await api.call('GET', `/migrations/${id}`, { token }));
      return ['completed', 'failed', 'cancelled'].includes(body.status);
    },
    50_000,
  );
  return body;
}
