import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { newKey } from '../../src/api-keys/key-text.js';
import { ApiKeyVerifier } from '../../src/auth/identity.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'a key in use', () => {
  let database: TestDatabase;
  let one: TestApi;
  let other: TestApi;
  let ada: Person;

  beforeAll(async () => {
    database = await freshDatabase();
    one = await startApi({}, database);
    other = await startApi({}, database);
    ada = await newPerson(one, 'ada');
    await database.client.query(`
      CREATE TABLE uses (key_id text);
      GRANT ALL ON uses TO PUBLIC;
      CREATE FUNCTION note_use() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO uses VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER note_use AFTER UPDATE OF last_used_at ON api_keys FOR EACH ROW EXECUTE FUNCTION note_use();`);
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await database.close();
  });

  const create = async (): Promise<{ id: string; key: string }> =>
    (await one.call('POST', '/api-keys', { body: { name: 'k', scopes: ['usage:read'] }, token: ada.token })).body;
  const use = (api: TestApi, key: string): Promise<Answer> => api.call('GET', '/usage', { token: key });
  const writesOf = async (id: string): Promise<number> =>
    (await database.client.query('SELECT 1 FROM uses WHERE key_id = $1', [id])).rowCount ?? 0;

  it('that cannot be one is refused without a question to the database, in either header', async () => {
    const { key } = await create();
    const changed = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
    const asked = jest.spyOn(pg.Client.prototype, 'query');
    try {
      for (const text of [
        changed,
        key.slice(0, -1),
        `${key}x`,
        'dmk_live_',
        `dmk_test_${key.slice(9)}`,
        key.toLowerCase(),
      ])
        for (const headers of [{ 'X-API-Key': text }, { Authorization: `Bearer ${text}` }] as Record<
          string,
          string
        >[]) {
          const { status, body } = await one.call('GET', '/usage', { headers });
          expect([status, body.code]).toEqual([401, 'unauthenticated']);
        }
      expect(asked).not.toHaveBeenCalled();
      expect((await use(one, newKey())).status).toBe(401);
      expect(asked).toHaveBeenCalled();
    } finally {
      asked.mockRestore();
    }
  });

  it('is noted once a minute at most, by all processes together', async () => {
    const { id, key } = await create();
    const verifiers = [one, other].map((api) => api.app.get(ApiKeyVerifier));
    const burst = async (): Promise<void> => {
      const all = verifiers.flatMap((verifier) => Array.from({ length: 150 }, () => verifier.authenticate(key)));
      expect((await Promise.all(all)).every((found) => found?.keyId === id)).toBe(true);
      await delay(300);
    };
    await burst();
    await burst();
    expect(await writesOf(id)).toBe(1);
    const shown = await one.call('GET', `/api-keys/${id}`, { token: ada.token });
    expect(Date.now() - Date.parse(shown.body.last_used_at)).toBeLessThan(10_000);
    await database.client.query(`UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [id]);
    await burst();
    expect(await writesOf(id)).toBe(3);
    expect((await one.call('GET', `/api-keys/${id}`, { token: ada.token })).headers.etag).toBe(shown.headers.etag);
  });

  it('dies within 5 seconds of its revocation in a process that heard nothing of it', async () => {
    const { id, key } = await create();
    expect([(await use(one, key)).status, (await use(other, key)).status]).toEqual([200, 200]);
    await one.call('DELETE', `/api-keys/${id}`, { token: ada.token, headers: { 'If-Match': '*' } });
    const revokedMs = performance.now();
    expect((await use(one, key)).status).toBe(401);
    while ((await use(other, key)).status === 200 && performance.now() - revokedMs < 10_000) await delay(50);
    expect(performance.now() - revokedMs).toBeLessThan(5_000);
    expect((await use(other, key)).status).toBe(401);
  });

  it('dies when its time is over, although it was remembered', async () => {
    const { id, key } = await create();
    const soon = new Date(Date.now() + 1_500);
    await database.client.query('UPDATE api_keys SET expires_at = $2 WHERE id = $1', [id, soon]);
    expect((await use(one, key)).status).toBe(200);
    await delay(1_600);
    expect((await use(one, key)).status).toBe(401);
  });
});
