/** What a run of the example leaves, over HTTP. The runs are real: a worker in the process does them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';
import type { z } from 'zod';
import { migrationSchema } from '../../src/migrations/schemas/migration-schemas.js';
import { modelDetailSchema, modelPageSchema } from '../../src/migrations/schemas/model-schemas.js';
import { findingPageSchema, lineageSchema, objectPageSchema, objectSchema, reportResponseSchema } from '../../src/migrations/schemas/result-schemas.js'; // prettier-ignore
import { runPageSchema, runSchema, stepPageSchema } from '../../src/migrations/schemas/run-schemas.js';
import { zipOf } from '../sources/upload/zip-bytes.js';
import { newPerson, type Answer, type CallOptions, type Loose, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { file, formOf } from './form.js';
import { atEnd, EXAMPLE, startWorkingApi } from './run-to-end.js';
import { writtenRows } from './written-rows.js';

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const AGENTS = ['assessment', 'planner', 'executor', 'tester', 'evaluator'];

describeIf(postgres, 'results of a run', () => {
  let api: TestApi;
  let ada: Person;
  let bob: Person;
  let id: string;
  let other: string;
  let ended: Loose;
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-results-'));

  beforeAll(async () => {
    api = await startWorkingApi(dataDir);
    ada = await newPerson(api, 'ada');
    bob = await newPerson(api, 'bob');
    const make = async (body: object): Promise<string> =>
      (await api.call('POST', '/migrations', { token: ada.token, body })).body.id;
    id = await make({ name: 'Berths', source: EXAMPLE });
    other = await make({
      name: 'Other',
      source: 'CREATE TABLE dbo.T (A int); \nGO\nCREATE VIEW dbo.V AS SELECT A FROM dbo.T;',
    });
    ended = await atEnd(api, ada, id);
    await atEnd(api, ada, other);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = (method: string, path: string, options: CallOptions = {}) =>
    api.call(method, `/migrations/${id}${path}`, { token: ada.token, ...options });
  /** Exactly as the schema has it. */
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> => {
    const { status, body } = await call('GET', path);
    expect([path, status]).toEqual([path, 200]);
    const parsed = schema.parse(body);
    expect(body).toEqual(parsed);
    return parsed;
  };
  const all = async (path: string, schema: z.ZodType): Promise<Loose[]> => {
    const found: Loose[] = [];
    for (let next: string | null = path, pages = 0; next && pages < 100; pages++) {
      const answer: Answer = await call('GET', next);
      expect([answer.status, schema.parse(answer.body)]).toEqual([200, answer.body]);
      found.push(...answer.body.data);
      next = answer.body.next_cursor && `${path}${path.includes('?') ? '&' : '?'}cursor=${answer.body.next_cursor}`;
    }
    return found;
  };

  it('are told by the migration and by its run', async () => {
    expect(migrationSchema.parse(ended)).toEqual(ended);
    expect(ended).toMatchObject({ status: 'completed', phase: null, error: null, success_rate: 1 });
    expect(ended.progress.done).toBe(ended.progress.total);
    const { data } = await read('/runs', runPageSchema);
    expect(data).toMatchObject([{ number: 1, status: 'completed', cause: 'start' }]);
    const run = await read(`/runs/${data[0]?.id}`, runSchema);
    expect(run.models_generated).toBe(ended.models_generated);
    const steps = await all(`/runs/${run.id}/steps?limit=2`, stepPageSchema);
    expect(steps.map(({ agent }) => agent)).toEqual(expect.arrayContaining(AGENTS));
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, at) => at + 1));
    expect(steps.filter(({ status, progress }) => status !== 'completed' || progress.done < progress.total)).toEqual(
      [],
    );
  });

  it('are the objects of the report, each with its evidence', async () => {
    const report = await read('/report', reportResponseSchema);
    const objects = await all('/objects?limit=1', objectPageSchema);
    expect(objects.map(({ name }) => name)).toEqual(report.objects.map(({ name }) => name));
    for (const [at, object] of objects.entries()) {
      const { id: number, run_id: run, ...rest } = await read(`/objects/${object.id}`, objectSchema);
      expect([number, run, rest]).toEqual([String(at), object.run_id, report.objects[at]]);
    }
    for (const missing of ['999', 'x', '-1', '1e3', '99999999999'])
      expect((await call('GET', `/objects/${missing}`)).status).toBe(404);
  });

  it('can be filtered, and a filter that cannot be meant is refused', async () => {
    const objects = await all('/objects', objectPageSchema);
    const views = await all('/objects?kind=view', objectPageSchema);
    expect(views).toEqual(objects.filter(({ kind }) => kind === 'view'));
    const { status } = views[0];
    expect(await all(`/objects?status=${status}`, objectPageSchema)).toEqual(objects.filter((o) => o.status === status));
    expect(await all('/objects?q=BERTHU', objectPageSchema)).toEqual(objects.filter(({ name }) => /berthu/i.test(name)));
    const [hazard] = objects.flatMap(({ hazards }) => hazards);
    expect(await all(`/objects?hazard=${hazard}`, objectPageSchema)).toEqual(objects.filter(({ hazards }) => hazards.includes(hazard))); // prettier-ignore
    for (const query of ['kind=none', 'status=done', 'hazard=', 'q=', 'nothing=1', 'kind=view&kind=table', 'kind[a]=view', 'limit=0', 'limit=201', 'limit=abc', 'limit=1.5', 'limit=', 'q=%00', 'run=x'])
      expect([query, (await call('GET', `/objects?${query}`)).status]).toEqual([query, 400]);
  }); // prettier-ignore

  it('are what was found, of each type', async () => {
    const findings = await all('/findings?limit=1', findingPageSchema);
    expect(findings.length).toBeGreaterThan(1);
    expect(findings.map((finding) => Number(finding.id))).toEqual(findings.map((_, at) => at));
    for (const type of ['hazard', 'check', 'statement', 'input'])
      expect(await all(`/findings?type=${type}`, findingPageSchema)).toEqual(findings.filter((f) => f.type === type));
    const { code, object } = findings.find((finding) => finding.object !== null);
    expect(await all(`/findings?code=${code}`, findingPageSchema)).toEqual(findings.filter((f) => f.code === code));
    expect(await all(`/findings?object=${object}`, findingPageSchema)).toEqual(findings.filter((f) => f.object === object)); // prettier-ignore
    for (const query of ['type=none', 'severity=bad', 'limit=0', 'x=1', 'type=check&type=hazard'])
      expect([query, (await call('GET', `/findings?${query}`)).status]).toEqual([query, 400]);
  });

  it('refuse a cursor of another list, another migration, other filters, or made by hand', async () => {
    const { body } = await call('GET', '/findings?limit=1');
    const { next_cursor: cursor } = body;
    const theirs = await api.call('GET', `/migrations/${other}/findings?limit=1&cursor=${cursor}`, { token: ada.token });
    expect([theirs.status, theirs.body.code]).toEqual([400, 'invalid_cursor']);
    for (const query of [`findings?type=check&cursor=${cursor}`, `objects?cursor=${cursor}`, `models?cursor=${cursor}`, `runs?cursor=${cursor}`, `findings?cursor=${cursor}A`, `findings?cursor=${Buffer.from('["0"]').toString('base64url')}`, 'findings?cursor='])
      expect([query, (await call('GET', `/${query}`)).body.code]).toEqual([query, 'invalid_cursor']);
  }); // prettier-ignore

  it('are the same for a source that was uploaded in an archive', async () => {
    const form = formOf([
      { name: 'name', content: 'Berths' },
      file('berths.zip', zipOf([{ name: 'sql/berths.sql', data: Buffer.from(EXAMPLE) }, { name: 'rates.csv' }])),
    ]);
    const { status, body } = await api.call('POST', '/migrations', { ...form, token: ada.token });
    expect([status, body.source_kind]).toEqual([202, 'upload']);
    const { success_rate, proved_rate, models_generated } = ended;
    expect(await atEnd(api, ada, body.id)).toMatchObject({
      status: 'completed',
      success_rate,
      proved_rate,
      models_generated,
    });
  }, 60_000);

  it('are a lineage without loose ends', async () => {
    const { nodes, edges } = await read('/lineage', lineageSchema);
    const ids = new Set(nodes.map((node) => node.id));
    expect(ids.size).toBe(nodes.length);
    expect(edges.length).toBeGreaterThan(0);
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  });

  it('are a page that may reach nothing and run nothing of elsewhere', async () => {
    const { status, text, headers } = await call('GET', '/report.html');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/^<!doctype html>/i);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).not.toMatch(/allow-same-origin|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('are a project whose bytes are those of its digest, sent once to who keeps them', async () => {
    const response = await api.app.inject({ url: `/api/v1/migrations/${id}/project.zip`, headers: { authorization: `Bearer ${ada.token}` } }); // prettier-ignore
    const bytes = response.rawPayload;
    const digest = createHash('sha256').update(bytes).digest();
    expect(response.headers).toMatchObject({
      'content-type': 'application/zip',
      'repr-digest': `sha-256=:${digest.toString('base64')}:`,
      etag: `"${digest.toString('hex')}"`,
      'content-disposition': `attachment; filename="${id}.zip"`,
    });
    const names: string[] = [];
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    for await (const { fileName } of zip.eachEntry()) names.push(fileName);
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/dbt_project\.yml$/)]));
    for (const name of names) expect(name).not.toMatch(/^\/|\.\.|\\|[\p{Cc}:]/u);
    const again = await call('GET', '/project.zip', { headers: { 'if-none-match': String(response.headers.etag) } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('are models with their SQL', async () => {
    const models = await all('/models?limit=1', modelPageSchema);
    expect(models).toHaveLength(ended.models_generated);
    expect(models.map(({ path }) => path)).toEqual(models.map(({ path }) => String(path)).toSorted(byCodeUnits));
    for (const model of models) {
      const { versions, ...rest } = await read(`/models/${model.id}`, modelDetailSchema);
      expect(rest).toEqual(model);
      expect(versions).toMatchObject([
        { version: 1, author_kind: 'compiler', author_id: null, sql_code: model.sql_code },
      ]);
    }
  });

  it('of one migration are not there below another, and not for another workspace', async () => {
    const [model] = await all('/models', modelPageSchema);
    const { body } = await call('GET', '/runs');
    const run = body.data[0].id;
    for (const path of [`/models/${model.id}`, `/runs/${run}`, `/runs/${run}/steps`, `/runs/${run}/events`, `/objects?run=${run}`, `/report?run=${run}`, `/report.html?run=${run}`, `/project.zip?run=${run}`]) {
      const nested = await api.call('GET', `/migrations/${other}${path}`, { token: ada.token });
      expect([path, nested.status]).toEqual([path, 404]);
      const foreign = await api.call('GET', `/migrations/${id}${path}`, { token: bob.token });
      expect([path, foreign.status, foreign.body.code]).toEqual([path, 404, 'not_found']);
    }
    const edit = { token: ada.token, body: { sql_code: 'select 1' }, headers: { 'if-match': '*' } };
    const before = await writtenRows(api);
    expect((await api.call('PUT', `/migrations/${other}/models/${model.id}`, edit)).status).toBe(404);
    expect(await writtenRows(api)).toEqual(before);
    expect(await call('GET', '')).toMatchObject({ body: { status: 'completed' } });
  }); // prettier-ignore

  it.each<[string, CallOptions, number, string]>([
    ['no If-Match', { body: { sql_code: 'select 1' } }, 428, 'precondition_required'],
    ['a stale If-Match', { body: { sql_code: 'select 1' }, headers: { 'if-match': '"99"' } }, 412, 'precondition_failed'],
    ['no SQL', { body: {}, headers: { 'if-match': '*' } }, 400, 'invalid_request'],
    ['blank SQL', { body: { sql_code: ' ' }, headers: { 'if-match': '*' } }, 400, 'invalid_request'],
    ['too much SQL', { body: { sql_code: 'x'.repeat(512 * 1024 + 1) }, headers: { 'if-match': '*' } }, 400, 'invalid_request'],
    ['fields of ours', { body: { sql_code: 'select 1', version: 9, author_kind: 'compiler' }, headers: { 'if-match': '*' } }, 400, 'invalid_request'],
  ])('keep their model when an edit has %s', async (_what, options, status, code) => {
    const [model] = await all('/models', modelPageSchema);
    const before = await writtenRows(api);
    const answer = await call('PUT', `/models/${model.id}`, options);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await writtenRows(api)).toEqual(before);
  }); // prettier-ignore

  it('take the edit of a person: a version of theirs, tested by a new run, told by the report', async () => {
    const models = await all('/models', modelPageSchema);
    const model = models.find(({ name }) => /use/i.test(name)) ?? models.at(-1);
    const path = `/models/${model.id}`;
    const { headers } = await call('GET', path);
    const sqlCode = `-- checked by hand\n${model.sql_code}`;
    const edit = () => call('PUT', path, { body: { sql_code: sqlCode }, headers: { 'if-match': String(headers['etag']) } }); // prettier-ignore
    const answers = await Promise.all([edit(), edit()]);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    const taken = answers.find(({ status }) => status === 202);
    expect(modelDetailSchema.parse(taken?.body)).toMatchObject({
      version: 2,
      author_kind: 'human',
      status: 'needs_review',
    });
    const run = (await api.call('GET', `/${taken?.headers['location']}`, { token: ada.token })).body;
    expect(run).toMatchObject({ cause: 'edit', number: 2 });
    expect(await atEnd(api, ada, id)).toMatchObject({ status: 'completed' });
    const detail = await read(path, modelDetailSchema);
    expect(detail).toMatchObject({ sql_code: sqlCode, version: 2, author_kind: 'human', run_id: run.id });
    expect(detail.versions.map(({ version, author_kind: kind, author_id: author }) => [version, kind, author])).toEqual(
      [
        [2, 'human', ada.id],
        [1, 'compiler', null],
      ],
    );
    const report = await read('/report', reportResponseSchema);
    const told = report.objects.find(({ models: paths }) => paths.includes(model.path));
    expect(told?.evidence.author_kind).toBe('human');
    expect((await read(`/report?run=${run.id}`, reportResponseSchema)).objects).toEqual(report.objects);
  }, 90_000);
});
