import { execFileSync } from 'node:child_process';
import { changeSchema } from '../../src/database/schema-changes.js';
import { freshDatabase, postgres } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';

const timeout = 60_000;

describeIf(postgres, "TypeORM's command line with ormconfig.ts", () => {
  it('reaches the database of DATABASE_URL and tells which schema changes were made', async () => {
    const database = await freshDatabase();
    await changeSchema(database.url);
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout });
    const command = [inRepository('node_modules', 'typeorm', 'cli.js'), '-d', inRepository('dist', 'ormconfig.js')];
    const output = execFileSync(process.execPath, [...command, 'migration:show'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
      encoding: 'utf8',
      timeout,
    });
    await database.close();
    expect(output).toMatch(/\[X\] \d+ Platform1764000000000/);
  });
});
