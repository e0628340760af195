/** What an upload may be called and how large it may be: over HTTP, where the names come as bytes. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { problemSchema } from '../../src/common/http/problem-schema.js';
import { zipOf } from '../sources/upload/zip-bytes.js';
import { newPerson, startApi, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { until } from '../worker/bench.js';
import { file, formOf, type FormPart, type MadeForm } from './form.js';
import { writtenRows } from './written-rows.js';

const MIB = 2 ** 20;
const DRAFT: FormPart[] = [
  { name: 'name', content: 'x' },
  { name: 'auto_start', content: 'false' },
];

/** Refused, by name. */
const REFUSED_NAMES = [
  '../a.sql', '..\\a.sql', 'a/../../b.sql', '%2e%2e%2fa.sql', '%252e%252e%252fa.sql', '..%5ca.sql', '/etc/cron.d/a.sql',
  'C:\\a.sql', 'C:a.sql', '\\\\host\\share\\a.sql', '//host/a.sql', 'CON.sql', 'nul.sql', 'aux', 'COM1.sql', 'lpt9.csv',
  'a.sql.', 'a.sql ', ' a.sql', 'a /b.sql', 'a./b.sql', '.git/config', '.hidden.sql', '-rf.sql', '~root.sql', 'a/./b.sql',
  'a//b.sql', '__proto__', '__proto__/a.sql', 'constructor/a.sql', `${'a'.repeat(300)}.sql`, `${'a/'.repeat(20)}b.sql`,
  'a\u202egnp.sql', 'a\u200b.sql', 'a\0.sql', 'a\tb.sql', 'a%0D%0Ab.sql', 'a\u007f.sql', 'a:b.sql', 'a?.sql', 'a*.sql', 'a|b.sql', 'a<b>.sql',
  '', '.', '..', '/', 'page.html', 'run.exe', 'a.sql/',
]; // prettier-ignore

