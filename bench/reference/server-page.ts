/** The reference pages of the server: its settings and its problems, from what reads and answers them. */
import { PROBLEM_TYPES } from '../../src/common/http/problem-types.js';
import { SETTINGS_SCHEMA } from '../../src/config/settings.js';
import { markdownTable } from './markdown-table.js';

export function serverPage(): string {
  return `${SERVER_HEAD}\n\n${settingsTable()}\n\n${SERVER_TAIL}\n`;
}

export function problemsReference(): string {
  const rows = Object.entries(PROBLEM_TYPES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title, advice }]) => [`<a id="${code}"></a>\`${code}\``, String(status), title, advice]);
  return `${PROBLEMS_HEAD}\n\n${markdownTable(['code', 'status', 'what it is', 'what to do'], rows)}\n`;
}

function settingsTable(): string {
  const rows = Object.entries(SETTINGS_SCHEMA.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    const value = parsed.success && parsed.data !== undefined ? `\`${String(parsed.data)}\`` : 'none';
    return [`\`${name}\``, value, schema.description ?? ''];
  });
  return markdownTable(['variable', 'default', 'meaning'], rows);
}

const SERVER_HEAD = `# The server

\`npm start\` runs everything in one process, with an embedded PostgreSQL in the data folder. The API is described in
[openapi.json](openapi.json), which a running server shows at \`/docs\`; its errors in [problems](problems.md).

## Settings

Read from the environment once at the start. An empty value counts as not set. With any fault the process ends with code 1 and names all faults at once, and no value.`;

const ADDRESSES = [
  [
    '`GET /health`, `/health/live`',
    '200 `{"status":"ok"}` while the process lives. Touches nothing outside the process',
  ],
  [
    '`GET /ready`, `/health/ready`',
    '200 when everything the process was told to use answers, else 503; `error` names what does not (`database`)',
  ],
  ['`GET /docs`, `GET /openapi.json`', 'the description of the API; nothing is loaded from elsewhere'],
  ['`GET /problems`', 'every problem with what to do about it'],
  ['`GET /metrics`', 'on METRICS_PORT only: numbers in Prometheus text'],
];

const SERVER_TAIL = `## Addresses beside the API

${markdownTable(['address', 'answers'], ADDRESSES)}

SIGTERM: not ready from then on, requests are answered for DRAIN_SECONDS more, those at work finish, connections close, exit code 0. SIGINT does not wait.

\`npm run schema -- migration:show\` and TypeORM's other commands use \`ormconfig.ts\` with \`DATABASE_URL\`. The tables are changed when a process starts, one
process at a time; \`node bin/start.mjs schema\` does only that.`;

const PROBLEMS_HEAD = `# Problems

Every error of the API is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`instance\`, and of ours \`code\`, \`request_id\` and, where a
request has faults, \`errors\` with a JSON pointer for each. The code is stable; the texts are not.`;
