/** Workspaces and members, keys, and what is told of all that was done. Bob is a viewer of the harbour, which is ada's. */
import { ANY, etagOf, happy, STALE, unhappy, type Case } from './cases.js';

const ONCE = { 'idempotency-key': 'the harbour, once' };

export const WORKSPACES: readonly Case[] = [
  happy('createWorkspace', 201, (get) => ({ token: get('ada'), headers: ONCE, body: { name: 'Harbour' } }), {
    shows: { name: 'Harbour', kind: 'team' },
    keep: (answer) => ({ harbour: answer.body.id, harbourTag: etagOf(answer) }),
  }),
  happy('createWorkspace', 201, (get) => ({ token: get('ada'), headers: ONCE, body: { name: 'Harbour' } })), // prettier-ignore
  unhappy('createWorkspace', 'idempotency_mismatch', (get) => ({ token: get('ada'), headers: ONCE, body: { name: 'Other' } })), // prettier-ignore
  happy('listWorkspaces', 200, (get) => ({ token: get('ada'), query: { limit: '1' } }), { shows: { has_more: true } }),
  unhappy('listWorkspaces', 'invalid_request', (get) => ({ token: get('ada'), query: { limit: '0' } })),
  happy('getWorkspace', 200, (get) => ({ token: get('ada'), path: { id: get('harbour') } }), { shows: { name: 'Harbour', role: 'admin' } }), // prettier-ignore
  unhappy('getWorkspace', 'not_found', (get) => ({ token: get('bob'), path: { id: get('harbour') } })),
  happy('updateWorkspace', 200, (get) => ({ token: get('ada'), path: { id: get('harbour') }, headers: { 'if-match': get('harbourTag') }, body: { name: 'Port' } }), { shows: { name: 'Port' } }), // prettier-ignore
  unhappy('updateWorkspace', 'precondition_failed', (get) => ({ token: get('ada'), path: { id: get('harbour') }, headers: { 'if-match': get('harbourTag') }, body: { name: 'x' } })), // prettier-ignore
  happy('createWorkspace', 201, (get) => ({ token: get('ada'), body: { name: 'Spare' } }), { keep: ({ body }) => ({ spare: body.id }) }), // prettier-ignore
  happy('deleteWorkspace', 204, (get) => ({ token: get('ada'), path: { id: get('spare') }, headers: ANY })),
  unhappy('deleteWorkspace', 'not_found', (get) => ({ token: get('ada'), path: { id: get('spare') }, headers: ANY })),
  unhappy('deleteWorkspace', 'conflict', (get) => ({ token: get('ada'), path: { id: get('adaHome') }, headers: ANY })),
];

const bobHere = (get: (name: string) => string) => ({ id: get('harbour'), user_id: get('bobId') });
const BOB = { email: 'bob@example.test', role: 'editor' };

export const MEMBERS: readonly Case[] = [
  happy('addMember', 201, (get) => ({ token: get('ada'), path: { id: get('harbour') }, body: BOB }), { shows: BOB }),
  unhappy('addMember', 'already_exists', (get) => ({ token: get('ada'), path: { id: get('harbour') }, body: BOB })),
  unhappy('addMember', 'conflict', (get) => ({ token: get('ada'), path: { id: get('adaHome') }, body: BOB })),
  happy('listMembers', 200, (get) => ({ token: get('bob'), path: { id: get('harbour') }, query: { limit: '1' } }), { shows: { has_more: true } }), // prettier-ignore
  unhappy('listMembers', 'not_found', (get) => ({ token: get('bob'), path: { id: get('adaHome') } })),
  unhappy('updateMember', 'insufficient_role', (get) => ({ token: get('bob'), path: bobHere(get), body: { role: 'admin' } })), // prettier-ignore
  happy('updateMember', 200, (get) => ({ token: get('ada'), path: bobHere(get), body: { role: 'viewer' } }), { shows: { role: 'viewer' } }), // prettier-ignore
  unhappy('updateMember', 'last_admin', (get) => ({ token: get('ada'), path: { id: get('harbour'), user_id: get('adaId') }, body: { role: 'viewer' } })), // prettier-ignore
  unhappy('removeMember', 'last_admin', (get) => ({ token: get('ada'), path: { id: get('harbour'), user_id: get('adaId') } })), // prettier-ignore
  happy('removeMember', 204, (get) => ({ token: get('ada'), path: bobHere(get) })),
  unhappy('removeMember', 'not_found', (get) => ({ token: get('ada'), path: bobHere(get) })),
  happy('addMember', 201, (get) => ({ token: get('ada'), path: { id: get('harbour') }, body: { ...BOB, role: 'viewer' } })), // prettier-ignore
];