describeIf(postgres, 'hostile uploads', () => {
  let api: TestApi;
  let person: Person;
  let port: number;
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-uploads-'));
  beforeAll(async () => {
    api = await startApi({ DATA_DIR: dataDir });
    person = await newPerson(api);
    await api.app.listen(0, '127.0.0.1');
    port = (api.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(async () => {
    await api.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (form: MadeForm) => api.call('POST', '/migrations', { ...form, token: person.token });
  const uploads = join(dataDir, 'uploads');
  const noLeftover = () =>
    until('the folder is gone', () => !existsSync(uploads) || readdirSync(uploads).length === 0, 2_000);

  const refused = async (form: MadeForm): Promise<[number, string]> => {
    const before = await writtenRows(api);
    const { status, body } = await send(form);
    expect(await writtenRows(api)).toEqual(before);
    await noLeftover();
    return [status, problemSchema.parse(body).code];
  };

  it.each(REFUSED_NAMES)('are refused for the name %j', async (name) => {
    expect(await refused(formOf([...DRAFT, file(name)]))).toEqual([400, 'invalid_upload']);
  });

  it.each(['a\rb.sql', 'a\nb.sql'])('whose name %j breaks its own header are no form', async (name) => {
    expect(await refused(formOf([...DRAFT, file(name)]))).toEqual([400, 'invalid_request']);
  });

  it('are told every name at fault, in a form that harms no terminal', async () => {
    const { body } = await send(formOf([...DRAFT, file('../a.sql'), file('b.sql'), file('c\u202e.sql')]));
    expect(body.errors).toEqual([
      { pointer: '/files', code: 'upload_name_refused', message: '../a.sql: leads out of its folder' },
      { pointer: '/files', code: 'upload_name_refused', message: 'c\\u{202e}.sql: has an invisible or undefined character in its name' },
    ]); // prettier-ignore
  });

  it.each([
    ['twins in another normal form', ['caf\u00e9.sql', 'cafe\u0301.sql']],
    ['twins in another case', ['Tables.sql', 'tables.SQL']],
    ['a file where a folder is', ['a.sql', 'a.sql/b.sql']],
  ])('are refused for %s', async (_what, names) => {
    expect(await refused(formOf([...DRAFT, ...names.map((name) => file(name))]))).toEqual([400, 'invalid_upload']);
  });

  it('with a folder and letters of any language in their name keep it', async () => {
    const name = 'd\u00e9p\u00f4t/\u6d77\u6e2f view.sql';
    const { status, body } = await send(formOf([...DRAFT, file(name)]));
    expect(status).toBe(201);
    const { rows } = await api.database.client.query('SELECT path FROM migration_inputs WHERE migration_id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ path: name.normalize('NFC') }]);
  });

  const zeros = deflateRawSync(Buffer.alloc(32 * MIB));
  const bomb = (count: number) =>
    zipOf(
      Array.from({ length: count }, (_, at) => ({
        name: `${at}.sql`,
        packed: zeros,
        saysBytes: 32 * MIB,
        ...(at === 0 ? {} : { at: 0 }),
      })),
    );
  it.each<[string, Buffer]>([
    ['that unpacks to four gigabytes', bomb(128)],
    ['that lies about its size', zipOf([{ name: 'a.sql', packed: zeros, saysBytes: 1000 }])],
    ['of a hundred thousand entries', zipOf(Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}.sql`, at: 0 })), 60_000)],
    ['with a link', zipOf([{ name: 'a.sql', mode: 0o120777, data: Buffer.from('/etc/passwd') }])],
    ['with an absolute name', zipOf([{ name: '/etc/a.sql' }])],
    ['that climbs out', zipOf([{ name: '../../a.sql' }])],
    ['inside an archive', zipOf([{ name: 'a.sql' }, { name: 'b.zip', data: zipOf([{ name: 'c.sql' }]) }])],
    ['that is encrypted', zipOf([{ name: 'a.sql', isEncrypted: true }])],
    ['that is none', Buffer.from('no zip at all')],
    ['that is cut', zipOf([{ name: 'a.sql' }]).subarray(0, 60)],
    ['without a script', zipOf([{ name: 'a.csv' }])],
  ])('with an archive %s are refused in two seconds and little memory', async (_what, zip) => {
    const rssBefore = process.memoryUsage().rss;
    const startMs = performance.now();
    expect(await refused(formOf([...DRAFT, file('all.zip', zip)]))).toEqual([400, 'invalid_upload']);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(100 * MIB);
  }); // prettier-ignore

  it('of more parts than are allowed are refused', async () => {
    const parts = Array.from({ length: 2_001 }, (_, at) => file(`${at}.sql`, 'x'));
    expect(await refused(formOf(parts))).toEqual([413, 'body_too_large']);
  });

  it('with a file of more than 32 MiB are refused, packed or not', async () => {
    const large = Buffer.alloc(32 * MIB + 1, ' ');
    for (const given of [file('a.sql', large), file('a.zip', zipOf([{ name: 'a.sql', data: large, method: 0 }]))])
      expect(await refused(formOf([...DRAFT, given]))).toEqual([400, 'invalid_upload']);
  });

  it('with a field of more than one megabyte are refused', async () => {
    const options = { name: 'options', content: ' '.repeat(MIB + 1) };
    expect(await refused(formOf([...DRAFT, options, file('a.sql')]))).toEqual([413, 'body_too_large']);
  });

  /** Over a socket, with or without a length. @returns status, code, and how long it took from the first byte */
  async function sendBytes(bytes: Buffer, headers: Record<string, string | number>): Promise<[number, string, number]> {
    const startMs = performance.now();
    const request = httpRequest({ port, method: 'POST', path: '/api/v1/migrations', headers: { authorization: `Bearer ${person.token}`, ...headers } }); // prettier-ignore
    request.on('error', () => undefined); // the server may close while we still send
    request.end(bytes);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const tookMs = performance.now() - startMs;
    const text = (await response.toArray()).join('');
    request.destroy();
    return [response.statusCode ?? 0, JSON.parse(text).code ?? '', tookMs];
  }

  it('of one byte more than 64 MiB are refused, told of or not', async () => {
    const before = await writtenRows(api);
    const form = formOf([...DRAFT, file('a.sql', Buffer.alloc(64 * MIB - 300, ' ')), file('b.sql', Buffer.alloc(600, ' '))]); // prettier-ignore
    const type = { 'content-type': form.contentType };
    const [status, code, tookMs] = await sendBytes(form.raw, { ...type, 'content-length': form.raw.length });
    expect([status, code]).toEqual([413, 'body_too_large']);
    expect(tookMs).toBeLessThan(500);
    expect((await sendBytes(form.raw, { ...type, 'transfer-encoding': 'chunked' })).slice(0, 2)).toEqual([413, 'body_too_large']); // prettier-ignore
    expect(await writtenRows(api)).toEqual(before);
    await noLeftover();
  });

  it('as JSON may have 16 MiB and not one byte more; elsewhere one', async () => {
    const before = await writtenRows(api);
    const text = JSON.stringify({ name: 'x', auto_start: false, source: 'SELECT 1' });
    const padded = (length: number) => Buffer.from(text.padEnd(length, ' '));
    const json = { 'content-type': 'application/json' };
    const [status, code] = await sendBytes(padded(16 * MIB + 1), json);
    expect([status, code]).toEqual([413, 'body_too_large']);
    expect(await writtenRows(api)).toEqual(before);
    expect((await sendBytes(padded(16 * MIB), json))[0]).toBe(201);
    const login = await api.call('POST', '/login', { raw: ' '.repeat(MIB + 1) });
    expect([login.status, login.body.code]).toEqual([413, 'body_too_large']);
  });

  it('whose client goes away in the middle leave nothing', async () => {
    const before = await writtenRows(api);
    const { raw, contentType } = formOf([...DRAFT, file('a.sql', 'x'.repeat(MIB))]);
    const request = httpRequest({ port, method: 'POST', path: '/api/v1/migrations', headers: { authorization: `Bearer ${person.token}`, 'content-type': contentType, 'content-length': raw.length } }); // prettier-ignore
    request.on('error', () => undefined);
    request.write(raw.subarray(0, MIB / 2));
    await until('the upload is under way', () => existsSync(uploads) && readdirSync(uploads).length > 0, 5_000);
    request.destroy();
    await noLeftover();
    expect(await writtenRows(api)).toEqual(before);
  });
});
