import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationSchema } from '../../src/migrations/schemas/migration-schemas.js';
import { problemSchema } from '../../src/common/http/problem-schema.js';
import { zipOf } from '../sources/upload/zip-bytes.js';
import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { file, formOf, SCRIPT, type FormPart, type MadeForm } from './form.js';
import { until } from '../worker/bench.js';
import { writtenRows } from './written-rows.js';

const NAME: FormPart = { name: 'name', content: 'Harbour' };
const DRAFT: FormPart = { name: 'auto_start', content: 'false' };

describeIf(postgres, 'uploads', () => {
  let api: TestApi;
  let person: Person;
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-uploads-'));
  beforeAll(async () => {
    api = await startApi({ DATA_DIR: dataDir });
    person = await newPerson(api);
  });
  afterAll(async () => {
    await api.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (form: MadeForm, headers: Record<string, string> = {}) =>
    api.call('POST', '/migrations', { ...form, token: person.token, headers });
  const leftovers = () => (existsSync(join(dataDir, 'uploads')) ? readdirSync(join(dataDir, 'uploads')) : []);

  const inputsOf = async (id: string) =>
    (
      await api.database.client.query(
        'SELECT kind, path, size_bytes::int AS size FROM migration_inputs WHERE migration_id = $1 ORDER BY position',
        [id],
      )
    ).rows;

  /** Refused with a problem, and nothing is written: no row, no file. */
  const refused = async (form: MadeForm): Promise<[number, string, string[]]> => {
    const before = await writtenRows(api);
    const { status, body, headers } = await send(form);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    const problem = problemSchema.parse(body);
    expect(await writtenRows(api)).toEqual(before);
    await until('the folder is gone', () => leftovers().length === 0, 2_000);
    return [status, problem.code, (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()];
  };

  it('of scripts, delimited files and archives make a migration of them all, and leave no file', async () => {
    const zip = zipOf([
      { name: 'schema/views.sql', data: Buffer.from('CREATE VIEW dbo.V AS SELECT 1 AS A;') },
      { name: 'rates.csv', data: Buffer.from('a,b\n1,2\n') },
      { name: 'readme.md' },
    ]);
    const options: FormPart = { name: 'options', content: '{"names":"dbt-style"}' };
    const target: FormPart = { name: 'target', content: 'postgres' };
    const { status, body, headers } = await send(
      formOf([NAME, file('tables.sql'), options, file('all.zip', zip), target, file('berths.csv', 'a\n1\n')]),
    );
    expect([status, body.status, body.source_kind, body.target]).toEqual([202, 'pending', 'upload', 'postgres']);
    expect(migrationSchema.parse(body).options).toEqual({ names: 'dbt-style' });
    expect(headers['location']).toBe(`/api/v1/migrations/${body.id}`);
    expect(await inputsOf(body.id)).toEqual([
      { kind: 'script', path: 'schema/views.sql', size: 35 },
      { kind: 'script', path: 'tables.sql', size: SCRIPT.length },
      { kind: 'table', path: 'berths.csv', size: 4 },
      { kind: 'table', path: 'rates.csv', size: 8 },
    ]);
    await until('the folder is gone', () => leftovers().length === 0, 2_000);
  });

  it('make a draft when they are not to start', async () => {
    const { status, body } = await send(formOf([NAME, DRAFT, file('a.sql')]));
    expect([status, body.status]).toEqual([201, 'draft']);
  });

  it('take options of type application/json too', async () => {
    const options = { name: 'options', type: 'application/json', content: '{"date_first":1}' };
    const { status, body } = await send(formOf([NAME, options, file('a.sql')]));
    expect([status, body.options]).toEqual([202, { date_first: 1 }]);
  });

  it('with an Idempotency-Key are made once, and another file is another request', async () => {
    const headers = { 'idempotency-key': 'upload-once' };
    const first = await send(formOf([NAME, file('a.sql')]), headers);
    const again = await send(formOf([file('a.sql'), NAME]), headers);
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([202, 202, 'true']);
    expect(again.text).toBe(first.text);
    const other = await send(formOf([NAME, file('a.sql', `${SCRIPT} `)]), headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
    await until('the folder is gone', () => leftovers().length === 0, 2_000);
  });

  it.each<[string, FormPart[], string[]]>([
    ['no file', [NAME], ['/files required']],
    ['no name', [file('a.sql')], ['/name invalid_type']],
    ['a field twice', [NAME, NAME, file('a.sql')], ['/name duplicate_field']],
    ['an unknown field', [NAME, { name: 'owner_id', content: 'me' }, file('a.sql')], ['/owner_id unrecognized_keys']],
    ['a source beside files', [NAME, { name: 'source', content: SCRIPT }, file('a.sql')], ['/source unrecognized_keys']],
    ['files that are text', [NAME, { name: 'files', content: SCRIPT }], ['/files invalid_type', '/files required']],
    ['a file in another field', [NAME, { ...file('a.sql'), name: 'script' }, file('b.sql')], ['/script invalid_type']],
    ['a target that is none', [NAME, { name: 'target', content: 'oracle' }, file('a.sql')], ['/target invalid_value']],
    ['auto_start that is neither', [NAME, { name: 'auto_start', content: '1' }, file('a.sql')], ['/auto_start invalid_type']],
    ['options that are no JSON', [NAME, { name: 'options', content: '{' }, file('a.sql')], ['/options invalid_json']],
    ['options with a name twice', [NAME, { name: 'options', content: '{"a":1,"a":2}' }, file('a.sql')], ['/options invalid_json']],
    ['options with __proto__', [NAME, { name: 'options', content: '{"__proto__":{}}' }, file('a.sql')], ['/options invalid_json']],
    ['options 33 levels deep', [NAME, { name: 'options', content: '['.repeat(33) + ']'.repeat(33) }, file('a.sql')], ['/options invalid_json']],
    ['typed options a hundred thousand levels deep', [NAME, { name: 'options', type: 'application/json', content: '['.repeat(1e5) + ']'.repeat(1e5) }, file('a.sql')], ['/options invalid_json']],
    ['unknown options', [NAME, { name: 'options', content: '{"nothing":1}' }, file('a.sql')], ['/options/nothing unrecognized_keys']],
  ])('with %s are refused with the fields at fault', async (_what, parts, errors) => {
    expect(await refused(formOf(parts))).toEqual([400, 'invalid_request', errors]);
  }); // prettier-ignore

  it('are told every fault at once', async () => {
    const parts = [
      { name: 'target', content: 'x' },
      { name: 'owner', content: 'x' },
      { name: 'name', content: '' },
    ];
    expect((await refused(formOf(parts)))[2]).toEqual([
      '/files required',
      '/name invalid_format',
      '/owner unrecognized_keys',
      '/target invalid_value',
    ]);
  });

  it.each<[string, MadeForm]>([
    ['that is cut off', formOf([NAME, file('a.sql')], true)],
    ['that is cut off within a file', { ...formOf([]), raw: formOf([NAME, file('a.sql', 'x'.repeat(1e5))]).raw.subarray(0, 5e4) }],
    ['without a boundary', { ...formOf([NAME, file('a.sql')]), contentType: 'multipart/form-data' }],
    ['with another boundary than its own', { ...formOf([NAME, file('a.sql')]), contentType: 'multipart/form-data; boundary=other' }],
    ['that is empty', { ...formOf([]), raw: Buffer.alloc(0) }],
    ['that is no form', { ...formOf([]), raw: Buffer.from('{"name":"x"}') }],
    ['with a field named __proto__', formOf([NAME, { name: '__proto__', content: 'x' }, file('a.sql')])],
    ['with a file field named constructor', formOf([NAME, { ...file('a.sql'), name: 'constructor' }])],
    ['whose typed field is no JSON', formOf([NAME, { name: 'options', type: 'application/json', content: '{' }, file('a.sql')])],
  ])('of a form %s are refused', async (_what, form) => {
    const [status, code] = await refused(form);
    expect([status, code]).toEqual([400, 'invalid_request']);
  }); // prettier-ignore

  it('are not taken by operations that take no files', async () => {
    const { status, body } = await api.call('POST', '/login', formOf([NAME, file('a.sql')]));
    expect([status, body.code]).toEqual([415, 'unsupported_media_type']);
    expect((await api.call('POST', '/nothing', formOf([NAME]))).status).toBe(404);
  });

  it('are stored one after the other; of very many at once some are told to come back, and nothing of theirs is written', async () => {
    const before = await writtenRows(api);
    const answers = await Promise.all(Array.from({ length: 60 }, () => send(formOf([NAME, DRAFT, file('a.sql')]))));
    const made = answers.filter(({ status }) => status === 201).length;
    const refusals = answers.filter(({ status }) => status !== 201);
    expect(made).toBeGreaterThanOrEqual(20);
    for (const { status, body, headers } of refusals)
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'overloaded', '5']);
    expect((await writtenRows(api))['migrations']).toBe((before['migrations'] ?? 0) + made);
    expect((await send(formOf([NAME, DRAFT, file('a.sql')]))).status).toBe(201);
  });

  it('sweep away what a process that was killed left behind, and nothing newer', async () => {
    const other = mkdtempSync(join(tmpdir(), 'datamigrate-uploads-'));
    const [old, young] = ['upload-old', 'upload-young'].map((name) => join(other, 'uploads', name));
    for (const path of [old, young]) mkdirSync(String(path), { recursive: true });
    utimesSync(String(old), new Date(0), new Date(0));
    const sweeping = await startApi({ DATA_DIR: other }, api.database);
    const { status } = await sweeping.call('POST', '/migrations', { ...formOf([NAME]), token: person.token });
    expect([status, readdirSync(join(other, 'uploads'))]).toEqual([400, ['upload-young']]);
    await sweeping.close();
    rmSync(other, { recursive: true, force: true });
  });

  it('of anonymous callers are refused before a byte of them is kept', async () => {
    const { status } = await api.call('POST', '/migrations', formOf([NAME, file('a.sql')]));
    expect(status).toBe(401);
    await until('the folder is gone', () => leftovers().length === 0, 2_000);
  });
});
