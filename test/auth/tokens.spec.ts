import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { Secrets } from '../../src/config/secrets.js';
import { WorkspaceDatabase } from '../../src/database/workspace-database.js';
import { newPerson, startApi, TEST_SECRET, type Answer, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const HEADER = { alg: 'HS256', typ: 'JWT' };
const KEY = new Secrets(TEST_SECRET).jwt;
const MEGABYTE = 1024 * 1024;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Claims = Record<string, unknown>;
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const hmac = (text: string, key: Parameters<typeof createHmac>[1] = KEY, hash = 'sha256'): string =>
  createHmac(hash, key).update(text).digest('base64url');
/** A token signed with the server's own key unless told otherwise. */
const token = (claims: unknown, header: unknown = HEADER, sign: (text: string) => string = hmac): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign(text)}`;
};

describeIf(postgres, 'access tokens', () => {
  let api: TestApi;
  let ada: Person;
  let eve: Person;
  let claims: Claims;

  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
    eve = await newPerson(api, 'eve');
    claims = JSON.parse(Buffer.from(String(ada.token.split('.')[1]), 'base64url').toString());
  });
  afterAll(() => api.close());

  const ask = (credential: string): Promise<Answer> => api.call('GET', '/me', { token: credential });
  const now = (): number => Math.floor(Date.now() / 1000);

  it('say who, in which session, for how long, and nothing else', () => {
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub', 'typ', 'wsp']);
    expect(claims).toMatchObject({ sub: ada.id, wsp: ada.workspaceId, typ: 'access', iss: 'datamigrate', aud: 'datamigrate-api' }); // prettier-ignore
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  it('are taken when they are signed as the server signs, which the forgeries below differ from in one thing each', async () => {
    expect((await ask(ada.token)).status).toBe(200);
    expect((await ask(token(claims))).status).toBe(200);
    expect((await api.call('GET', '/me', { headers: { authorization: `bearer ${ada.token}` } })).status).toBe(200);
  });

  it.each<[string, (own: Claims) => string]>([
    ['alg none without a signature', (own) => token(own, { alg: 'none', typ: 'JWT' }, () => '')],
    ['alg None', (own) => token(own, { alg: 'None', typ: 'JWT' }, () => '')],
    ['alg NONE with the signature of HS256', (own) => token(own, { alg: 'NONE', typ: 'JWT' })],
    ['an empty signature', (own) => token(own, HEADER, () => '')],
    ['no third part', (own) => `${part(HEADER)}.${part(own)}`],
    ['a signature with a bit changed', (own) => token(own, HEADER, (text) => hmac(`${text} `))],
    ['the signature of another key', (own) => token(own, HEADER, (text) => hmac(text, 'x'.repeat(32)))],
    ['the signature of the configured secret itself', (own) => token(own, HEADER, (text) => hmac(text, TEST_SECRET))],
    ['the signature of an empty key', (own) => token(own, HEADER, (text) => hmac(text, ''))],
    ['HS512 of the right key', (own) => token(own, { alg: 'HS512', typ: 'JWT' }, (text) => hmac(text, KEY, 'sha512'))],
    ['RS256 of a stranger', (own) => token(own, { alg: 'RS256', typ: 'JWT' }, (text) => signWith('sha256', Buffer.from(text), privateKey).toString('base64url'))], // prettier-ignore
    ['HS256 keyed with a public key', (own) => token(own, HEADER, (text) => hmac(text, publicKey.export({ type: 'spki', format: 'pem' })))], // prettier-ignore
    ['no exp', ({ exp: _exp, ...own }) => token(own)],
    ['exp as a string', (own) => token({ ...own, exp: String(own.exp) })],
    ['exp 1e20', (own) => token(`{"sub":"${String(own.sub)}","exp":1e20}`)],
    ['exp as a huge number beside the right claims', (own) => token({ ...own, exp: 100_000_000_000_000_000_000 })],
    ['exp null', (own) => token({ ...own, exp: null })],
    ['exp negative', (own) => token({ ...own, exp: -1 })],
    ['exp of a second ago', (own) => token({ ...own, iat: now() - 901, exp: now() - 1 })],
    ['a life of a day', (own) => token({ ...own, exp: now() + 86_400 })],
    ['no iat', ({ iat: _iat, ...own }) => token(own)],
    ['iat in an hour', (own) => token({ ...own, iat: now() + 3600, exp: now() + 4500 })],
    ['nbf in an hour', (own) => token({ ...own, nbf: now() + 3600 })],
    ['another audience', (own) => token({ ...own, aud: 'somebody-else' })],
    ['no audience', ({ aud: _aud, ...own }) => token(own)],
    ['another issuer', (own) => token({ ...own, iss: 'https://evil.example' })],
    ['no issuer', ({ iss: _iss, ...own }) => token(own)],
    ['typ refresh', (own) => token({ ...own, typ: 'refresh' })],
    ['no typ', ({ typ: _typ, ...own }) => token(own)],
    ['kid that names a file', (own) => token(own, { ...HEADER, kid: '../../../../dev/null' })],
    ['kid that names a file, signed with its content', (own) => token(own, { ...HEADER, kid: '/dev/null' }, (text) => hmac(text, ''))], // prettier-ignore
    ['jku', (own) => token(own, { ...HEADER, jku: 'http://127.0.0.1:1/keys.json' })],
    ['a key of its own', (own) => token(own, { ...HEADER, jwk: { kty: 'oct', k: 'AAAA' } }, (text) => hmac(text, ''))],
    ['an unknown crit', (own) => token(own, { ...HEADER, crit: ['b64'], b64: false })],
    ['the same claim twice', (own) => token(JSON.stringify(own).replace('"typ"', '"typ":"refresh","typ"'))],
    ['the same header twice', (own) => token(own, '{"alg":"none","alg":"HS256","typ":"JWT"}')],
    [
      'another person for a subject, whose session it is not',
      (own) => token({ ...own, sub: eve.id, wsp: eve.workspaceId }),
    ],
    ['a session that there is not', (own) => token({ ...own, sid: 'ses_01kar3v6mxw2t9y8n5h4c7d0ef' })],
    ['a session id with a quote', (own) => token({ ...own, sid: "' OR 1=1 --" })],
    ['a session id with a NUL', (own) => token({ ...own, sid: 'ses_\0' })],
    ['a session id that is no text', (own) => token({ ...own, sid: { $ne: '' } })],
    ['claims that are a list', (own) => token([own])],
    ['claims that are null', () => token('null')],
    ['claims that are no JSON', () => token('{"sub":')],
    ['claims that are deep', () => token('['.repeat(2000) + ']'.repeat(2000))],
    ['a fourth part', (own) => `${token(own)}.x`],
    ['base64 with padding', (own) => `${part(HEADER)}=.${part(own)}.${hmac(`${part(HEADER)}=.${part(own)}`)}`],
    ['only dots', () => '..'],
    ['a refresh token', () => ada.refreshToken],
    ['a text like an API key', () => 'dmk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a text that is nothing', () => 'x'],
    ['a token of 1 MB', (own) => token({ ...own, more: 'x'.repeat(MEGABYTE) })],
  ])('are refused with %s', async (_what, forged) => {
    const { status, headers, body } = await ask(forged(claims));
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it.each<[string, Record<string, string>]>([
    ['no credentials', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['the scheme alone', { authorization: 'Bearer' }],
    ['an empty header', { authorization: '' }],
    ['an empty key', { 'x-api-key': '' }],
  ])('are asked for with %s', async (_what, headers) => {
    const answer = await api.call('GET', '/me', { headers });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('cost the database no question when they were verified a moment ago', async () => {
    const { token } = await newPerson(api);
    const asked = jest.spyOn(api.app.get(WorkspaceDatabase), 'query');
    const names = (): string[] => asked.mock.calls.map(([, { name }]) => name);
    for (let turn = 0; turn < 10; turn++) await ask(token);
    asked.mockRestore();
    expect(
      names()
        .filter((name) => ['live_session', 'role_of'].includes(name))
        .sort(),
    ).toEqual([]);
  });

  it('are no help beside a bad key, and what was verified is never remembered under another name', async () => {
    for (const key of ['', 'guest', 'dmk_live_wrong']) {
      const both = await api.call('GET', '/me', { token: ada.token, headers: { 'x-api-key': key } });
      expect([both.status, both.body.code]).toEqual([401, 'unauthenticated']);
      expect((await api.call('GET', '/me', { headers: { 'x-api-key': key } })).status).toBe(401);
    }
  });

  it('are refused when they arrive inside a query or a cookie', async () => {
    expect((await api.call('GET', `/me?access_token=${ada.token}`)).status).toBe(401);
    expect((await api.call('GET', '/me', { headers: { cookie: `access_token=${ada.token}` } })).status).toBe(401);
  });
});
