import { execFileSync } from 'node:child_process';
import { freshDatabase, postgres } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';

const timeout = 60_000;

describeIf(postgres, "TypeORM's command line with ormconfig.ts", () => {
  it('reaches the database of DATABASE_URL and finds nothing to change', async () => {
    const database = await freshDatabase();
    execFileSync(process.execPath, [inRepository('scripts', 'build.mjs'), '--if-stale'], { timeout });
    const command = [inRepository('node_modules', 'typeorm', 'cli.js'), '-d', inRepository('dist', 'ormconfig.js')];
    const output = execFileSync(process.execPath, [...command, 'schema:log'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
      encoding: 'utf8',
      timeout,
    });
    await database.close();
    expect(output).toContain('up to date');
  });
});
