/** What every answer has, wherever it comes from: handlers, the framework, the parser. */
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { problemSchema } from '../../src/common/http/problem-schema.js';
import { PROBLEM_TYPES } from '../../src/common/http/problem-types.js';
import { startApi, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'every answer', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    await api.app.listen(0, '127.0.0.1');
  });
  afterAll(() => api.close());

  const problemOf = async (method: string, path: string, options = {}) => {
    const answer = await api.call(method, path, options);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problemSchema.parse(answer.body).status).toBe(answer.status);
    expect(answer.body.request_id).toBe(answer.headers['x-request-id']);
    return [answer.status, answer.body.code];
  };

  it('has a problem document for an address that is not there, and for a method that an address does not take', async () => {
    expect(await problemOf('GET', '/nothing')).toEqual([404, 'not_found']);
    expect(await problemOf('DELETE', '//health')).toEqual([405, 'method_not_allowed']);
    expect((await api.call('DELETE', '//health')).headers['allow']).toBe('GET, HEAD');
  });

  it('carries the id that the client gave its request, and a new one when that cannot be used', async () => {
    const asked = await api.call('GET', '//health', { headers: { 'x-request-id': 'trace-0123456789' } });
    expect(asked.headers['x-request-id']).toBe('trace-0123456789');
    const bad = await api.call('GET', '//health', { headers: { 'x-request-id': 'a b"{' } });
    expect(bad.headers['x-request-id']).toMatch(/^req_[0-9a-z]{26}$/);
  });

  it('tells nothing of the software behind it', async () => {
    const { headers, text } = await api.call('GET', '/nothing');
    expect(Object.keys(headers)).not.toContain('x-powered-by');
    expect(text).not.toMatch(/ at \/|node_modules|SELECT|ECONN/);
  });

  it.each([['too long an address', `/nothing?${'a'.repeat(9000)}`, 414, 'uri_too_long']])(
    'refuses %s',
    async (_what, path, status, code) => {
      expect(await problemOf('GET', path)).toEqual([status, code]);
    },
  );

  it.each([
    [
      'headers that are too large',
      `GET /health HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'ten thousand headers',
      `GET /health HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(10_000)}\r\n`,
      431,
      'headers_too_large',
    ],
    ['what is no HTTP', 'GET /health HTTP/9.9\r\n\r\n', 400, 'invalid_request'],
    ['a method that nobody knows', 'BLAH /health HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method_not_allowed'],
    [
      'a method that we do not take',
      'QUERY /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      405,
      'method_not_allowed',
    ],
  ])('is a problem document for %s', async (_what, bytes, status, code) => {
    const { port } = api.app.getHttpServer().address() as AddressInfo; // it listens on TCP
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
  });

  it('has a type that resolves to an explanation on this server', async () => {
    const page = await api.call('GET', '//problems');
    for (const code of Object.keys(PROBLEM_TYPES)) expect(page.text).toContain(`id="${code}"`);
  });
});
