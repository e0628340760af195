import { z } from 'zod';
import { AppError } from '../common/app-error.js';

const MAX_PORT = 65_535;
const SECRET_LENGTH_MIN = 32;
/** Secrets that stand in examples must never protect anything. Of one letter repeated there are too few different ones, see below. */
const SAMPLE_SECRET = /^(change.?me|secret|example|sample|your|replace|todo)/i;

const wholeNumber = (max: number) =>
  z.string().regex(/^\d{1,9}$/, 'must be a whole number').transform(Number).pipe(z.number().max(max, `must be at most ${max}`)); // prettier-ignore
const port = wholeNumber(MAX_PORT);
const perMinute = wholeNumber(1_000_000);
const secret = z
  .string()
  .min(SECRET_LENGTH_MIN, `must have at least ${SECRET_LENGTH_MIN} characters: openssl rand -base64 48`)
  .refine(
    (text) => !SAMPLE_SECRET.test(text) && new Set(text).size >= 8,
    'is a sample or too simple: openssl rand -base64 48',
  );
const httpUrl = z
  .string()
  .refine((text) => hasProtocol(text, ['http:', 'https:']), 'must be a URL such as http://agents:8001');

/** Everything the server can be told through the environment. Each setting has a safe default, is optional, or is required by another. */
const schema = z.object({
  ROLE: z
    .enum(['api', 'worker', 'all'])
    .default('all')
    .describe('What this process does: answer users, run agents, or both.'),
  PORT: port.default(8000).describe('TCP port of the API; 0 lets the system choose.'),
  AGENTS_PORT: port
    .optional()
    .describe(
      'TCP port of `POST /run-agents`, for the worker (8001 when not set). Role `all` opens it only when it is set.',
    ),
  METRICS_PORT: port
    .optional()
    .describe('TCP port of `/metrics` in Prometheus text. Not opened when not set; never route it to the outside.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on: this machine only, unless told otherwise.'),
  DATA_DIR: z
    .string()
    .default('./datamigrate-data')
    .describe('Folder for the embedded PostgreSQL, generated secrets and the work folders of runs.'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => hasProtocol(text, ['postgres:', 'postgresql:']),
      'must be a URL such as postgresql://user:password@host:5432/database',
    )
    .optional()
    .describe("The server's own PostgreSQL 15 or newer. Without it an embedded one runs in the data folder."),
  REDIS_URL: z
    .string()
    .refine((text) => hasProtocol(text, ['redis:', 'rediss:']), 'must be a URL such as redis://host:6379')
    .optional()
    .describe(
      'Redis 6 or newer with `maxmemory-policy noeviction`. Without it queue, caches and counters are in the process.',
    ),
  AGENTS_URL: httpUrl
    .optional()
    .describe('Where a worker answers `POST /run-agents`. Needed by role `api` without REDIS_URL.'),
  JWT_SECRET: secret
    .optional()
    .describe(
      'Signs access tokens, and all other secrets of the server are derived from it. Generated and kept in the data folder with the embedded PostgreSQL; required with DATABASE_URL.',
    ),
  SERVICE_TOKEN: secret.optional().describe('What api and worker show each other on `POST /run-agents`.'),
  ADMIN_EMAIL: z
    .email('must be an e-mail address')
    .optional()
    .describe('Account of the first admin, made at the first start. Without it the first to register becomes admin.'),
  ADMIN_PASSWORD: z
    .string()
    .min(12, 'must have at least 12 characters')
    .optional()
    .describe('Password of the first admin; printed once when it is not set.'),
  REGISTRATION: z
    .enum(['open', 'closed'])
    .default('open')
    .describe('Whether people may make accounts themselves. The first one always may.'),
  WORKER_CONCURRENCY: wholeNumber(64).default(1).describe('Runs at work at the same time in one process.'),
  RUN_LEASE_SECONDS: wholeNumber(600)
    .pipe(z.number().min(2, 'must be at least 2'))
    .default(30)
    .describe('How long a worker that is not heard of keeps its run; then another one goes on with it.'),
  DRAIN_SECONDS: wholeNumber(60)
    .optional()
    .describe(
      'How long a process that got SIGTERM goes on answering while it says that it is not ready; 5 for role `api`, else 0.',
    ),
  DOCS_ENABLED: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('Whether `/docs` and `/openapi.json` are served.'),
  TRUSTED_PROXIES: wholeNumber(10)
    .default(0)
    .describe('Proxies in front of the server whose X-Forwarded-For is believed.'),
  RATE_LIMIT_LOGIN: perMinute
    .default(10)
    .describe('Logins, registrations and refreshes a minute, per address and per account; 0 for no limit.'),
  RATE_LIMIT_WRITE: perMinute.default(300).describe('Changes a minute, per user or key; 0 for no limit.'),
  RATE_LIMIT_READ: perMinute.default(3000).describe('Reads a minute, per user or key; 0 for no limit.'),
  RATE_LIMIT_RUN_START: perMinute.default(60).describe('Starts of runs a minute, per user or key; 0 for no limit.'),
  USAGE_RETENTION_DAYS: wholeNumber(36_500)
    .default(400)
    .describe('Days that usage logs are kept; 0 keeps them for ever. The audit log is always kept.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('The least severe kind of message that is logged.'),
});
type Parsed = z.infer<typeof schema>;

export type LogLevel = Parsed['LOG_LEVEL'];
export type ProcessRole = Parsed['ROLE'];

/** The schema, for the page of settings. */
export const SETTINGS_SCHEMA = schema;

export interface RateLimits {
  /** Requests a minute; 0 for no limit. */
  readonly login: number;
  readonly write: number;
  readonly read: number;
  readonly run_start: number;
}

/** The settings of one process, read once at its start. Several hold secrets: never log or return the whole. */
export class Settings {
  readonly role: ProcessRole;
  readonly port: number;
  /** Null when `POST /run-agents` is not opened. */
  readonly agentsPort: number | null;
  readonly metricsPort: number | null;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly agentsUrl: string | undefined;
  readonly jwtSecret: string | undefined;
  readonly serviceToken: string | undefined;
  readonly admin: { readonly email: string; readonly password: string | undefined } | null;
  readonly isRegistrationOpen: boolean;
  readonly workerConcurrency: number;
  /** A worker tells six times in this that it is alive. */
  readonly runLeaseMs: number;
  readonly drainMs: number;
  readonly areDocsEnabled: boolean;
  readonly trustedProxies: number;
  readonly rateLimits: RateLimits;
  /** 0 for ever. */
  readonly usageRetentionDays: number;
  readonly logLevel: LogLevel;

  private constructor(parsed: Parsed) {
    this.role = parsed.ROLE;
    this.port = parsed.PORT;
    this.agentsPort = parsed.AGENTS_PORT ?? (parsed.ROLE === 'worker' ? 8001 : null);
    this.metricsPort = parsed.METRICS_PORT ?? null;
    this.host = parsed.HOST;
    this.dataDir = parsed.DATA_DIR;
    this.databaseUrl = parsed.DATABASE_URL;
    this.redisUrl = parsed.REDIS_URL;
    this.agentsUrl = parsed.AGENTS_URL;
    this.jwtSecret = parsed.JWT_SECRET;
    this.serviceToken = parsed.SERVICE_TOKEN;
    this.admin = parsed.ADMIN_EMAIL ? { email: parsed.ADMIN_EMAIL, password: parsed.ADMIN_PASSWORD } : null;
    this.isRegistrationOpen = parsed.REGISTRATION === 'open';
    this.workerConcurrency = Math.max(1, parsed.WORKER_CONCURRENCY);
    this.runLeaseMs = parsed.RUN_LEASE_SECONDS * 1000;
    this.drainMs = (parsed.DRAIN_SECONDS ?? (parsed.ROLE === 'api' ? 5 : 0)) * 1000;
    this.areDocsEnabled = parsed.DOCS_ENABLED;
    this.trustedProxies = parsed.TRUSTED_PROXIES;
    this.rateLimits = { login: parsed.RATE_LIMIT_LOGIN, write: parsed.RATE_LIMIT_WRITE, read: parsed.RATE_LIMIT_READ, run_start: parsed.RATE_LIMIT_RUN_START }; // prettier-ignore
    this.usageRetentionDays = parsed.USAGE_RETENTION_DAYS;
    this.logLevel = parsed.LOG_LEVEL;
  }

  /**
   * @param environment usually `process.env`; an empty or blank value counts as not set
   * @throws AppError `SETTINGS-INVALID` that lists every fault at once, and no value (it may be a secret)
   */
  static read(environment: Readonly<Record<string, string | undefined>>): Settings {
    const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
    const parsed = schema.safeParse(given);
    const faults = [
      ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
      ...missingPartners(given),
    ];
    if (parsed.success && faults.length === 0) return new Settings(parsed.data);
    throw new AppError(
      'SETTINGS-INVALID',
      ['These settings cannot be used:', ...faults.map((fault) => `  ${fault}`)].join('\n'),
    );
  }
}

type Given = Readonly<Record<string, string | undefined>>;

/** Settings that need another one, and why. */
const PARTNERS: readonly {
  readonly needs: string;
  readonly when: (given: Given) => boolean;
  readonly because: string;
}[] = [
  {
    needs: 'JWT_SECRET',
    when: ({ DATABASE_URL }) => Boolean(DATABASE_URL),
    because: 'is required with DATABASE_URL, as every process must have the same',
  },
  {
    needs: 'DATABASE_URL',
    when: ({ ROLE }) => ROLE === 'api' || ROLE === 'worker',
    because: 'is required by the roles api and worker, which share one database',
  },
  {
    needs: 'AGENTS_URL',
    when: ({ ROLE, REDIS_URL }) => ROLE === 'api' && !REDIS_URL,
    because: 'is required by role api without REDIS_URL: nothing else would carry a run to a worker',
  },
  { needs: 'SERVICE_TOKEN', when: ({ AGENTS_URL }) => Boolean(AGENTS_URL), because: 'is required with AGENTS_URL' },
  {
    needs: 'SERVICE_TOKEN',
    when: ({ ROLE, REDIS_URL }) => ROLE === 'api' && !REDIS_URL,
    because: 'is required by role api without REDIS_URL',
  },
  {
    needs: 'SERVICE_TOKEN',
    when: ({ ROLE, AGENTS_PORT }) => ROLE === 'worker' || Boolean(AGENTS_PORT),
    because: 'is required where POST /run-agents is opened',
  },
];

function missingPartners(given: Given): string[] {
  const faults = PARTNERS.filter(({ needs, when }) => !given[needs] && when(given)).map(
    ({ needs, because }) => `${needs}: ${because}`,
  );
  return [...new Map(faults.map((fault) => [fault.split(':')[0], fault])).values()];
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
