/** For every operation of the API: how its owner calls it, so that it works. A new operation without a row fails the matrix. */
import type { Owned } from './fixtures.js';

export interface Call {
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: true;
  /** Whose own path names what is asked for: others get 404 for it. Operations on a collection answer others with theirs. */
  readonly isOwned?: true;
  /** What the owner gets. */
  readonly expected: number;
}

type Row = (owned: Owned) => Call;

const collection =
  (path: string, expected = 200, body?: unknown): Row =>
  () => ({ path, expected, body });
const owned = (path: (owned: Owned) => string, expected = 200, more: Partial<Call> = {}): Row => (things) => ({ path: path(things), expected, isOwned: true, ...more }); // prettier-ignore
const change = { ifMatch: true } as const;

export const OPERATIONS: Readonly<Record<string, Row>> = {
  getHealth: collection('//health'),
  getHealthLive: collection('//health/live'),
  getReady: collection('//ready'),
  getHealthReady: collection('//health/ready'),
  register: collection('/register', 400, {}),
  login: collection('/login', 400, {}),
  refreshToken: collection('/token/refresh', 400, {}),
  logout: collection('/logout', 204),
  getMe: collection('/me'),
  updateMe: () => ({ path: '/me', expected: 200, body: { name: 'New name' }, ...change }),
  changePassword: collection('/me/password', 401, { current_password: 'wrong', new_password: 'a long enough phrase' }),
  listSessions: collection('/sessions'),
  endOtherSessions: collection('/sessions', 204),
  endSession: owned(({ session }) => `/sessions/${session}`, 204),
  listApiKeys: collection('/api-keys'),
  createApiKey: collection('/api-keys', 201, { name: 'new', scopes: ['usage:read'] }),
  getApiKey: owned(({ key }) => `/api-keys/${key}`),
  updateApiKey: owned(({ key }) => `/api-keys/${key}`, 200, { body: { name: 'changed' }, ...change }),
  revokeApiKey: owned(({ key }) => `/api-keys/${key}`, 204, change),
  rollApiKey: owned(({ key }) => `/api-keys/${key}/roll`, 201, { body: {}, ...change }),
  listUsers: collection('/users'),
  createUser: () => ({
    path: '/users',
    expected: 201,
    body: { email: `made-${Math.random()}@example.test`, password: 'a long enough phrase', name: 'Made' },
  }),
  getUser: ({ user }) => ({ path: `/users/${user}`, expected: 200 }),
  updateUser: ({ user }) => ({ path: `/users/${user}`, expected: 200, body: { name: 'changed' }, ...change }),
  deleteUser: ({ user }) => ({ path: `/users/${user}`, expected: 204, ...change }),
  listWorkspaces: collection('/workspaces'),
  createWorkspace: collection('/workspaces', 201, { name: 'new' }),
  getWorkspace: owned(({ team }) => `/workspaces/${team}`),
  updateWorkspace: owned(({ team }) => `/workspaces/${team}`, 200, { body: { name: 'changed' }, ...change }),
  deleteWorkspace: owned(({ team }) => `/workspaces/${team}`, 204, change),
  listMembers: owned(({ team }) => `/workspaces/${team}/members`),
  addMember: owned(({ team }) => `/workspaces/${team}/members`, 400, {
    body: { email: 'nobody@example.test', role: 'viewer' },
  }),
  updateMember: owned(({ team, member }) => `/workspaces/${team}/members/${member}`, 200, { body: { role: 'editor' } }),
  removeMember: owned(({ team, member }) => `/workspaces/${team}/members/${member}`, 204),
  listAuditLogs: collection('/audit-logs'),
  getUsage: collection('/usage'),
  listUsageLogs: collection('/usage/logs'),
  exportUsageLogs: collection('/usage/logs.csv'),
  listMigrations: collection('/migrations'),
  createMigration: collection('/migrations', 202, { name: 'new', source: 'CREATE TABLE t (a int);' }),
  getMigration: owned(({ done }) => `/migrations/${done}`),
  updateMigration: owned(({ done }) => `/migrations/${done}`, 200, { body: { name: 'changed' }, ...change }),
  deleteMigration: owned(({ done }) => `/migrations/${done}`, 204, change),
  startMigration: owned(({ draft }) => `/migrations/${draft}/start`, 202),
  cancelMigration: owned(({ done }) => `/migrations/${done}/cancel`, 409),
  resumeMigration: owned(({ done }) => `/migrations/${done}/resume`, 409),
  retryMigration: owned(({ done }) => `/migrations/${done}/retry`, 202),
  listRuns: owned(({ done }) => `/migrations/${done}/runs`),
  getRun: owned(({ done, run }) => `/migrations/${done}/runs/${run}`),
  listSteps: owned(({ done, run }) => `/migrations/${done}/runs/${run}/steps`),
  streamRunEvents: owned(({ done, run }) => `/migrations/${done}/runs/${run}/events`),
  streamEvents: owned(({ done }) => `/migrations/${done}/events`),
  listObjects: owned(({ done }) => `/migrations/${done}/objects`),
  getObject: owned(({ done }) => `/migrations/${done}/objects/0`),
  listFindings: owned(({ done }) => `/migrations/${done}/findings`),
  getLineage: owned(({ done }) => `/migrations/${done}/lineage`),
  getReport: owned(({ done }) => `/migrations/${done}/report`),
  getReportPage: owned(({ done }) => `/migrations/${done}/report.html`),
  downloadProject: owned(({ done }) => `/migrations/${done}/project.zip`),
  listModels: owned(({ done }) => `/migrations/${done}/models`),
  getModel: owned(({ done, model }) => `/migrations/${done}/models/${model}`),
  updateModel: owned(({ done, model }) => `/migrations/${done}/models/${model}`, 202, {
    body: { sql_code: 'select 2' },
    ...change,
  }),
};
