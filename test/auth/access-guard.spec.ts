import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import { AccessGuard } from '../../src/auth/access.guard.js';
import type { CredentialsGuard } from '../../src/auth/credentials.guard.js';
import { IdentityCache } from '../../src/auth/identity-cache.js';
import type { Identity } from '../../src/auth/identity.js';
import { InProcessRevocations } from '../../src/cache/in-process.js';
import { OPERATION, type Access } from '../../src/common/http/operation.js';
import { SCOPES, type Principal, type Role } from '../../src/common/http/principal.js';
import { Problem } from '../../src/common/http/problem.js';
import type { WorkspaceMembership } from '../../src/workspaces/workspace-membership.js';

const HOME = `wsp_${'0'.repeat(26)}`;
const TEAM = `wsp_${'1'.repeat(26)}`;

const person: Identity = {
  kind: 'session',
  userId: 'usr_a',
  isAdmin: false,
  sessionId: 'ses_a',
  apiKeyId: null,
  scopes: SCOPES,
  homeWorkspaceId: HOME,
  isBound: false,
  expiresMs: Number.POSITIVE_INFINITY,
};
const key: Identity = { ...person, kind: 'api_key', sessionId: null, apiKeyId: 'key_a', scopes: ['migrations:read'], isBound: true }; // prettier-ignore

interface Asked {
  /** Null for a credential that nobody was given; undefined for none at all. */
  readonly as?: Identity | null;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly workspace?: string;
}

/** A guard whose passport knows one identity, and what it was asked. */
function gate({ as, roles = { [HOME]: 'admin' }, workspace }: Asked) {
  const revocations = new InProcessRevocations();
  let verified = 0;
  const request: Record<string, unknown> & { principal?: Principal; user?: Identity } = {
    headers: {
      ...(as === undefined ? {} : as?.kind === 'api_key' ? { 'x-api-key': 'k' } : { authorization: 'Bearer t' }),
      ...(workspace === undefined ? {} : { 'x-workspace-id': workspace }),
    },
  };
  const credentials = {
    canActivate: () => {
      verified++;
      if (!as) return Promise.reject(new Problem('unauthenticated'));
      request.user = as;
      return Promise.resolve(true);
    },
  };
  const membership = { roleOf: (_userId: string, id: string) => Promise.resolve(roles[id] ?? null) };
  const guard = new AccessGuard(
    new Reflector(),
    credentials as unknown as CredentialsGuard, // only this method of it is called
    new IdentityCache(revocations),
    membership as unknown as WorkspaceMembership, // only this method of it is called
  );
  const ask = async (access?: Access): Promise<string> => {
    const handler = (): void => undefined;
    if (access) Reflect.defineMetadata(OPERATION, { access }, handler);
    const context = { getHandler: () => handler, switchToHttp: () => ({ getRequest: () => request }) };
    delete request.principal;
    delete request.user;
    try {
      await guard.canActivate(context as unknown as ExecutionContext); // what the guard reads of one
    } catch (error) {
      if (error instanceof Problem) return error.code;
      throw error;
    }
    return 'admitted';
  };
  return { ask, request, revocations, verified: () => verified };
}

const anyRole = { kind: 'session' } as const;
const needs = (role: Role): Access => ({ kind: 'session', role });
const reads: Access = { kind: 'scope', scope: 'migrations:read', role: 'viewer' };
const writes: Access = { kind: 'scope', scope: 'migrations:write', role: 'editor' };
const serviceAdmin: Access = { kind: 'session', admin: true };

