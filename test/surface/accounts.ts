/** Health, people, their sessions, and the accounts that an admin keeps. Ada is the first, so the admin of the service. */
import { ANY, etagOf, happy, STALE, unhappy, type Case } from './cases.js';

const account = (name: string) => ({
  email: `${name}@example.test`,
  password: `a long phrase of ${name}`,
  name,
});
const login = (name: string) => ({ email: account(name).email, password: account(name).password });
const NOBODY = 'usr_00000000000000000000000000';

export const HEALTH: readonly Case[] = ['getHealth', 'getHealthLive', 'getReady', 'getHealthReady'].flatMap((probe) => [
  happy(probe, 200, () => ({}), { shows: { status: 'ok' } }),
  unhappy(probe, 'invalid_request', () => ({ isGarbled: true })),
]);

export const PEOPLE: readonly Case[] = [
  happy('register', 201, () => ({ body: account('ada') }), { shows: { email: 'ada@example.test' } }),
  happy('register', 201, () => ({ body: account('bob') })),
  unhappy('register', 'already_exists', () => ({ body: account('bob') })),
  unhappy('register', 'invalid_request', () => ({ body: { ...account('eve'), password: 'short' } })),
  happy('login', 200, () => ({ body: login('ada') }), { keep: ({ body }) => ({ ada: body.access_token }) }),
  happy('login', 200, () => ({ body: login('bob') }), {
    keep: ({ body }) => ({ bob: body.access_token, bobRefresh: body.refresh_token }),
  }),
  unhappy('login', 'invalid_credentials', () => ({ body: { ...login('bob'), password: 'the phrase of another' } })),
  happy('refreshToken', 200, (get) => ({ body: { refresh_token: get('bobRefresh') } }), {
    keep: ({ body }) => ({ bob: body.access_token }),
  }),
  unhappy('refreshToken', 'invalid_refresh_token', () => ({ body: { refresh_token: 'made up' } })),

  happy('getMe', 200, (get) => ({ token: get('ada') }), {
    shows: { name: 'ada', is_admin: true },
    keep: (answer) => ({ adaId: answer.body.id, adaHome: answer.body.personal_workspace_id, adaTag: etagOf(answer) }),
  }),
  happy('getMe', 200, (get) => ({ token: get('bob') }), {
    shows: { name: 'bob', is_admin: false },
    keep: ({ body }) => ({ bobId: body.id, bobHome: body.personal_workspace_id }),
  }),
  unhappy('getMe', 'unauthenticated', () => ({ token: 'made.up.token' })),
  happy('updateMe', 200, (get) => ({ token: get('ada'), headers: { 'if-match': get('adaTag') }, body: { name: 'Ada L' } }), { shows: { name: 'Ada L' } }), // prettier-ignore
  unhappy('updateMe', 'precondition_failed', (get) => ({ token: get('ada'), headers: { 'if-match': get('adaTag') }, body: { name: 'x' } })), // prettier-ignore
  unhappy('updateMe', 'precondition_required', (get) => ({ token: get('ada'), body: { name: 'x' } })),
];

const password = (current: string) => ({ current_password: current, new_password: login('bob').password });

/** Each of bob's, who logs in as often as he is thrown out. */
export const SESSIONS: readonly Case[] = [
  happy('listSessions', 200, (get) => ({ token: get('bob') }), { keep: ({ body }) => ({ session: body.data[0].id }) }),
  unhappy('listSessions', 'invalid_cursor', (get) => ({ token: get('bob'), query: { cursor: 'bWFkZSB1cA' } })),
  happy('login', 200, () => ({ body: login('bob') }), { keep: ({ body }) => ({ bob: body.access_token }) }),
  happy('listSessions', 200, (get) => ({ token: get('bob'), query: { limit: '1' } }), { shows: { has_more: true, data: [{ is_current: true }] } }), // prettier-ignore
  happy('endSession', 204, (get) => ({ token: get('bob'), path: { id: get('session') } })),
  unhappy('endSession', 'not_found', (get) => ({ token: get('bob'), path: { id: get('session') } })),
  happy('login', 200, () => ({ body: login('bob') }), { keep: ({ body }) => ({ bobElsewhere: body.access_token }) }),
  happy('endOtherSessions', 204, (get) => ({ token: get('bob') })),
  unhappy('endOtherSessions', 'unauthenticated', (get) => ({ token: get('bobElsewhere') })),
  happy('changePassword', 204, (get) => ({ token: get('bob'), body: password(login('bob').password) })),
  unhappy('changePassword', 'invalid_credentials', (get) => ({ token: get('bob'), body: password('not his') })),
  happy('login', 200, () => ({ body: login('bob') }), { keep: ({ body }) => ({ bobElsewhere: body.access_token }) }),
  happy('logout', 204, (get) => ({ token: get('bobElsewhere') })),
  unhappy('logout', 'unauthenticated', (get) => ({ token: get('bobElsewhere') })),
];

export const USERS: readonly Case[] = [
  happy('createUser', 201, (get) => ({ token: get('ada'), body: account('cleo') }), {
    shows: { name: 'cleo', is_admin: false },
    keep: (answer) => ({ cleoId: answer.body.id, cleoTag: etagOf(answer) }),
  }),
  unhappy('createUser', 'already_exists', (get) => ({ token: get('ada'), body: account('cleo') })),
  happy('listUsers', 200, (get) => ({ token: get('ada'), query: { limit: '2' } }), { shows: { has_more: true } }),
  unhappy('listUsers', 'insufficient_role', (get) => ({ token: get('bob') })),
  happy('getUser', 200, (get) => ({ token: get('ada'), path: { id: get('cleoId') } }), { shows: { name: 'cleo' } }),
  unhappy('getUser', 'not_found', (get) => ({ token: get('ada'), path: { id: NOBODY } })),
  happy('updateUser', 200, (get) => ({ token: get('ada'), path: { id: get('cleoId') }, headers: { 'if-match': get('cleoTag') }, body: { is_disabled: true } }), { shows: { is_disabled: true } }), // prettier-ignore
  unhappy('updateUser', 'last_admin', (get) => ({ token: get('ada'), path: { id: get('adaId') }, headers: ANY, body: { is_admin: false } })), // prettier-ignore
  unhappy('deleteUser', 'precondition_failed', (get) => ({ token: get('ada'), path: { id: get('cleoId') }, headers: STALE })), // prettier-ignore
  unhappy('deleteUser', 'last_admin', (get) => ({ token: get('ada'), path: { id: get('adaId') }, headers: ANY })),
  happy('deleteUser', 204, (get) => ({ token: get('ada'), path: { id: get('cleoId') }, headers: ANY })),
  unhappy('getUser', 'not_found', (get) => ({ token: get('ada'), path: { id: get('cleoId') } })),
];
