import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { runMigration } from '../../src/agents/workflow/run-migration.js';
import { listInputs } from '../../src/sources/input.js';
import { dbt } from '../support/dbt.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { bothOnDuckDb, bothOnPostgres } from './agreement.js';

jest.setTimeout(400_000);
const targets = [
  { target: 'duckdb', needs: [dbt], build: bothOnDuckDb },
  { target: 'postgres', needs: [dbt, postgres], build: bothOnPostgres },
] as const;

for (const { target, needs, build } of targets)
  describeIf(needs, `the embedded runner agrees with dbt-core about the examples on ${target}`, () => {
    if (target === 'postgres') useTestServer();
    test.each(readdirSync(inRepository('examples')))('%s', async (example) => {
      const workFolder = mkdtempSync(join(tmpdir(), 'example-agreement-'));
      try {
        const { execution, rows } = await runMigration({
          source: {
            kind: 'scripts',
            inputs: await listInputs([inRepository('examples', example)]),
            variables: {},
            dataFiles: [],
          },
          options: { ...migrationOptionsSchema.parse({}), target },
          workFolder,
          onProgress: () => undefined,
        });
        const { ours, theirs } = await build(execution.project, rows);
        expect(ours).toEqual(theirs);
        expect(ours.nodes.length).toBeGreaterThan(1);
      } finally {
        rmSync(workFolder, { recursive: true, force: true });
      }
    });
  });

/** The Tester finds its server by DATABASE_URL: for these tests it is the one that the tests start. */
function useTestServer(): void {
  const before = process.env.DATABASE_URL;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    process.env.DATABASE_URL = database.url;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
    await database.close();
  });
}
