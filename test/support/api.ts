/** The API on a database of its own, asked without a socket, and people who are logged in to it. */
import type { DynamicModule } from '@nestjs/common';
import type { InjectOptions } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secrets } from '../../src/config/secrets.js';
import { Settings } from '../../src/config/settings.js';
import { DatabaseConnection } from '../../src/database/database-connection.js';
import { createServer } from '../../src/server.js';
import { freshDatabase, type TestDatabase } from './postgres.js';

/** Long and varied enough to be taken; of no other use. */
export const TEST_SECRET = 'Zq7-test-only-4f1c9a7be2d05836-kLmNoPq';

/** JSON of any shape, to look into; a missing member is undefined. */
export type Loose = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  /** Parsed JSON, or null. */
  readonly body: Loose;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly settings: Settings;
  /** `call('POST', '/register', {body, token, headers})`; the path is below /api/v1 unless it begins with `//`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is, with `contentType`. */
  readonly raw?: string | Buffer;
  readonly contentType?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly remoteAddress?: string;
}

/** Limits off, so that tests of other things do not meet them. */
const QUIET: Readonly<Record<string, string>> = {
  ROLE: 'all',
  LOG_LEVEL: 'fatal',
  JWT_SECRET: TEST_SECRET,
  RATE_LIMIT_LOGIN: '0',
  RATE_LIMIT_WRITE: '0',
  RATE_LIMIT_READ: '0',
  RATE_LIMIT_RUN_START: '0',
};

/**
 * @param database shared with another API of the same test; its owner closes it
 * @param more what else the process does, a worker for instance
 */
export async function startApi(
  environment: Readonly<Record<string, string>> = {},
  database?: TestDatabase,
  more: (settings: Settings) => readonly DynamicModule[] = () => [],
): Promise<TestApi> {
  const own = database ?? (await freshDatabase());
  const settings = Settings.read({ ...QUIET, DATABASE_URL: own.url, ...environment });
  const secrets = new Secrets(settings.jwtSecret ?? TEST_SECRET);
  const foundation = { secrets, databaseUrl: own.url, close: () => Promise.resolve() };
  const app = await createServer(settings, foundation, ...more(settings));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(DatabaseConnection).open();
  return {
    app,
    database: own,
    settings,
    call: (method, path, options) => call(app, method, path, options),
    close: async () => {
      await app.close();
      if (!database) await own.close();
    },
  };
}

async function call(
  app: NestFastifyApplication,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  const { body, raw, contentType, token, headers, remoteAddress } = options;
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await app.inject({
    // Tests send methods that inject's type does not list.
    method: method as InjectOptions['method'],
    url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
    headers: {
      ...(payload === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
    ...(remoteAddress ? { remoteAddress } : {}),
  });
  return { status: response.statusCode, text: response.body, body: parsed(response.body), headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // CSV, HTML, nothing
  }
}

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly id: string;
  /** Personal workspace. */
  readonly workspaceId: string;
  readonly token: string;
  readonly refreshToken: string;
}

let people = 0;

/** Registers and logs in; the first person of a database is the admin of the service. */
export async function newPerson(api: TestApi, name = 'person'): Promise<Person> {
  const email = `${name}-${++people}@example.test`;
  const password = `correct horse ${name} ${people}`;
  const registered = await api.call('POST', '/register', { body: { email, password, name } });
  if (registered.status !== 201) throw new Error(`register: ${registered.status} ${registered.text}`);
  const login = await api.call('POST', '/login', { body: { email, password } });
  if (login.status !== 200) throw new Error(`login: ${login.status} ${login.text}`);
  const me = await api.call('GET', '/me', { token: login.body.access_token });
  return {
    email,
    password,
    id: me.body.id,
    workspaceId: me.body.personal_workspace_id,
    token: login.body.access_token,
    refreshToken: login.body.refresh_token,
  };
}
