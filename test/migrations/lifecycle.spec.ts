import { migrationSchema } from '../../src/migrations/schemas/migration-schemas.js';
import { runPageSchema, runSchema, stepPageSchema } from '../../src/migrations/schemas/run-schemas.js';
import { newPerson, startApi, type Answer, type CallOptions, type Person, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { SCRIPT } from './form.js';
import { writtenRows } from './written-rows.js';

describeIf(postgres, 'the life of a migration', () => {
  let api: TestApi;
  let ada: Person;
  beforeAll(async () => {
    api = await startApi();
    ada = await newPerson(api, 'ada');
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, options: CallOptions = {}) =>
    api.call(method, `/migrations${path}`, { token: ada.token, ...options });
  const make = async (isStarted: boolean): Promise<string> =>
    (await call('POST', '', { body: { name: 'x', source: SCRIPT, auto_start: isStarted } })).body.id;
  const sql = async (text: string, ...values: unknown[]) => (await api.database.client.query(text, values)).rows;
  const runsOf = async (id: string) =>
    sql('SELECT id, number, cause, status FROM runs WHERE migration_id = $1 ORDER BY number', id);
  const moved = (answer: Answer): Answer => {
    if (answer.status === 202) expect(migrationSchema.parse(answer.body)).toEqual(answer.body);
    return answer;
  };
  const refused = async (path: string, options: CallOptions = {}): Promise<[number, string]> => {
    const before = await writtenRows(api);
    const { status, body } = await call('POST', path, options);
    expect(await writtenRows(api)).toEqual(before);
    return [status, body.code];
  };

  it('begins once, however many start it at the same time', async () => {
    const id = await make(false);
    const answers = await Promise.all(Array.from({ length: 100 }, () => call('POST', `/${id}/start`)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'run_active')).toHaveLength(99);
    expect(await runsOf(id)).toMatchObject([{ number: 1, cause: 'start', status: 'pending' }]);
  });

  it('is answered fast, and the run that is named is there at once', async () => {
    const tookMs: number[] = [];
    for (let round = 0; round < 100; round++) {
      const id = await make(false);
      const startMs = performance.now();
      const { status, headers, body } = moved(await call('POST', `/${id}/start`));
      tookMs.push(performance.now() - startMs);
      expect([status, body.status]).toEqual([202, 'pending']);
      const location = String(headers['location']);
      expect(location).toMatch(new RegExp(`^/api/v1/migrations/${id}/runs/run_`));
      const run = await api.call('GET', `/${location}`, { token: ada.token });
      expect([run.status, runSchema.parse(run.body)]).toEqual([200, run.body]);
    }
    expect(tookMs.sort((a, b) => a - b)[98]).toBeLessThan(300); // 99 of 100
  });

  it('goes from run to run by retry, never while one is at work', async () => {
    const id = await make(false);
    expect(await refused(`/${id}/retry`)).toEqual([409, 'conflict']);
    expect(await refused(`/${id}/cancel`)).toEqual([409, 'conflict']);
    expect(await refused(`/${id}/resume`)).toEqual([409, 'conflict']);
    moved(await call('POST', `/${id}/start`));
    expect(await refused(`/${id}/start`)).toEqual([409, 'run_active']);
    expect(await refused(`/${id}/retry`)).toEqual([409, 'run_active']);
    expect(await refused(`/${id}/resume`)).toEqual([409, 'conflict']);
    expect(moved(await call('POST', `/${id}/cancel`)).body).toMatchObject({ status: 'cancelled', phase: null });
    expect(await refused(`/${id}/cancel`)).toEqual([409, 'conflict']);
    expect(await refused(`/${id}/start`)).toEqual([409, 'conflict']);
    expect(moved(await call('POST', `/${id}/retry`)).body).toMatchObject({ status: 'pending', completed_at: null });
    expect(await runsOf(id)).toMatchObject([
      { number: 1, cause: 'start', status: 'cancelled' },
      { number: 2, cause: 'retry', status: 'pending' },
    ]);
  });

  it('goes on where it waits, with the same run', async () => {
    const id = await make(true);
    const [run] = await runsOf(id);
    await sql(`UPDATE runs SET status = 'running' WHERE id = $1`, run.id);
    await sql(`UPDATE runs SET status = 'waiting' WHERE id = $1`, run.id);
    await sql(`UPDATE migrations SET status = 'waiting' WHERE id = $1`, id);
    const { status, headers } = moved(await call('POST', `/${id}/resume`));
    expect([status, headers['location']]).toEqual([202, `/api/v1/migrations/${id}/runs/${run.id}`]);
    expect(await runsOf(id)).toMatchObject([{ id: run.id, status: 'pending' }]);
  });

  it.each(['start', 'cancel', 'resume', 'retry'])('takes %s with one Idempotency-Key once', async (move) => {
    const id = await make(move === 'cancel' || move === 'resume');
    const [run] = await runsOf(id);
    if (move === 'resume') {
      await sql(`UPDATE runs SET status = 'running' WHERE id = $1`, run.id);
      await sql(`UPDATE runs SET status = 'waiting' WHERE id = $1`, run.id);
      await sql(`UPDATE migrations SET status = 'waiting' WHERE id = $1`, id);
    }
    if (move === 'retry') {
      await call('POST', `/${id}/start`);
      await call('POST', `/${id}/cancel`);
    }
    const headers = { 'idempotency-key': `${move} once` };
    const answers = await Promise.all([1, 2, 3, 4].map(() => call('POST', `/${id}/${move}`, { headers })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map(({ text, headers: told }) => `${told['location']} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers: told }) => told['idempotency-replayed'] === 'true')).toHaveLength(3);
    const other = await make(true);
    expect(await refused(`/${other}/${move}`, { headers })).toEqual([422, 'idempotency_mismatch']);
  });

  it.each(['start', 'cancel', 'resume', 'retry'])('%s of what is not there is 404, and of an anonymous caller 401', async (move) => {
    expect(await refused(`/mig_00000000000000000000000000/${move}`)).toEqual([404, 'not_found']);
    const id = await make(false);
    expect((await api.call('POST', `/migrations/${id}/${move}`)).status).toBe(401);
  }); // prettier-ignore

  it('is told run by run, newest first, in pages', async () => {
    const id = await make(true);
    for (let round = 0; round < 4; round++) {
      await call('POST', `/${id}/cancel`);
      await call('POST', `/${id}/retry`);
    }
    const numbers: number[] = [];
    let path = `/${id}/runs?limit=2`;
    for (let page = 0; page < 4 && path; page++) {
      const { status, body, headers } = await call('GET', path);
      expect([status, runPageSchema.parse(body)]).toEqual([200, body]);
      numbers.push(...body.data.map(({ number }: { number: number }) => number));
      expect(headers['link'] === undefined).toBe(body.next_cursor === null);
      path = body.next_cursor ? `/${id}/runs?limit=2&cursor=${body.next_cursor}` : '';
    }
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
    const [run] = await runsOf(id);
    const steps = await call('GET', `/${id}/runs/${run.id}/steps`);
    expect([steps.status, stepPageSchema.parse(steps.body).data]).toEqual([200, []]);
  });

  it('hides runs of another migration, however they are asked for', async () => {
    const [mine, other] = [await make(true), await make(true)];
    const [run] = await runsOf(other);
    for (const path of [`/runs/${run.id}`, `/runs/${run.id}/steps`, `/runs/${run.id}/events`, '/runs/run_x', '/runs/run_00000000000000000000000000', `/objects?run=${run.id}`, `/report?run=${run.id}`, `/project.zip?run=${run.id}`, `/findings?run=${run.id}`, `/lineage?run=${run.id}`]) {
      const { status, body } = await call('GET', `/${mine}${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'not_found']);
    }
  }); // prettier-ignore

  it('has no results and no events before they are made', async () => {
    const draft = await make(false);
    for (const path of ['objects', 'objects/0', 'findings', 'lineage', 'report', 'report.html', 'project.zip']) {
      const { status, body } = await call('GET', `/${draft}/${path}`);
      expect([path, status, body.code]).toEqual([path, 409, 'conflict']);
    }
    expect((await call('GET', `/${draft}/events`)).status).toBe(404);
    expect((await call('GET', `/${draft}/models`)).body.data).toEqual([]);
    expect((await call('GET', `/${draft}/models/mod_00000000000000000000000000`)).status).toBe(404);
  });
});
