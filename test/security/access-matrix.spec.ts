/** Z-01: who may call what, for every operation of the OpenAPI document; and Q-05: with any one guard taken away the matrix fails. */
import { readFileSync } from 'node:fs';
import { ModulesContainer } from '@nestjs/core';
import { OPERATION, type Access, type OperationSpec } from '../../src/common/http/operation.js';
import { newPerson, startApi, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { violationsOf, type Operation } from './access-matrix.js';
import { newWorld, type World } from './fixtures.js';
import { OPERATIONS } from './operations.js';

type Paths = Record<string, Record<string, { operationId: string }>>;

const documented = Object.values(
  (JSON.parse(readFileSync(inRepository('docs', 'reference', 'openapi.json'), 'utf8')) as { paths: Paths }).paths,
)
  .flatMap((path) => Object.entries(path))
  .map(([method, { operationId }]) => ({ method: method.toUpperCase(), id: operationId }));

/** The specs of the running application, by operation id: the very objects that the guards read. */
function specsOf(api: TestApi): Map<string, OperationSpec> {
  const specs = new Map<string, OperationSpec>();
  for (const module of api.app.get(ModulesContainer).values())
    for (const { metatype } of module.controllers.values()) {
      const prototype: object = (metatype as { prototype: object }).prototype; // a controller is a class
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
        const spec: OperationSpec | undefined =
          typeof handler === 'function' ? Reflect.getMetadata(OPERATION, handler) : undefined;
        if (spec) specs.set(spec.id, spec);
      }
    }
  return specs;
}

/** Every way to open an operation a little further than it says. */
function weakened(access: Access): Record<string, Access> {
  if (access.kind === 'public' || access.kind === 'service') return {};
  const open: Record<string, Access> = { 'open to everybody': { kind: 'public' } };
  if (access.kind === 'session') {
    open['open to keys'] = { kind: 'scope', scope: 'migrations:read', role: access.role ?? 'viewer' };
    if (access.admin) open['open to all who are logged in'] = { kind: 'session' };
    if (access.role && access.role !== 'viewer') open['open to viewers'] = { ...access, role: 'viewer' };
  } else {
    open['open to keys of another scope'] = {
      ...access,
      scope: access.scope === 'usage:read' ? 'migrations:read' : 'usage:read',
    };
    if (access.role !== 'viewer') open['open to viewers'] = { ...access, role: 'viewer' };
  }
  return open;
}

describeIf(postgres, 'the access matrix', () => {
  let api: TestApi;
  let world: World;
  let specs: Map<string, OperationSpec>;
  const operationOf = (id: string): Operation => {
    const found = documented.find((operation) => operation.id === id);
    const spec = specs.get(id);
    if (!found || !spec) throw new Error(`${id} is not in the document, or not in the application`);
    return { ...found, spec };
  };

  beforeAll(async () => {
    api = await startApi();
    world = await newWorld(api);
    specs = specsOf(api);
  });
  afterAll(() => api.close());

  it('has a row for every operation of the document, the document for every operation of the application, and no more', () => {
    const ids = documented.map(({ id }) => id).sort();
    expect(Object.keys(OPERATIONS).sort()).toEqual(ids);
    expect([...specs.keys()].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  // Those that end the owner's session come last.
  const order = [...documented].sort((a, b) => Number(a.id === 'logout') - Number(b.id === 'logout'));
  it.each(order.map(({ id }) => id))('%s is open to those who may, and closed to everybody else', async (id) => {
    try {
      expect(await violationsOf(api, world, operationOf(id), await world.fresh())).toEqual([]);
    } finally {
      if (id === 'logout') Object.assign(world.owner, await login(api, world.owner));
    }
  });

  it('fails for every operation whose guard is weakened in any way', async () => {
    const unnoticed: string[] = [];
    let tried = 0;
    for (const { id } of order) {
      const operation = operationOf(id);
      const { access } = operation.spec;
      for (const [how, weaker] of Object.entries(weakened(access))) {
        tried++;
        // The matrix expects what the operation says; the guard reads what it was weakened to.
        const guarded = { ...operation, spec: { ...operation.spec, access } };
        const owned = await world.fresh();
        Object.assign(operation.spec, { access: weaker });
        const found = await violationsOf(api, world, guarded, owned).finally(() =>
          Object.assign(operation.spec, { access }),
        );
        if (found.length === 0) unnoticed.push(`${id} ${how}`);
        // An opened operation may have ended the session of whoever came by.
        for (const person of [world.owner, world.admin, world.viewer, world.stranger])
          if ((await api.call('GET', '/me', { token: person.token })).status === 401)
            Object.assign(person, await login(api, person));
      }
    }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  }, 240_000);

  it('holds for the one who is an admin of the service and in no workspace of others: a new one gets nothing for free', async () => {
    const newcomer = await newPerson(api, 'newcomer');
    const answer = await api.call('GET', '/migrations', { token: newcomer.token });
    expect([answer.status, answer.body.data]).toEqual([200, []]);
  });
});

async function login(
  api: TestApi,
  { email, password }: { email: string; password: string },
): Promise<{ token: string }> {
  const { body } = await api.call('POST', '/login', { body: { email, password } });
  return { token: body.access_token };
}
