import { UsageRecorder } from '../../src/usage/usage-recorder.js';
import { CSV_COLUMNS, usageLogPageSchema, usagePageSchema } from '../../src/usage/usage-schemas.js';
import { newPerson, startApi, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const MIGRATION = `mig_${'0'.repeat(26)}`;
const idOf = (number: number): string => `usg_${String(number).padStart(26, '0')}`;

describeIf(postgres, 'usage', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
  });
  afterAll(() => api.close());

  const get = (path: string, person = ada, workspaceId = person.workspaceId): Promise<Answer> =>
    api.call('GET', path, { token: person.token, headers: { 'X-Workspace-Id': workspaceId } });
  const written = async (): Promise<void> => api.app.get(UsageRecorder).flush();
  /** A workspace of its own, so that counts are the test's own. */
  const team = async (): Promise<string> =>
    (await api.call('POST', '/workspaces', { body: { name: 'Team' }, token: ada.token })).body.id;
  const log = (workspaceId: string, rows: readonly object[]): Promise<unknown> =>
    api.database.client.query(
      `INSERT INTO usage_logs (id, workspace_id, user_id, api_key_id, migration_id, kind, agent, method, route, status, duration_ms, input_tokens, output_tokens, cost_usd, created_at)
       SELECT coalesce(id, 'usg_' || lpad(row_number() OVER ()::text, 26, '0')), $1, user_id, api_key_id, migration_id, coalesce(kind, 'api_call'), agent, method, route, status, 5, input_tokens, output_tokens, cost_usd, created_at
       FROM jsonb_to_recordset($2) AS r(id text, user_id text, api_key_id text, migration_id text, kind text, agent text, method text, route text, status int, input_tokens bigint, output_tokens bigint, cost_usd numeric, created_at timestamptz)`,
      [workspaceId, JSON.stringify(rows)],
    );

  describe('what is written down', () => {
    it('is every call of a person and of a key, as a pattern: no id, no query string', async () => {
      const workspaceId = await team();
      const headers = { 'X-Workspace-Id': workspaceId };
      const key = await api.call('POST', '/api-keys', {
        body: { name: 'k', scopes: ['usage:read'] },
        token: ada.token,
        headers,
      });
      await api.call('GET', `/api-keys/${key.body.id}?secret=hunter2`, { token: ada.token, headers });
      await api.call('GET', `/api-keys/key_${'0'.repeat(26)}`, { token: ada.token, headers });
      await api.call('GET', '/usage?group_by=key', { token: key.body.key });
      await written();
      const { body } = await get('/usage/logs', ada, workspaceId);
      const rows = usageLogPageSchema.parse(body).data.reverse();
      expect(rows.map(({ method, route, status, api_key_id: keyId }) => [method, route, status, keyId])).toEqual([
        ['POST', '/api/v1/api-keys', 201, null],
        ['GET', '/api/v1/api-keys/:id', 200, null],
        ['GET', '/api/v1/api-keys/:id', 404, null],
        ['GET', '/api/v1/usage', 200, key.body.id],
      ]);
      expect(rows.every((row) => row.user_id === ada.id && row.kind === 'api_call')).toBe(true);
      expect(JSON.stringify(rows.map(({ route }) => route))).not.toMatch(/hunter2|key_/);
      expect(rows[3]?.api_key_name).toBe('k');
    });

    it("names the migration that a call was about, and none that is not the workspace's", async () => {
      const workspaceId = await team();
      await get(`/migrations/${MIGRATION}`, ada, workspaceId);
      await written();
      const rows = usageLogPageSchema.parse((await get('/usage/logs', ada, workspaceId)).body).data;
      expect(rows.map((row) => row.migration_id).filter(Boolean)).toEqual([]);
    });

    it('is nothing of calls that nobody is known for', async () => {
      const count = async () => (await api.database.client.query('SELECT id FROM usage_logs')).rowCount;
      await written();
      const before = await count();
      await api.call('GET', '/usage');
      await api.call('GET', '//health');
      await api.call('GET', '/nowhere');
      await written();
      expect(await count()).toBe(before);
    });

    it('is bounded while the database does not take it, and what is lost is counted', async () => {
      const recorder = api.app.get(UsageRecorder);
      await recorder.flush();
      const waits = (recorder as unknown as { waiting: unknown[] }).waiting;
      const before = recorder.dropped;
      waits.length = 20_000;
      await get('/usage');
      await get('/usage');
      expect(waits).toHaveLength(20_000);
      waits.length = 0;
      expect(recorder.dropped - before).toBe(2);
    });
  });

  describe('sums', () => {
    let workspaceId: string;
    const at = (day: string) => `${day}T12:00:00Z`;
    beforeAll(async () => {
      workspaceId = await team();
      const call = { route: '/x', method: 'GET', user_id: ada.id };
      await log(workspaceId, [
        { ...call, status: 200, created_at: at('2026-01-01'), api_key_id: 'key_a', migration_id: MIGRATION },
        { ...call, status: 404, created_at: at('2026-01-01'), api_key_id: 'key_a' },
        { ...call, status: 500, created_at: '2026-01-01T23:59:59.999Z' },
        {
          kind: 'model_call',
          agent: 'executor',
          created_at: at('2026-01-02'),
          input_tokens: 1_000,
          output_tokens: 20,
          cost_usd: '0.000003',
        },
        {
          kind: 'model_call',
          agent: 'executor',
          created_at: at('2026-01-02'),
          input_tokens: 1,
          output_tokens: 2,
          cost_usd: '0.1',
        },
        { kind: 'model_call', agent: 'rebuilder', created_at: at('2026-01-03'), input_tokens: 5 },
      ]);
    });
    const sums = async (query: string) => {
      const { body, status } = await get(
        `/usage?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&${query}`,
        ada,
        workspaceId,
      );
      expect(status).toBe(200);
      return usagePageSchema.parse(body).data;
    };

    it('by day, in UTC, with errors, tokens and an exact cost', async () => {
      expect(await sums('group_by=day')).toEqual([
        { group: '2026-01-01', calls: 3, errors: 2, input_tokens: 0, output_tokens: 0, cost_usd: null },
        { group: '2026-01-02', calls: 2, errors: 0, input_tokens: 1_001, output_tokens: 22, cost_usd: '0.100003' },
        { group: '2026-01-03', calls: 1, errors: 0, input_tokens: 5, output_tokens: 0, cost_usd: null },
      ]);
    });

    it.each([
      [
        'key',
        [
          [null, 4],
          ['key_a', 2],
        ],
      ],
      [
        'migration',
        [
          [null, 5],
          [MIGRATION, 1],
        ],
      ],
      [
        'agent',
        [
          [null, 3],
          ['executor', 2],
          ['rebuilder', 1],
        ],
      ],
    ])('by %s, with null for calls that have none', async (group, expected) => {
      expect((await sums(`group_by=${group}`)).map((sum) => [sum.group, sum.calls])).toEqual(expected);
    });

    it('page by page', async () => {
      const query = '/usage?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&group_by=agent&limit=1';
      const first = await get(query, ada, workspaceId);
      const second = await get(`${query}&cursor=${first.body.next_cursor}`, ada, workspaceId);
      const third = await get(`${query}&cursor=${second.body.next_cursor}`, ada, workspaceId);
      expect([first, second, third].map(({ body }) => body.data[0].group)).toEqual([null, 'executor', 'rebuilder']);
      expect([first, second, third].map(({ body }) => body.has_more)).toEqual([true, true, false]);
      expect((await get(`/usage?cursor=${first.body.next_cursor}`, ada, workspaceId)).body.code).toBe('invalid_cursor');
    });

    it('hold only what the time asked for holds, and only the workspace', async () => {
      const { body } = await get('/usage?from=2026-01-02T00:00:00Z&to=2026-01-03T12:00:00Z', ada, workspaceId);
      expect(body.data.map(({ group }: { group: string }) => group)).toEqual(['2026-01-02']);
      expect(
        (await get('/usage?from=2026-01-03T00:00:00Z&to=2026-01-01T00:00:00Z', ada, workspaceId)).body.data,
      ).toEqual([]);
      for (const extreme of ['to=0000-01-01T00:00:00%2B23:00', 'from=9999-12-31T23:59:59-23:00'])
        expect((await get(`/usage?${extreme}`, ada, workspaceId)).body.data).toEqual([]);
      const others = await get('/usage?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z', bob);
      expect(others.body.data).toEqual([]);
      expect((await get('/usage', bob, workspaceId)).status).toBe(404);
    });
  });

  describe('single calls', () => {
    let workspaceId: string;
    beforeAll(async () => {
      workspaceId = await team();
      const row = { method: 'GET', route: '/r', status: 200, created_at: '2026-03-01T00:00:00Z' };
      await log(workspaceId, [
        { ...row, id: idOf(101), user_id: ada.id, api_key_id: `key_${'1'.repeat(26)}` },
        { ...row, id: idOf(102), user_id: bob.id, migration_id: MIGRATION },
        {
          ...row,
          id: idOf(103),
          kind: 'model_call',
          agent: 'executor',
          input_tokens: 3,
          output_tokens: 4,
          cost_usd: 0.5,
        },
      ]);
    });
    const range = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
    const ids = async (query: string) => {
      const { body } = await get(`/usage/logs?${range}&${query}`, ada, workspaceId);
      return usageLogPageSchema.parse(body).data.map(({ id }) => id);
    };

    it('are listed newest first, and filtered by kind, user, key and migration', async () => {
      expect(await ids('')).toEqual([idOf(103), idOf(102), idOf(101)]);
      expect(await ids('kind=model_call')).toEqual([idOf(103)]);
      expect(await ids(`user_id=${bob.id}`)).toEqual([idOf(102)]);
      expect(await ids(`api_key_id=key_${'1'.repeat(26)}`)).toEqual([idOf(101)]);
      expect(await ids(`migration_id=${MIGRATION}`)).toEqual([idOf(102)]);
    });

    it('are paged with a cursor that only this list takes', async () => {
      const first = await get(`/usage/logs?${range}&limit=2`, ada, workspaceId);
      expect(first.headers.link).toContain('rel="next"');
      const second = await get(`/usage/logs?${range}&limit=2&cursor=${first.body.next_cursor}`, ada, workspaceId);
      expect(second.body.data.map(({ id }: { id: string }) => id)).toEqual([idOf(101)]);
      const elsewhere = await get(`/usage/logs?${range}&cursor=${first.body.next_cursor}`);
      expect(elsewhere.body.code).toBe('invalid_cursor');
    });

    it.each([
      'from=x',
      'to=2026-02-30T00:00:00Z',
      'kind=all',
      'user_id=%00',
      'api_key_id=1',
      'migration_id=mig_1',
      'limit=1000',
      'workspace_id=wsp_1',
    ])('refuse ?%s', async (query) => {
      const answers = [
        await get(`/usage/logs?${query}`),
        ...(query.startsWith('limit') ? [] : [await get(`/usage/logs.csv?${query}`)]),
      ];
      for (const { status, body } of answers) expect([status, body.code]).toEqual([400, 'invalid_request']);
    });
  });

  describe('as CSV', () => {
    it('hold every call of the time asked for, in bounded batches, with names that cannot become formulas', async () => {
      const workspaceId = await team();
      const headers = { 'X-Workspace-Id': workspaceId };
      const name = `=cmd|' /C calc'!A0, "x"`;
      const key = await api.call('POST', '/api-keys', {
        body: { name, scopes: ['usage:read'] },
        token: ada.token,
        headers,
      });
      const row = {
        method: 'GET',
        route: '/r',
        status: 200,
        api_key_id: key.body.id,
        created_at: '2026-03-01T00:00:00Z',
      };
      await log(
        workspaceId,
        Array.from({ length: 2_500 }, (_, at) => ({ ...row, id: idOf(10_000 + at) })),
      );
      const answer = await get('/usage/logs.csv?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', ada, workspaceId);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(answer.headers['content-disposition']).toBe('attachment; filename="usage-logs.csv"');
      const lines = answer.text.split('\r\n');
      expect(lines[0]).toBe(CSV_COLUMNS.join(','));
      expect(lines.at(-1)).toBe('');
      expect(lines).toHaveLength(2_502);
      const seen = new Set(lines.slice(1, -1).map((line) => line.split(',')[0]));
      expect(seen.size).toBe(2_500);
      expect(lines[1]).toContain(`,"'=cmd|' /C calc'!A0, ""x""",`);
    });

    it('are an empty table when there are none', async () => {
      const answer = await get('/usage/logs.csv?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', bob);
      expect(answer.text).toBe(`${CSV_COLUMNS.join(',')}\r\n`);
    });
  });

  it('is for keys that may read it, and for viewers', async () => {
    const [may, mayNot] = await Promise.all(
      [['usage:read'], ['migrations:read', 'migrations:write', 'runs:write']].map((scopes) =>
        api.call('POST', '/api-keys', { body: { name: 'k', scopes }, token: ada.token }),
      ),
    );
    for (const path of ['/usage', '/usage/logs', '/usage/logs.csv']) {
      expect((await api.call('GET', path, { token: may?.body.key })).status).toBe(200);
      expect((await api.call('GET', path, { token: mayNot?.body.key })).body.code).toBe('missing_scope');
      expect((await api.call('GET', path)).status).toBe(401);
    }
  });
});
