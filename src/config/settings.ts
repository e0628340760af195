import { z } from 'zod';
import { AppError } from '../common/app-error.js';

const maxPort = 65_535;
const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number')
  .transform(Number)
  .pipe(z.number().max(maxPort, `must be at most ${maxPort}`));

/** Everything the server can be told through the environment. Each setting has a safe default or is optional. */
const schema = z.object({
  /** What this process does. One role exists so far. */
  ROLE: z.enum(['api']).default('api'),
  /** TCP port of the HTTP server; 0 lets the system choose. */
  PORT: portNumber.default(8000),
  /** Address to listen on: this machine only, unless told otherwise. */
  HOST: z.string().default('127.0.0.1'),
  /** The server's own PostgreSQL. Without it there is none, and nothing that needs one. */
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must be a URL such as postgresql://user:password@host:5432/database')
    .optional(),
  /** The least severe kind of message that is logged. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type LogLevel = z.infer<typeof schema>['LOG_LEVEL'];

/** The settings of one process, read once at its start. */
export class Settings {
  readonly role: 'api';
  readonly port: number;
  readonly host: string;
  /** Holds a password: never log or return it. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;

  private constructor(parsed: z.infer<typeof schema>) {
    this.role = parsed.ROLE;
    this.port = parsed.PORT;
    this.host = parsed.HOST;
    this.databaseUrl = parsed.DATABASE_URL;
    this.logLevel = parsed.LOG_LEVEL;
  }

  /**
   * @param environment usually `process.env`; an empty or blank value counts as not set
   * @throws AppError `SETTINGS-INVALID` that lists every fault at once, and no value (it may be a secret)
   */
  static read(environment: Readonly<Record<string, string | undefined>>): Settings {
    const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
    const parsed = schema.safeParse(given);
    if (parsed.success) return new Settings(parsed.data);
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('SETTINGS-INVALID', ['These settings cannot be used:', ...faults].join('\n'));
  }
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}
