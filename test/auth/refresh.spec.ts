import { newPerson, startApi, type Answer, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'refresh tokens', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const refresh = (token: string): Promise<Answer> =>
    api.call('POST', '/token/refresh', { body: { refresh_token: token } });
  const me = async (token: string): Promise<number> => (await api.call('GET', '/me', { token })).status;
  /** As if the grace of every used token of the person were over. */
  const endGrace = (userId: string) =>
    api.database.client.query(
      `UPDATE refresh_tokens SET used_at = used_at - interval '10.1 seconds' WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)`,
      [userId],
    );
  const reuses = async (userId: string): Promise<number> => {
    const { rowCount } = await api.database.client.query(
      `SELECT 1 FROM audit_logs WHERE action = 'session.refresh_reuse' AND user_id = $1 AND outcome = 'failure'`,
      [userId],
    );
    return rowCount ?? 0;
  };

  it('are used once and answered with a successor that goes on', async () => {
    const { refreshToken, id } = await newPerson(api);
    const seen = new Set([refreshToken]);
    let current = refreshToken;
    for (let turn = 0; turn < 5; turn++) {
      const answer = await refresh(current);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
        refresh_token: expect.stringMatching(/^dmr_[A-Za-z0-9_-]{43}$/),
      });
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(await me(answer.body.access_token)).toBe(200);
      current = answer.body.refresh_token;
      seen.add(current);
    }
    expect(seen.size).toBe(6);
    expect(await reuses(id)).toBe(0);
  });

  it('end the whole session when one is replayed after the grace, and the audit log says so', async () => {
    const { refreshToken: first, id } = await newPerson(api);
    const second = (await refresh(first)).body;
    await endGrace(id);
    const replay = await refresh(first);
    expect(replay.status).toBe(401);
    expect(replay.body.code).toBe('invalid_refresh_token');
    expect(replay.headers['www-authenticate']).toMatch(/^Bearer/);
    expect((await refresh(second.refresh_token)).status).toBe(401);
    expect(await me(second.access_token)).toBe(401);
    expect(await reuses(id)).toBe(1);
  });

  it('leave the other sessions of the person alone when one of them is stolen', async () => {
    const person = await newPerson(api);
    const other = (await api.call('POST', '/login', { body: { email: person.email, password: person.password } })).body;
    await refresh(person.refreshToken);
    await endGrace(person.id);
    expect((await refresh(person.refreshToken)).status).toBe(401);
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });

  it('give twenty who ask at the same time one and the same successor, and the session lives on', async () => {
    const { refreshToken, id } = await newPerson(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const successors = new Set(answers.map(({ body }) => body.refresh_token));
    expect(successors.size).toBe(1);
    const { rows } = await api.database.client.query(
      `SELECT count(*)::int AS tokens, count(*) FILTER (WHERE used_at IS NULL)::int AS unused
       FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL)`,
      [id],
    );
    expect(rows).toEqual([{ tokens: 2, unused: 1 }]);
    expect((await refresh([...successors][0])).status).toBe(200);
    expect(await reuses(id)).toBe(0);
  });

  it('die with their time, however often they were renewed', async () => {
    const { refreshToken, id } = await newPerson(api);
    const { refresh_token: second } = (await refresh(refreshToken)).body;
    const { rows } = await api.database.client.query(
      `SELECT bool_and(t.expires_at = s.expires_at) AS same FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE s.user_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ same: true }]);
    await api.database.client.query(
      `UPDATE refresh_tokens SET expires_at = now() WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)`,
      [id],
    );
    expect((await refresh(second)).status).toBe(401);
  });

  it.each<[string, (own: { refreshToken: string; token: string }) => string]>([
    ['one that nobody was given', () => `dmr_${'A'.repeat(43)}`],
    ['one with a character changed', ({ refreshToken }) => refreshToken.slice(0, -1) + (refreshToken.endsWith('A') ? 'E' : 'A')], // prettier-ignore
    ['one that is cut', ({ refreshToken }) => refreshToken.slice(0, -1)],
    ['one with a space behind it', ({ refreshToken }) => `${refreshToken} `],
    ['an access token', ({ token }) => token.slice(0, 200)],
  ])('refuse %s', async (_what, forged) => {
    const answer = await refresh(forged(await newPerson(api)));
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_refresh_token']);
  });
});