describe('the access guard', () => {
  it.each<[string, Access | undefined, Asked, string]>([
    ['a route without an operation', undefined, { as: person }, 'insufficient_role'],
    ['a route without an operation, to nobody', undefined, {}, 'insufficient_role'],
    ['an operation for services, to an admin of the service', { kind: 'service' }, { as: { ...person, isAdmin: true } }, 'insufficient_role'], // prettier-ignore
    ['a public operation to nobody', { kind: 'public' }, {}, 'admitted'],
    ['a public operation whatever credential is shown', { kind: 'public' }, { as: null }, 'admitted'],
    ['a session operation to nobody', anyRole, {}, 'unauthenticated'],
    ['a session operation to a stranger', anyRole, { as: null }, 'unauthenticated'],
    ['a session operation to a person', anyRole, { as: person }, 'admitted'],
    ['a session operation to a key', anyRole, { as: key }, 'session_required'],
    ['a key of an admin of the service where an admin is needed', serviceAdmin, { as: { ...key, isAdmin: true } }, 'session_required'], // prettier-ignore
    ['admin work to a person', serviceAdmin, { as: person }, 'insufficient_role'],
    ['admin work to an admin', serviceAdmin, { as: { ...person, isAdmin: true } }, 'admitted'],
    ['admin of a workspace to a viewer', needs('admin'), { as: person, roles: { [HOME]: 'viewer' } }, 'insufficient_role'], // prettier-ignore
    ['admin of a workspace to an editor', needs('admin'), { as: person, roles: { [HOME]: 'editor' } }, 'insufficient_role'], // prettier-ignore
    ['admin of a workspace to its admin', needs('admin'), { as: person }, 'admitted'],
    ['a viewer’s work to an admin', needs('viewer'), { as: person }, 'admitted'],
    ['admin of a workspace to an admin of the service who is a viewer there', needs('admin'), { as: { ...person, isAdmin: true }, roles: { [HOME]: 'viewer' } }, 'insufficient_role'], // prettier-ignore
    ['a scope that the key has', reads, { as: key }, 'admitted'],
    ['a scope that the key lacks', writes, { as: key }, 'missing_scope'],
    ['a scope that the key has, when its owner is less than an editor', { ...reads, role: 'editor' }, { as: key, roles: { [HOME]: 'viewer' } }, 'insufficient_role'], // prettier-ignore
    ['a scope to a person, who has all', writes, { as: person }, 'admitted'],
    ['a scope to a person who is a viewer', writes, { as: person, roles: { [HOME]: 'viewer' } }, 'insufficient_role'],
    ['a workspace of mine', reads, { as: person, workspace: TEAM, roles: { [TEAM]: 'viewer' } }, 'admitted'],
    ['a workspace of others', reads, { as: person, workspace: TEAM }, 'not_found'],
    ['a workspace of others, to an admin of the service', reads, { as: { ...person, isAdmin: true }, workspace: TEAM }, 'not_found'], // prettier-ignore
    ['what is no id of a workspace', reads, { as: person, workspace: "' OR 1=1" }, 'not_found'],
    ['an empty name of a workspace', reads, { as: person, workspace: '' }, 'not_found'],
    ['another workspace of the same person, to a key', reads, { as: key, workspace: TEAM, roles: { [HOME]: 'admin', [TEAM]: 'admin' } }, 'not_found'], // prettier-ignore
    ['the key’s own workspace by name', reads, { as: key, workspace: HOME }, 'admitted'],
    ['a key whose owner left its workspace', reads, { as: key, roles: {} }, 'unauthenticated'],
    ['a person whose account is gone', anyRole, { as: person, roles: {} }, 'unauthenticated'],
  ])('answers %s', async (_what, access, asked, expected) => {
    const { ask, request } = gate(asked);
    expect(await ask(access)).toBe(expected);
    const isKnown = expected === 'admitted' && access?.kind !== 'public';
    expect(request.principal !== undefined).toBe(isKnown);
  });

  it('hands on who asks, for the workspace that is meant, with the role there', async () => {
    const { ask, request } = gate({ as: person, workspace: TEAM, roles: { [HOME]: 'admin', [TEAM]: 'viewer' } });
    await ask(reads);
    const { homeWorkspaceId: _home, isBound: _bound, ...identity } = person;
    expect(request.principal).toEqual({ ...identity, workspaceId: TEAM, role: 'viewer' });
  });

  it('verifies a credential once, and again after what it stands on was revoked, or may have been', async () => {
    const { ask, revocations, verified } = gate({ as: person });
    for (let turn = 0; turn < 3; turn++) await ask(anyRole);
    expect(verified()).toBe(1);
    await revocations.publish({ kind: 'session', id: 'ses_other' });
    await ask(anyRole);
    expect(verified()).toBe(1);
    await revocations.publish({ kind: 'session', id: 'ses_a' });
    await ask(anyRole);
    expect(verified()).toBe(2);
    await revocations.publish({ kind: 'user', id: 'usr_a' });
    await ask(anyRole);
    expect(verified()).toBe(3);
  });

  it('refuses an identity of another kind than the credential that was shown, and does not remember it', async () => {
    const { ask, request, verified } = gate({ as: person });
    request.headers = { 'x-api-key': 'guest', authorization: 'Bearer t' };
    expect([await ask(anyRole), await ask(anyRole)]).toEqual(['unauthenticated', 'unauthenticated']);
    expect(verified()).toBe(2);
  });

  it('never remembers a refusal', async () => {
    const { ask, verified } = gate({ as: null });
    expect([await ask(anyRole), await ask(anyRole)]).toEqual(['unauthenticated', 'unauthenticated']);
    expect(verified()).toBe(2);
  });
});

describe('the memory of verified credentials', () => {
  const cache = () => {
    const revocations = new InProcessRevocations();
    return { revocations, identities: new IdentityCache(revocations) };
  };

  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not keep what was verified before a revocation that came meanwhile', async () => {
    const { revocations, identities } = cache();
    const mark = identities.mark();
    await revocations.publish({ kind: 'session', id: 'ses_a' });
    identities.keep('t', person, mark);
    expect(identities.get('t')).toBeUndefined();
  });

  it('forgets by itself within five seconds, and not later than the credential ends', () => {
    jest.useFakeTimers();
    const { identities } = cache();
    identities.keep('t', person, identities.mark());
    identities.keep('short', { ...person, expiresMs: Date.now() + 1000 }, identities.mark());
    jest.advanceTimersByTime(1000);
    expect([identities.get('t'), identities.get('short')]).toEqual([person, undefined]);
    jest.advanceTimersByTime(4000);
    expect(identities.get('t')).toBeUndefined();
  });

  it('holds ten thousand and then lets the oldest go', () => {
    const { identities } = cache();
    for (let at = 0; at <= 10_000; at++) identities.keep(`t${at}`, person, identities.mark());
    expect([identities.get('t0'), identities.get('t1'), identities.get('t10000')]).toEqual([undefined, person, person]);
  });
});
