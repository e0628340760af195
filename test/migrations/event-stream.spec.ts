/** Server-sent events over a real connection, of a real run. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RUN_EVENT_TYPES } from '../../src/runs/run-events.js';
import { newPerson, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { until } from '../worker/bench.js';
import { openEvents, type Opened, type ReadEvent } from './event-lines.js';
import { atEnd, EXAMPLE, startWorkingApi } from './run-to-end.js';

describeIf(postgres, 'the events of a run', () => {
  let api: TestApi;
  let ada: Person;
  let port: number;
  const dataDir = mkdtempSync(join(tmpdir(), 'datamigrate-events-'));
  beforeAll(async () => {
    api = await startWorkingApi(dataDir);
    ada = await newPerson(api, 'ada');
    await api.app.listen(0, '127.0.0.1');
    port = (api.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(async () => {
    await api.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const open = (path: string, headers: Record<string, string> = {}): Promise<Opened> =>
    openEvents(port, `/api/v1/migrations/${path}`, { authorization: `Bearer ${ada.token}`, ...headers });
  const make = async (source: string, isStarted = true): Promise<{ id: string; run: string }> => {
    const { body } = await api.call('POST', '/migrations', { token: ada.token, body: { name: 'x', source, auto_start: isStarted } }); // prettier-ignore
    const runs = await api.call('GET', `/migrations/${body.id}/runs`, { token: ada.token });
    return { id: body.id, run: runs.body.data[0]?.id };
  };
  const logged = async (run: string): Promise<ReadEvent[]> =>
    (
      await api.database.client.query(
        'SELECT seq::int AS id, type AS event, data FROM run_events WHERE run_id = $1 ORDER BY seq',
        [run],
      )
    ).rows;

  it('come complete, in order and once to a client whose connection is cut again and again', async () => {
    const { id, run } = await make(EXAMPLE);
    const got: ReadEvent[] = [];
    let cuts = 0;
    for (; got.at(-1)?.event !== 'run.completed'; cuts++) {
      if (cuts > 500) throw new Error('the stream never came to its end');
      const last = got.at(-1)?.id;
      const stream = await open(
        `${id}/runs/${run}/events`,
        last === undefined ? {} : { 'last-event-id': String(last) },
      );
      const seen = got.length;
      await Promise.race([stream.ended, delay(cuts % 2 ? 40 : 90)]);
      stream.cut();
      got.push(...stream.events());
      for (const [at, event] of got.slice(seen).entries()) expect(event.id).toBe(seen + at + 1);
    }
    expect(cuts).toBeGreaterThanOrEqual(20);
    expect(got).toEqual(await logged(run));
    expect(got.map(({ id: seq }) => seq)).toEqual(got.map((_, at) => at + 1));
    for (const { event } of got) expect(RUN_EVENT_TYPES).toContain(event);
    const progress = got.filter(({ event }) => event === 'run.progress').map(({ data }) => Number(data['done']));
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    const phases = got.filter(({ event }) => event === 'run.phase').map(({ data }) => data['phase']);
    expect(phases).toEqual(['assessment', 'planning', 'execution', 'testing', 'rebuilding', 'evaluation']);
  }, 60_000);

  it('begin at once, with headers that let nobody keep or gather them', async () => {
    const { id, run } = await make('CREATE TABLE dbo.T (A int);');
    const stream = await open(`${id}/runs/${run}/events`);
    await until('the first byte', () => stream.firstByteMs() !== null);
    expect(stream.firstByteMs()).toBeLessThan(500);
    expect([stream.response.statusCode, stream.response.headers]).toMatchObject([
      200,
      {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.stringMatching(/^req_/),
        ratelimit: expect.stringMatching(/^"read";r=\d+;t=\d+$/),
      },
    ]);
    expect(stream.response.headers['content-encoding']).toBeUndefined();
    expect(stream.text()).toMatch(/^retry: \d+\n\n/);
    await stream.ended;
    expect(stream.events().at(-1)?.event).toBe('run.completed');
  });

  it('end after the last one; of a run that ended, all come at once', async () => {
    const { id, run } = await make('CREATE TABLE dbo.T (A int);');
    await atEnd(api, ada, id);
    const all = await logged(run);
    for (const path of [`${id}/events`, `${id}/runs/${run}/events`]) {
      const stream = await open(path);
      await stream.ended;
      expect(stream.events()).toEqual(all);
    }
    const rest = await open(`${id}/events?after=2`);
    await rest.ended;
    expect(rest.events()).toEqual(all.slice(2));
    const wins = await open(`${id}/events?after=2`, { 'last-event-id': '4' });
    await wins.ended;
    expect(wins.events()).toEqual(all.slice(4));
    const asText = await open(`${id}/events`, { 'last-event-id': 'nothing of ours' });
    await asText.ended;
    expect(asText.events()).toEqual(all);
  });

  it('are 204 for a client that has them all, so that it does not come back; a number beyond the end counts as the end', async () => {
    const { id, run } = await make('CREATE TABLE dbo.T (A int);');
    await atEnd(api, ada, id);
    const last = (await logged(run)).length;
    for (const given of [last, last + 1, Number.MAX_SAFE_INTEGER])
      for (const path of [`${id}/events`, `${id}/runs/${run}/events`])
        expect((await open(path, { 'last-event-id': String(given) })).response.statusCode).toBe(204);
    expect((await open(`${id}/events`, { 'last-event-id': String(last - 1) })).response.statusCode).toBe(200);
  });

  it('come without being asked for again: a cancel is told while the client listens', async () => {
    const idle = await make('CREATE TABLE dbo.T (A int);', false);
    expect((await open(`${idle.id}/events`)).response.statusCode).toBe(404);
    const slow = await make(SLOW);
    const stream = await open(`${slow.id}/events`);
    await until('it works', () => stream.events().some(({ data }) => data['phase'] === 'testing'));
    const startMs = performance.now();
    await api.call('POST', `/migrations/${slow.id}/cancel`, { token: ada.token });
    await stream.ended;
    expect(performance.now() - startMs).toBeLessThan(2_500);
    expect(stream.events().at(-1)?.event).toBe('run.cancelled');
  });

  it('are a comment at least every 15 seconds, and stop when access does', async () => {
    const slow = await make(SLOW);
    const stream = await open(`${slow.id}/events`);
    await until('a comment', () => /^: /m.test(stream.text()), 15_000);
    const gone = await newPerson(api, 'gone');
    const theirs = await api.call('POST', '/migrations', { token: gone.token, body: { name: 'x', source: SLOW } });
    const other = await open(`${theirs.body.id}/events`, { authorization: `Bearer ${gone.token}` });
    expect((await api.call('POST', '/logout', { token: gone.token, body: { refresh_token: gone.refreshToken } })).status).toBeLessThan(300); // prettier-ignore
    expect(await Promise.race([other.ended.then(() => 'ended'), delay(20_000, 'open', { ref: false })])).toBe('ended');
    expect(await Promise.race([stream.ended.then(() => 'ended'), delay(100, 'open', { ref: false })])).toBe('open');
    await api.call('POST', `/migrations/${slow.id}/cancel`, { token: ada.token });
    await api.database.client.query(`UPDATE runs SET cancel_requested_at = now() WHERE migration_id = $1`, [theirs.body.id]).catch(() => undefined); // prettier-ignore
    await stream.ended;
  }, 60_000);

  it('refuse numbers that are none, and callers who may not read', async () => {
    const { id, run } = await make('CREATE TABLE dbo.T (A int);');
    for (const query of ['after=-1', 'after=x', 'after=1&after=2', 'nothing=1', 'token=x'])
      expect([query, (await open(`${id}/events?${query}`)).response.statusCode]).toEqual([query, 400]);
    expect((await open(`${id}/runs/${run}/events`, { authorization: '' })).response.statusCode).toBe(401);
  });
});

/** Keeps the target's engine busy for minutes. */
const SLOW = `
CREATE TABLE dbo.Numbers (N int NOT NULL);
GO
INSERT INTO dbo.Numbers (N) VALUES ${Array.from({ length: 500 }, (_, at) => `(${at})`).join(',')};
GO
CREATE VIEW dbo.Slow AS
SELECT COUNT(*) AS Amount FROM dbo.Numbers a CROSS JOIN dbo.Numbers b CROSS JOIN dbo.Numbers c CROSS JOIN dbo.Numbers d
WHERE (a.N * b.N + c.N * d.N) % 7 = 3;
GO`;
