/** What each scope opens: the table that a person who makes a key relies on. */
import { SCOPES } from '../../src/common/http/principal.js';
import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const NEW_ID = '0'.repeat(26);
const migration = `/migrations/mig_${NEW_ID}`;
const draft = { name: 'a', source: 'SELECT 1;', target: 'duckdb', auto_start: false };

interface Door {
  readonly method: string;
  readonly path: string;
  readonly needs: readonly string[];
  readonly body?: object;
}

/** Operations in a workspace, and the scopes each needs. What is asked for is mostly not there: then 404 is an open door. */
const DOORS: readonly Door[] = [
  ...['', '/runs', '/objects', '/findings', '/models', '/project.zip'].map((of) => ({ method: 'GET', path: migration + of, needs: ['migrations:read'] })), // prettier-ignore
  { method: 'GET', path: '/migrations', needs: ['migrations:read'] },
  { method: 'POST', path: '/migrations', needs: ['migrations:write'], body: draft },
  { method: 'POST', path: '/migrations', needs: ['migrations:write', 'runs:write'], body: { ...draft, auto_start: true } }, // prettier-ignore
  { method: 'PATCH', path: migration, needs: ['migrations:write'], body: { name: 'b' } },
  { method: 'DELETE', path: migration, needs: ['migrations:write'] },
  { method: 'PUT', path: `${migration}/models/mod_${NEW_ID}`, needs: ['migrations:write', 'runs:write'], body: { sql_code: 'select 1' } }, // prettier-ignore
  ...['start', 'cancel', 'resume', 'retry'].map((move) => ({ method: 'POST', path: `${migration}/${move}`, needs: ['runs:write'] })), // prettier-ignore
  ...['', '/logs', '/logs.csv'].map((of) => ({ method: 'GET', path: `/usage${of}`, needs: ['usage:read'] })),
];

describeIf(postgres, 'the scopes of a key', () => {
  let api: TestApi;
  let ada: Person;
  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api);
  });
  afterAll(() => api.close());

  const keyOf = async (scopes: readonly string[]): Promise<string> =>
    (await api.call('POST', '/api-keys', { token: ada.token, body: { name: 'k', scopes } })).body.key;

  it.each(DOORS)('$method $path needs $needs and nothing else', async ({ method, path, needs, body }) => {
    const open = await api.call(method, path, { token: await keyOf(needs), body, headers: { 'if-match': '"1"' } });
    expect([200, 201, 202, 404]).toContain(open.status);
    for (const missing of needs) {
      const others = SCOPES.filter((scope) => scope !== missing);
      const refused = await api.call(method, path, {
        token: await keyOf(others),
        body,
        headers: { 'if-match': '"1"' },
      });
      expect([refused.status, refused.body.code]).toEqual([403, 'missing_scope']);
      expect(refused.body.detail).toContain(missing);
    }
  });

  it('opens nothing of accounts, workspaces, keys and the audit log, with all of them', async () => {
    const token = await keyOf(SCOPES);
    for (const path of ['/me', '/sessions', '/users', '/workspaces', '/api-keys', '/audit-logs'])
      expect((await api.call('GET', path, { token })).body.code).toBe('session_required');
  });
});
