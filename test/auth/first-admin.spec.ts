import { setTimeout as delay } from 'node:timers/promises';
import { Passwords } from '../../src/auth/passwords.js';
import { AppError } from '../../src/common/app-error.js';
import { startApi, type Answer, type TestApi } from '../support/api.js';
import { freshDatabase, postgres, type TestDatabase } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

const ADMIN_EMAIL = 'boss@example.test';
const PASSWORD = 'a phrase that is long enough';

describeIf(postgres, 'the first admin', () => {
  let database: TestDatabase;
  const started: TestApi[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const api of started.splice(0)) await api.close();
    await database.close();
  });

  const start = async (environment: Record<string, string> = {}): Promise<TestApi> => {
    const api = await startApi(environment, database);
    started.push(api);
    return api;
  };
  const register = (api: TestApi, name: string): Promise<Answer> =>
    api.call('POST', '/register', { body: { email: `${name}@example.test`, password: PASSWORD, name } });
  const admins = async (): Promise<string[]> => {
    const { rows } = await database.client.query<{ email: string }>('SELECT email FROM users WHERE is_admin');
    return rows.map(({ email }) => email);
  };
  const untilThere = async (): Promise<void> => {
    for (let turn = 0; turn < 100 && (await admins()).length === 0; turn++) await delay(50);
    await delay(200);
  };
  /** What the process prints to its standard output while something is done. */
  const printed = async (work: () => Promise<unknown>): Promise<string> => {
    const texts: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => texts.push(String(text)) > 0);
    await work();
    jest.restoreAllMocks();
    return texts.join('');
  };

  it('is whoever registers first, and nobody else', async () => {
    const api = await start();
    expect((await register(api, 'one')).body.is_admin).toBe(true);
    expect((await register(api, 'two')).body.is_admin).toBe(false);
  });

  it('is one, when twelve register at once in two processes', async () => {
    const apis = [await start(), await start()];
    // Hashing would let them in two by two; without it they meet at the first look at the table.
    for (const api of apis) jest.spyOn(api.app.get(Passwords), 'hash').mockResolvedValue('hash');
    const answers = await Promise.all(
      apis.flatMap((api, at) => Array.from({ length: 6 }, (_, nr) => register(api, `racer-${at}-${nr}`))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    expect(answers.filter(({ body }) => body.is_admin)).toHaveLength(1);
    expect(await admins()).toHaveLength(1);
  });

  it('may register although registration is closed; then it is closed', async () => {
    const api = await start({ REGISTRATION: 'closed' });
    expect((await register(api, 'one')).body.is_admin).toBe(true);
    const second = await register(api, 'two');
    expect([second.status, second.body.code]).toEqual([403, 'registration_closed']);
    const taken = await register(api, 'one');
    expect([taken.status, taken.body.code]).toEqual([403, 'registration_closed']);
  });

  it('is made from the settings, with the password that they give, which is not printed', async () => {
    const output = await printed(async () => {
      await start({ ADMIN_EMAIL, ADMIN_PASSWORD: PASSWORD });
      await untilThere();
    });
    expect(output).not.toContain(PASSWORD);
    const [api] = started;
    const login = await api?.call('POST', '/login', { body: { email: ADMIN_EMAIL, password: PASSWORD } });
    const me = await api?.call('GET', '/me', { token: login?.body.access_token });
    expect(me?.body).toMatchObject({ email: ADMIN_EMAIL, is_admin: true });
  });

  it('gets a password of its own when the settings give none: printed once, and not again at the next start', async () => {
    const first = await printed(async () => {
      await start({ ADMIN_EMAIL });
      await untilThere();
    });
    const password = /with the password (\S+) /.exec(first)?.[1] ?? '';
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(first.split(password)).toHaveLength(2);
    const [api] = started;
    const login = await api?.call('POST', '/login', { body: { email: ADMIN_EMAIL, password } });
    expect(login?.status).toBe(200);
    const second = await printed(async () => {
      await start({ ADMIN_EMAIL });
      await delay(500);
    });
    expect(second).not.toContain('password');
    expect(await admins()).toEqual([ADMIN_EMAIL]);
  });

  it('is made once by two processes that start together, and one password is printed', async () => {
    const output = await printed(async () => {
      await Promise.all([start({ ADMIN_EMAIL }), start({ ADMIN_EMAIL })]);
      await untilThere();
    });
    expect(output.match(/The first admin is/g)).toHaveLength(1);
    expect(await admins()).toEqual([ADMIN_EMAIL]);
  });

  it('named in the settings is not anticipated by a stranger who is quicker', async () => {
    const api = await start({ ADMIN_EMAIL, ADMIN_PASSWORD: PASSWORD });
    const early = await Promise.all(Array.from({ length: 6 }, (_, nr) => register(api, `quick-${nr}`)));
    await untilThere();
    expect(await admins()).toEqual([ADMIN_EMAIL]);
    for (const { status, body } of early)
      expect(status === 503 ? body.code : body.is_admin).toBe(status === 503 ? 'overloaded' : false);
    expect((await register(api, 'later')).body.is_admin).toBe(false);
  });

  it('is not made on a server that has accounts already', async () => {
    await register(await start(), 'one');
    await start({ ADMIN_EMAIL, ADMIN_PASSWORD: PASSWORD });
    await delay(500);
    expect(await admins()).toEqual(['one@example.test']);
  });

  it.each(['password1234', '111111111111', 'datamigrate2026'])(
    'does not get the password %s: the server does not start, and does not repeat it',
    async (password) => {
      const failure: unknown = await start({ ADMIN_EMAIL, ADMIN_PASSWORD: password }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AppError);
      expect(failure).toMatchObject({
        code: 'SETTINGS-INVALID',
        publicText: expect.stringContaining('ADMIN_PASSWORD'),
      });
      expect(String(failure)).not.toContain(password);
    },
  );
});
