import { existsSync } from 'node:fs';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { openBench, type Bench } from './bench.js';

describeIf(postgres, 'a worker', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  test('does a whole run', async () => {
    const { runId, migrationId } = await bench.newRunOf('examples/harbour-supply');
    await bench.newWorker().run(runId);
    console.log(await bench.store.run(runId), await bench.store.events(runId));
    for (const t of ['steps', 'run_artifacts', 'checkpoints', 'checkpoint_writes', 'run_objects', 'findings', 'model_files', 'model_file_versions', 'artifacts', 'outbox'])
      console.log(t, (await bench.store.test.client.query(`SELECT count(*) FROM ${t}`)).rows[0].count);
    console.log((await bench.store.test.client.query(`SELECT type, code, severity, count(*) FROM findings group by 1,2,3`)).rows);
    console.log((await bench.store.test.client.query(`SELECT name, path, status, proof, length(sql_code) FROM model_files`)).rows);
    console.log(existsSync(bench.runsFolder), migrationId);
  });
});
