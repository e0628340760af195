/** Everybody who must not, calls an operation; then its owner does. */
import type { OperationSpec } from '../../src/common/http/operation.js';
import type { Answer, TestApi } from '../support/api.js';
import type { Owned, World } from './fixtures.js';
import { OPERATIONS, type Call } from './operations.js';

export interface Operation {
  readonly method: string;
  readonly id: string;
  readonly spec: OperationSpec;
}

interface Caller {
  readonly name: string;
  readonly token?: string;
  readonly key?: string;
  readonly workspace?: string;
  readonly expected: readonly number[];
}

/**
 * @param owned things that nobody has used yet
 * @returns a sentence for each caller who was answered otherwise than they must be; none when all is well
 */
export async function violationsOf(api: TestApi, world: World, operation: Operation, owned: Owned): Promise<string[]> {
  const call = rowOf(operation, owned);
  const violations: string[] = [];
  for (const caller of deniedCallers(operation.spec, call, world)) {
    const answer = await ask(api, operation, call, caller);
    const isRight =
      caller.expected.includes(answer.status) &&
      String(answer.headers['content-type']).startsWith('application/problem+json');
    if (!isRight)
      violations.push(`${operation.id}: ${caller.name} got ${answer.status}, not ${caller.expected.join(' or ')}`);
  }
  violations.push(...(await differences(api, world, operation, owned, call)));
  const owner = ownerOf(operation.spec, world);
  const answer = await ask(api, operation, call, owner);
  if (answer.status !== call.expected)
    violations.push(
      `${operation.id}: ${owner.name} got ${answer.status}, not ${call.expected}: ${answer.text.slice(0, 200)}`,
    );
  return violations;
}

function rowOf({ id }: Operation, owned: Owned): Call {
  const row = OPERATIONS[id];
  if (!row) throw new Error(`the access matrix has no row for ${id}`);
  return row(owned);
}

/** What stands in `@Operation`, as people who should not get in meet it. */
function deniedCallers({ access }: OperationSpec, { isOwned }: Call, world: World): Caller[] {
  if (access.kind === 'public') return [];
  const { owner, viewer, stranger, admin, team } = world;
  const nobody = [
    { name: 'nobody', expected: [401] },
    { name: 'a forged token', token: `${owner.token.slice(0, -4)}AAAA`, expected: [401] },
    { name: 'a revoked key', key: world.revokedKey, expected: [401] },
  ];
  const isTenants = access.kind === 'scope' || (access.kind === 'session' && access.role !== undefined);
  const strangers = isOwned
    ? [
        { name: 'another tenant', token: stranger.token, expected: [404] },
        { name: 'an admin of the service who is no member', token: admin.token, expected: [404] },
      ]
    : [];
  const intruders = isTenants
    ? [{ name: 'another tenant who names the workspace', token: stranger.token, workspace: team, expected: [404] }]
    : [];
  return [...nobody, ...strangers, ...intruders, ...byKind(access, world, viewer, isOwned)];
}

function byKind(
  access: OperationSpec['access'],
  world: World,
  viewer: World['viewer'],
  isOwned: true | undefined,
): Caller[] {
  const { team, stranger } = world;
  if (access.kind === 'session')
    return [
      { name: 'a key', key: world.keyWithout('usage:read'), expected: [403] },
      ...(access.admin ? [{ name: 'a person who is no admin', token: stranger.token, expected: [403] }] : []),
      ...(access.role && access.role !== 'viewer'
        ? [{ name: 'a viewer', token: viewer.token, workspace: team, expected: [403] }]
        : []),
    ];
  if (access.kind !== 'scope') return [];
  return [
    { name: 'a key without the scope', key: world.keyWithout(access.scope), expected: [403] },
    ...(isOwned ? [{ name: "another tenant's key", key: world.strangerKey, expected: [404] }] : []),
    ...(access.role === 'viewer' ? [] : [{ name: 'a viewer', token: viewer.token, workspace: team, expected: [403] }]),
  ];
}

function ownerOf({ access }: OperationSpec, { owner, admin, team }: World): Caller {
  if (access.kind === 'session' && access.admin) return { name: 'an admin', token: admin.token, expected: [] };
  return { name: 'the owner', token: owner.token, workspace: team, expected: [] };
}

/** What another owns, and what is not there, look alike. */
async function differences(
  api: TestApi,
  world: World,
  operation: Operation,
  owned: Owned,
  call: Call,
): Promise<string[]> {
  if (!call.isOwned) return [];
  const missing = { ...call, path: call.path.replaceAll(/_([0-9a-z]{26})/g, '_00000000000000000000000000') };
  const stranger = { name: '', token: world.stranger.token, expected: [] };
  const [theirs, none] = [await ask(api, operation, call, stranger), await ask(api, operation, missing, stranger)];
  const shape = ({ status, body }: Answer) => JSON.stringify([status, body?.code, body?.detail, body?.title]);
  return shape(theirs) === shape(none) ? [] : [`${operation.id}: what another owns looks unlike what is not there`];
}

function ask(
  api: TestApi,
  { method }: Operation,
  { path, body, ifMatch }: Call,
  { token, key, workspace }: Caller,
): Promise<Answer> {
  return api.call(method, path, {
    ...(body === undefined ? {} : { body }),
    ...(token ? { token } : {}),
    headers: {
      ...(key ? { 'x-api-key': key } : {}),
      ...(workspace ? { 'x-workspace-id': workspace } : {}),
      ...(ifMatch ? { 'if-match': '*' } : {}),
    },
  });
}
