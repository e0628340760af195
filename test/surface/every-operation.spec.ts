/** Every operation that the API describes, over HTTP, taken and refused: on the storage that the server brings itself, and on PostgreSQL and Redis. */
import { describeIf } from '../support/requirement.js';
import { until } from '../support/until.js';
import { HEALTH, PEOPLE, SESSIONS, USERS } from './accounts.js';
import { ask, type Answer } from './ask.js';
import { World, type Case } from './cases.js';
import { ApiDescription, type DescribedOperation } from './document.js';
import { MIGRATIONS, MOVES, RUNS } from './migrations.js';
import { MODELS, NO_RESULTS, RESULTS } from './results.js';
import { STORAGES, type Storage } from './storages.js';
import { KEYS, MEMBERS, RECORDS, WORKSPACES } from './workspaces.js';

// Runs of migrations start slowly where much else runs.
jest.setTimeout(120_000);

/** In this order: later ones use what earlier ones made. */
const CASES: readonly Case[] = [HEALTH, PEOPLE, SESSIONS, USERS, WORKSPACES, MEMBERS, KEYS, MIGRATIONS, NO_RESULTS, MOVES, RUNS, RESULTS, MODELS, RECORDS].flat(); // prettier-ignore

const api = new ApiDescription();
const isRefusal = (status: number): boolean => status >= 400 && status < 500;

/** What must have been seen of an operation: each of its good answers, and one refusal. */
function wantedOf({ operationId, responses }: DescribedOperation): string[] {
  const statuses = Object.keys(responses).map(Number);
  return [...statuses.filter((status) => status < 400).map((status) => `${operationId} ${status}`), `${operationId} refused`]; // prettier-ignore
}

async function answerOf(world: World, operation: DescribedOperation, wanted: Case): Promise<Answer> {
  const question = await wanted.question((name) => world.get(name), world);
  if (wanted.status < 400 && question.body) expect(api.requestFaults(operation, question.body)).toEqual([]);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(question.path?.[name] ?? `no ${name}`)); // prettier-ignore
  const { server, agentsUrl } = world.storage;
  const base = operation.pointer.startsWith('openapi-agents') ? agentsUrl : server.url;
  return ask(operation.method, `${base}${path}`, question);
}

describe.each(STORAGES)('every operation, on $name', ({ needs, asks, open }) => {
  describeIf(needs, 'over HTTP', () => {
    const seen = new Set<string>();
    let storage: Storage;
    let world: World;
    beforeAll(async () => {
      storage = await open();
      world = new World(storage);
    });
    afterAll(() => storage?.close());

    it('is asked of a server that stands on this and nothing else', async () => {
      const { body } = await ask('GET', `${storage.server.url}/ready`, {});
      expect(Object.keys(body.details)).toEqual(asks);
    });

    const titled = CASES.map((wanted) => ({
      title: `${wanted.operation} answers ${wanted.code ?? wanted.status}`,
      wanted,
    }));
    it.each(titled)('$title', async ({ wanted }) => {
      const operation = api.operation(wanted.operation);
      const answer = await answerOf(world, operation, wanted);
      expect([answer.status, answer.body?.code]).toEqual([wanted.status, wanted.code]);
      expect(api.faults(operation, answer)).toEqual([]);
      if (wanted.code) expect(operation.responses[wanted.status]?.description).toContain(`\`${wanted.code}\``);
      if (wanted.shows) expect(answer.body).toMatchObject(wanted.shows);
      if (wanted.reads) expect(answer.text).toMatch(wanted.reads);
      world.keep(wanted.keep?.(answer) ?? {});
      seen.add(`${wanted.operation} ${isRefusal(answer.status) ? 'refused' : answer.status}`);
    });

    it('tells, while it stops, that it is not ready any more and yet alive, as described', async () => {
      const ended = storage.server.stop('SIGTERM');
      await until(async () => (await ask('GET', `${storage.server.url}/ready`, {})).status === 503);
      await Promise.all(
        [['getReady', 503], ['getHealthReady', 503], ['getHealth', 200]].map(async ([id, status]) => {
          const operation = api.operation(String(id));
          const answer = await ask('GET', `${storage.server.url}${operation.path}`, {});
          expect([id, answer.status, api.faults(operation, answer)]).toEqual([id, status, []]);
        }),
      ); // prettier-ignore
      expect(await ended).toBe(0);
    });

    it('was called, each: taken in every way that is described, and refused', () => {
      const wanted = api.operations.flatMap(wantedOf);
      expect(wanted.length).toBeGreaterThan(2 * 60);
      expect(wanted.filter((each) => !seen.has(each))).toEqual([]);
    });
  });
});
