import { migrationSchema } from '../../src/migrations/schemas/migration-schemas.js';
import { problemSchema } from '../../src/common/http/problem-schema.js';
import { catalogOf } from '../sources/metadata/catalog-case.js';
import { newPerson, startApi, type Answer, type CallOptions, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { SCRIPT } from './form.js';
import { writtenRows } from './written-rows.js';

const BODY = { name: 'Harbour', source: SCRIPT };
const DRAFT = { ...BODY, auto_start: false };

describeIf(postgres, 'migrations', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;
  let catalog: object;
  beforeAll(async () => {
    catalog = await catalogOf(SCRIPT);
    api = await startApi();
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, options: CallOptions = {}) =>
    api.call(method, `/migrations${path}`, { token: ada.token, ...options });
  const make = async (body: object = DRAFT): Promise<Answer> => {
    const answer = await call('POST', '', { body });
    if (answer.status >= 300) throw new Error(answer.text);
    expect(migrationSchema.parse(answer.body)).toEqual(answer.body);
    return answer;
  };
  const counts = async (id: string) =>
    (
      await api.database.client.query(
        `SELECT (SELECT count(*)::int FROM runs WHERE migration_id = $1) AS runs,
           (SELECT count(*)::int FROM migration_inputs WHERE migration_id = $1) AS inputs`,
        [id],
      )
    ).rows[0];

  /** Refused with a problem, and nothing is written. */
  const refused = async (method: string, path: string, options: CallOptions = {}): Promise<[number, string]> => {
    const before = await writtenRows(api);
    const answer = await call(method, path, options);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await writtenRows(api)).toEqual(before);
    return [answer.status, problemSchema.parse(answer.body).code];
  };

  describe('are made', () => {
    it('of a script: 202 at once, with its run and its input', async () => {
      const startMs = performance.now();
      const { status, body, headers } = await make(BODY);
      expect(performance.now() - startMs).toBeLessThan(300);
      expect([status, body.status, body.source_kind, body.target]).toEqual([202, 'pending', 'script', 'duckdb']);
      expect([body.workspace_id, body.user_id]).toEqual([ada.workspaceId, ada.id]);
      expect(headers['location']).toBe(`/api/v1/migrations/${body.id}`);
      expect((await api.call('GET', `/${String(headers['location']).slice(8)}`, { token: ada.token })).body).toEqual(body); // prettier-ignore
      expect(await counts(body.id)).toEqual({ runs: 1, inputs: 1 });
    });

    it('as a draft that has no run', async () => {
      const { status, body } = await make();
      expect([status, body.status]).toEqual([201, 'draft']);
      expect(await counts(body.id)).toEqual({ runs: 0, inputs: 1 });
    });

    it('of a catalog, as an object or as a text', async () => {
      for (const metadata_json of [catalog, JSON.stringify(catalog)]) {
        const { status, body } = await make({ name: 'catalog', metadata_json });
        expect([status, body.source_kind]).toEqual([202, 'metadata']);
      }
    });

    it('of a large script too, with a key or without', async () => {
      const source = `${SCRIPT}\n-- ${'x'.repeat(200_000)}`;
      expect((await make({ ...BODY, source })).status).toBe(202);
    });

    it('with the options as they were given', async () => {
      const options = { names: 'dbt-style', renames: { 'dbo.A b': 'a_b' }, date_first: 1 };
      expect((await make({ ...DRAFT, options })).body.options).toEqual(options);
      expect((await make()).body.options).toEqual({});
    });

    it.each<[string, object, string[]]>([
      ['no name', { source: SCRIPT }, ['/name']],
      ['a blank name', { ...BODY, name: ' ' }, ['/name']],
      ['a name with a line break', { ...BODY, name: 'a\nb' }, ['/name']],
      ['a long name', { ...BODY, name: 'a'.repeat(201) }, ['/name']],
      ['no source', { name: 'x' }, ['/source']],
      ['two sources', { ...BODY, metadata_json: {} }, ['/source']],
      ['an empty source', { ...BODY, source: '' }, ['/source']],
      ['a source that is no text', { ...BODY, source: { a: 1 } }, ['/source']],
      ['an array for a text', { ...BODY, name: ['x'] }, ['/name']],
      ['an object for a text', { ...BODY, name: { $ne: '' } }, ['/name']],
      ['another target', { ...BODY, target: 'oracle' }, ['/target']],
      ['a text for a boolean', { ...BODY, auto_start: 'false' }, ['/auto_start']],
      ['unknown options', { ...BODY, options: { nothing: 1 } }, ['/options/nothing']],
      ['target among the options', { ...BODY, options: { target: 'duckdb' } }, ['/options/target']],
      ['fields of ours', { ...BODY, id: 'mig_x', user_id: 'usr_x', status: 'completed', created_at: 'now', workspace_id: 'w' }, ['/created_at', '/id', '/status', '/user_id', '/workspace_id']],
      ['everything wrong', { name: 1, target: 2, options: 3, auto_start: 4 }, ['/auto_start', '/name', '/options', '/target']],
    ])('not with %s: 400 names the fields', async (_what, body, pointers) => {
      const before = await writtenRows(api);
      const answer = await call('POST', '', { body });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
      expect(await writtenRows(api)).toEqual(before);
    }); // prettier-ignore

    it('with a backslash and what looks like an escape in an option', async () => {
      expect((await make({ ...DRAFT, options: { language: '\\u0000' } })).body.options).toEqual({
        language: '\\u0000',
      });
    });

    it.each<[string, string, string]>([
      ['nothing', '', 'invalid_json'],
      ['no JSON', '{"name":', 'invalid_json'],
      ['a name twice', '{"name":"a","name":"b","source":"x"}', 'invalid_json'],
      ['33 levels', `{"name":"x","metadata_json":{"a":${'['.repeat(32)}${']'.repeat(32)}}}`, 'invalid_json'],
      ['a million levels', '['.repeat(1e6), 'invalid_json'],
      ['__proto__', '{"name":"x","source":"y","__proto__":{"polluted":true}}', 'invalid_json'],
      ['constructor', '{"name":"x","source":"y","options":{"constructor":{"prototype":{"polluted":true}}}}', 'invalid_json'],
      ['NUL in the source', JSON.stringify({ ...BODY, source: 'a\0' }), 'invalid_json'],
      ['NUL in an option', JSON.stringify({ ...BODY, options: { language: '\0' } }), 'invalid_json'],
      ['half a surrogate', '{"name":"x","source":"\\ud800"}', 'invalid_json'],
      ['null', 'null', 'invalid_request'],
      ['an array', '[]', 'invalid_request'],
      ['a text', '"x"', 'invalid_request'],
    ])('not of %s', async (_what, raw, code) => {
      expect(await refused('POST', '', { raw })).toEqual([400, code]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }); // prettier-ignore

    it.each([
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['multipart/mixed; boundary=x'],
      ['application/xml'],
    ])('not of %s: 415', async (contentType) => {
      expect(await refused('POST', '', { raw: 'x', contentType })).toEqual([415, 'unsupported_media_type']);
    });

    it('not of a catalog with faults: 422 lists every one by its pointer', async () => {
      const before = await writtenRows(api);
      const metadata_json = { ...catalog, schemaVersion: 99, objects: 'none' };
      for (const given of [metadata_json, JSON.stringify(metadata_json)]) {
        const { status, body } = await call('POST', '', { body: { name: 'x', metadata_json: given } });
        expect([status, body.code]).toEqual([422, 'invalid_metadata']);
        expect(body.errors.length).toBeGreaterThanOrEqual(2);
        for (const { pointer } of body.errors) expect(pointer).toMatch(/^\/metadata_json/);
      }
      const { status, body } = await call('POST', '', { body: { name: 'x', metadata_json: '{' } });
      expect([status, body.errors[0].code]).toEqual([422, 'invalid_json']);
      expect(await writtenRows(api)).toEqual(before);
    });

    it('by nobody whose body is read before it is known who sends it', async () => {
      const anonymous = await api.call('POST', '/migrations', { raw: '{"no": json' });
      expect([anonymous.status, anonymous.body.code]).toEqual([401, 'unauthenticated']);
    });

    it('by nobody without credentials, and by no viewer', async () => {
      const nobody = await api.call('POST', '/migrations', { body: BODY });
      expect([nobody.status, nobody.body.code]).toEqual([401, 'unauthenticated']);
      const workspace = await api.call('POST', '/workspaces', { token: ada.token, body: { name: 'team' } });
      const member = await api.call('POST', `/workspaces/${workspace.body.id}/members`, { token: ada.token, body: { email: bob.email, role: 'viewer' } }); // prettier-ignore
      expect(member.status).toBeLessThan(300);
      const headers = { 'x-workspace-id': workspace.body.id };
      const viewer = await api.call('POST', '/migrations', { token: bob.token, headers, body: BODY });
      expect([viewer.status, viewer.body.code]).toEqual([403, 'insufficient_role']);
      expect((await api.call('GET', '/migrations', { token: bob.token, headers })).status).toBe(200);
    });
  });

  describe('with an Idempotency-Key', () => {
    const keyed = (key: string, body: object = BODY, token = ada.token) =>
      api.call('POST', '/migrations', { body, token, headers: { 'idempotency-key': key } });

    it('are made once by 50 requests at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => keyed('fifty')));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(50);
      expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(49);
      expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
      const { rows } = await api.database.client.query(`SELECT count(*)::int AS n FROM migrations WHERE id = $1`, [answers[0]?.body.id]); // prettier-ignore
      expect(rows).toEqual([{ n: 1 }]);
      expect(await counts(answers[0]?.body.id)).toEqual({ runs: 1, inputs: 1 });
    });

    it('refuse another body', async () => {
      await keyed('twice');
      const before = await writtenRows(api);
      const { status, body } = await keyed('twice', { ...BODY, name: 'Other' });
      expect([status, body.code]).toEqual([422, 'idempotency_mismatch']);
      expect(await writtenRows(api)).toEqual(before);
    });

    it('are told apart by user', async () => {
      const [mine, theirs] = [await keyed('shared'), await keyed('shared', BODY, bob.token)];
      expect([mine.status, theirs.status]).toEqual([202, 202]);
      expect(mine.body.id).not.toBe(theirs.body.id);
      expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    });

    it.each([['a'.repeat(256)], [''], ['\u00e9'], [' ']])('refuse the key %j', async (key) => {
      expect(await refused('POST', '', { body: BODY, headers: { 'idempotency-key': key } })).toEqual([
        400,
        'invalid_idempotency_key',
      ]);
    });

    it('take a key of 255 characters, and keep nothing of a request that was refused', async () => {
      const key = 'k'.repeat(255);
      expect((await keyed(key, { name: 'x' })).status).toBe(400);
      expect((await keyed(key)).status).toBe(202);
    });
  });

  describe('are changed', () => {
    const patch = (id: string, body: object, etag: string) =>
      call('PATCH', `/${id}`, { body, headers: { 'if-match': etag } });
    const etagOf = async (id: string) => String((await call('GET', `/${id}`)).headers['etag']);

    it('by one of two who saw the same version', async () => {
      const { id } = (await make()).body;
      const etag = await etagOf(id);
      const answers = await Promise.all([patch(id, { name: 'One' }, etag), patch(id, { name: 'Two' }, etag)]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
      const won = answers.find(({ status }) => status === 200);
      expect(migrationSchema.parse(won?.body).name).toMatch(/One|Two/);
      expect(won?.headers['etag']).not.toBe(etag);
      expect(await etagOf(id)).toBe(won?.headers['etag']);
    });

    it('only with If-Match: 428 without, 412 for a stale one, 200 for *', async () => {
      const { id } = (await make()).body;
      expect(await refused('PATCH', `/${id}`, { body: { name: 'x' } })).toEqual([428, 'precondition_required']);
      for (const stale of ['"0-0"', '"no etag"', 'W/"1"', '"'])
        expect(await refused('PATCH', `/${id}`, { body: { name: 'x' }, headers: { 'if-match': stale } })).toEqual([412, 'precondition_failed']); // prettier-ignore
      expect((await patch(id, { name: 'Any' }, '*')).body.name).toBe('Any');
    });

    it('in name, target and options while a draft; in name only afterwards', async () => {
      const { id } = (await make()).body;
      const changes = { name: 'New', target: 'postgres', options: { date_first: 1 } };
      expect((await patch(id, changes, '*')).body).toMatchObject(changes);
      await call('POST', `/${id}/start`);
      expect((await patch(id, { name: 'Newer' }, '*')).status).toBe(200);
      for (const body of [{ target: 'duckdb' }, { options: {} }])
        expect(await refused('PATCH', `/${id}`, { body, headers: { 'if-match': '*' } })).toEqual([409, 'conflict']);
    });

    it('not by progress of the work: an edit may go on with the ETag that was read before', async () => {
      const { id } = (await make(BODY)).body;
      const etag = await etagOf(id);
      await api.database.client.query('UPDATE migrations SET revision = revision + 1, progress_done = 0 WHERE id = $1', [id]); // prettier-ignore
      expect(await etagOf(id)).not.toBe(etag);
      expect((await patch(id, { name: 'Still mine' }, etag)).status).toBe(200);
    });

    it.each<[string, object]>([
      ['nothing', {}],
      ['a field of ours', { status: 'completed' }],
      ['the source', { source: 'x' }],
      ['a name that is none', { name: '' }],
      ['null', { name: null }],
    ])('not with %s', async (_what, body) => {
      const { id } = (await make()).body;
      expect(await refused('PATCH', `/${id}`, { body, headers: { 'if-match': '*' } })).toEqual([400, 'invalid_request']); // prettier-ignore
    });
  });

  describe('are deleted', () => {
    const options = { headers: { 'if-match': '*' } };
    it('with everything of theirs, but not the bytes that another still names', async () => {
      const source = `${SCRIPT} -- shared by two`;
      const [one, two] = [(await make({ ...DRAFT, source })).body, (await make({ ...DRAFT, source })).body];
      const artifacts = async () =>
        (await api.database.client.query(
          `SELECT count(*)::int AS n FROM artifacts a WHERE hash = encode(sha256($1), 'hex')`,
          [Buffer.from(source)],
        )).rows[0].n; // prettier-ignore
      expect(await artifacts()).toBe(1);
      expect((await call('DELETE', `/${one.id}`, options)).status).toBe(204);
      expect(await artifacts()).toBe(1);
      expect((await call('DELETE', `/${two.id}`, options)).status).toBe(204);
      expect(await artifacts()).toBe(0);
      expect((await call('GET', `/${one.id}`)).status).toBe(404);
      expect(await counts(one.id)).toEqual({ runs: 0, inputs: 0 });
    });

    it('not while a run is at work, without If-Match, or with a stale one', async () => {
      const { id } = (await make(BODY)).body;
      expect(await refused('DELETE', `/${id}`, options)).toEqual([409, 'run_active']);
      expect(await refused('DELETE', `/${id}`)).toEqual([428, 'precondition_required']);
      expect(await refused('DELETE', `/${id}`, { headers: { 'if-match': '"0-0"' } })).toEqual([412, 'precondition_failed']); // prettier-ignore
      await call('POST', `/${id}/cancel`);
      expect((await call('DELETE', `/${id}`, options)).status).toBe(204);
    });
  });

  describe('are read', () => {
    it('as JSON that is exactly the schema, and not again while unchanged', async () => {
      const { id } = (await make(BODY)).body;
      const { status, body, headers } = await call('GET', `/${id}`);
      expect([status, migrationSchema.parse(body)]).toEqual([200, body]);
      const fresh = { headers: { 'if-none-match': String(headers['etag']) } };
      const again = await call('GET', `/${id}`, fresh);
      expect([again.status, again.text]).toEqual([304, '']);
      await call('POST', `/${id}/cancel`);
      const changed = await call('GET', `/${id}`, fresh);
      expect([changed.status, changed.body.status]).toEqual([200, 'cancelled']);
      expect(migrationSchema.parse(changed.body)).toEqual(changed.body);
    });

    it.each([
      ['mig_00000000000000000000000000'],
      ['mig_x'],
      ["mig_'--"],
      ['%00'],
      ['%2e%2e%2f'],
      ['run_01kar3v6mxw2t9y8n5h4c7d0ej'],
    ])('not by the id %s', async (id) => {
      for (const method of ['GET', 'DELETE', 'PATCH'])
          expect(await refused(method, `/${id}`, { headers: { 'if-match': '*' }, ...(method === 'PATCH' ? { body: { name: 'x' } } : {}) })).toEqual([404, 'not_found']); // prettier-ignore
    });

    it('changed and deleted only in their own workspace', async () => {
      const { id } = (await make()).body;
      const foreign = { token: bob.token, headers: { 'if-match': '*' } };
      expect(await refused('GET', `/${id}`, foreign)).toEqual([404, 'not_found']);
      expect(await refused('PATCH', `/${id}`, { ...foreign, body: { name: 'x' } })).toEqual([404, 'not_found']);
      expect(await refused('DELETE', `/${id}`, foreign)).toEqual([404, 'not_found']);
      expect(await refused('POST', `/${id}/start`, foreign)).toEqual([404, 'not_found']);
    });
  });
});