const READER = { name: 'reader', scopes: ['migrations:read'] };
const inHarbour = (get: (name: string) => string) => ({ 'x-workspace-id': get('harbour') });

export const KEYS: readonly Case[] = [
  happy('createApiKey', 201, (get) => ({ token: get('ada'), body: READER }), {
    shows: { ...READER, status: 'active' },
    keep: (answer) => ({ keyId: answer.body.id, keyTag: etagOf(answer) }),
  }),
  unhappy('createApiKey', 'invalid_request', (get) => ({ token: get('ada'), body: { name: 'none', scopes: [] } })),
  happy('getApiKey', 200, (get) => ({ token: get('ada'), path: { id: get('keyId') } }), { shows: READER }),
  unhappy('getApiKey', 'not_found', (get) => ({ token: get('bob'), path: { id: get('keyId') } })),
  happy('updateApiKey', 200, (get) => ({ token: get('ada'), path: { id: get('keyId') }, headers: { 'if-match': get('keyTag') }, body: { name: 'renamed' } }), { shows: { name: 'renamed' } }), // prettier-ignore
  unhappy('updateApiKey', 'precondition_failed', (get) => ({ token: get('ada'), path: { id: get('keyId') }, headers: { 'if-match': get('keyTag') }, body: { name: 'x' } })), // prettier-ignore
  happy('rollApiKey', 201, (get) => ({ token: get('ada'), path: { id: get('keyId') }, body: {} }), {
    shows: { scopes: READER.scopes, status: 'active' },
    keep: ({ body }) => ({ reader: body.key, readerId: body.id }),
  }),
  unhappy('rollApiKey', 'conflict', (get) => ({ token: get('ada'), path: { id: get('keyId') }, body: {} })),
  happy('listApiKeys', 200, (get) => ({ token: get('ada'), query: { limit: '1' } }), { shows: { has_more: true } }),
  unhappy('listApiKeys', 'session_required', (get) => ({ token: get('reader') })),
  unhappy('revokeApiKey', 'precondition_required', (get) => ({ token: get('ada'), path: { id: get('keyId') } })),
  happy('revokeApiKey', 204, (get) => ({ token: get('ada'), path: { id: get('keyId') }, headers: ANY })),
  unhappy('updateApiKey', 'conflict', (get) => ({ token: get('ada'), path: { id: get('keyId') }, headers: ANY, body: { name: 'x' } })), // prettier-ignore
  unhappy('revokeApiKey', 'precondition_failed', (get) => ({ token: get('ada'), path: { id: get('keyId') }, headers: STALE })), // prettier-ignore
];

/** Asked last: what was done is counted a moment later. */
export const RECORDS: readonly Case[] = [
  happy('listAuditLogs', 200, (get) => ({ token: get('ada'), query: { limit: '3' } }), { shows: { has_more: true } }),
  unhappy('listAuditLogs', 'insufficient_role', (get) => ({ token: get('bob'), headers: inHarbour(get) })),
  happy('getUsage', 200, (get) => ({ token: get('ada') })),
  unhappy('getUsage', 'missing_scope', (get) => ({ token: get('reader') })),
  happy('listUsageLogs', 200, (get) => ({ token: get('ada'), query: { limit: '2' } }), { shows: { has_more: true } }),
  unhappy('listUsageLogs', 'invalid_request', (get) => ({ token: get('ada'), query: { kind: 'none' } })),
  happy('exportUsageLogs', 200, (get) => ({ token: get('ada') }), { reads: /^id,kind,/ }),
  unhappy('exportUsageLogs', 'invalid_request', (get) => ({ token: get('ada'), query: { from: 'yesterday' } })),
];
