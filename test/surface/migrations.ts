/** Migrations and their runs: one that runs to its end, a draft that is moved about, and one that waits. */
import { newId } from '../../src/common/ids.js';
import { ANY, etagOf, happy, STALE, unhappy, type Case, type World } from './cases.js';
import { SERVICE_TOKEN } from './storages.js';

const SOURCE = `CREATE TABLE dbo.Berth (BerthID int PRIMARY KEY, Name nvarchar(40));
GO
CREATE VIEW dbo.NamedBerth AS SELECT BerthID, Name FROM dbo.Berth WHERE Name LIKE 'B%';
GO
CREATE VIEW dbo.BerthNumber AS SELECT BerthID FROM dbo.Berth;`;
const NONE = 'mig_00000000000000000000000000';

type Get = (name: string) => string;
const draft = (get: Get) => ({ token: get('ada'), path: { id: get('draft') } });
const main = (get: Get) => ({ token: get('ada'), path: { id: get('main') } });
const waiting = (get: Get) => ({ token: get('ada'), path: { id: get('waiting') } });
const none = (get: Get) => ({ token: get('ada'), path: { id: NONE } });
const form = (files: Readonly<Record<string, string>>): FormData => {
  const parts = new FormData();
  parts.set('name', 'Uploaded');
  parts.set('auto_start', 'false');
  for (const [name, content] of Object.entries(files)) parts.append('files', new Blob([content]), name);
  return parts;
};

export const MIGRATIONS: readonly Case[] = [
  happy('createMigration', 202, (get) => ({ token: get('ada'), body: { name: 'Berths', source: SOURCE } }), {
    shows: { name: 'Berths', status: 'pending', target: 'duckdb' },
    keep: ({ body }) => ({ main: body.id }),
  }),
  happy('createMigration', 201, (get) => ({ token: get('ada'), form: form({ 'berths.sql': SOURCE }) }), {
    shows: { name: 'Uploaded', status: 'draft', source_kind: 'upload' },
    keep: ({ body }) => ({ draft: body.id }),
  }),
  happy('createMigration', 201, (get) => ({ token: get('ada'), body: { name: 'Waits', source: SOURCE, auto_start: false } }), { keep: ({ body }) => ({ waiting: body.id }) }), // prettier-ignore
  unhappy('createMigration', 'missing_scope', (get) => ({ token: get('reader'), body: { name: 'x', source: SOURCE } })),
  unhappy('createMigration', 'invalid_upload', (get) => ({ token: get('ada'), form: form({ 'a.exe': 'MZ' }) })),
  unhappy('createMigration', 'invalid_metadata', (get) => ({ token: get('ada'), body: { name: 'x', metadata_json: {} } })), // prettier-ignore
  happy('listMigrations', 200, (get) => ({ token: get('reader'), query: { limit: '1' } }), {
    shows: { has_more: true },
  }),
  unhappy('listMigrations', 'not_found', (get) => ({ token: get('bob'), headers: { 'x-workspace-id': get('adaHome') } })), // prettier-ignore
  happy('getMigration', 200, draft, { shows: { status: 'draft' }, keep: (answer) => ({ draftTag: etagOf(answer) }) }),
  happy('getMigration', 304, (get) => ({ ...draft(get), headers: { 'if-none-match': get('draftTag') } })),
  unhappy('getMigration', 'not_found', (get) => ({ ...draft(get), token: get('bob') })),
  happy('updateMigration', 200, (get) => ({ ...draft(get), headers: { 'if-match': get('draftTag') }, body: { name: 'Edited' } }), { shows: { name: 'Edited' } }), // prettier-ignore
  unhappy('updateMigration', 'precondition_failed', (get) => ({ ...draft(get), headers: { 'if-match': get('draftTag') }, body: { name: 'x' } })), // prettier-ignore
];

/** A run that is cancelled, or one that ends before it learns of it, would be a race: `streamEvents` waits for the end in between. */
export const MOVES: readonly Case[] = [
  unhappy('streamEvents', 'not_found', draft),
  unhappy('retryMigration', 'conflict', draft),
  unhappy('runAgents', 'conflict', (get) => ({ token: SERVICE_TOKEN, body: { migration_id: get('draft') } })),
  happy('startMigration', 202, draft, { shows: { status: 'pending' } }),
  unhappy('startMigration', 'run_active', draft),
  unhappy('deleteMigration', 'run_active', (get) => ({ ...draft(get), headers: ANY })),
  happy('cancelMigration', 202, draft),
  happy('streamEvents', 200, draft, { reads: /^event: run.cancelled$/m }),
  unhappy('cancelMigration', 'conflict', draft),
  unhappy('startMigration', 'conflict', draft),
  happy('retryMigration', 202, draft, { shows: { status: 'pending' } }),
  unhappy('retryMigration', 'run_active', draft),
  happy('streamEvents', 200, draft, { reads: /^event: run.completed$/m }),
  happy('getMigration', 200, draft, { shows: { status: 'completed' } }),
  unhappy('updateMigration', 'conflict', (get) => ({ ...draft(get), headers: ANY, body: { target: 'postgres' } })),
  happy('runAgents', 202, (get) => ({ token: SERVICE_TOKEN, body: { migration_id: get('draft') } }), { shows: { status: 'completed' } }), // prettier-ignore
  unhappy('runAgents', 'unauthenticated', (get) => ({ token: get('ada'), body: { migration_id: get('draft') } })),
  unhappy('deleteMigration', 'precondition_failed', (get) => ({ ...draft(get), headers: STALE })),
  happy('deleteMigration', 204, (get) => ({ ...draft(get), headers: ANY })),
  unhappy('resumeMigration', 'conflict', waiting),
  happy('resumeMigration', 202, async (get, world) => {
    await leaveWaiting(world, get('waiting'));
    return waiting(get);
  }, { shows: { status: 'pending' } }), // prettier-ignore
  happy('streamEvents', 200, waiting, { reads: /^event: run.completed$/m }),
  happy('getMigration', 200, waiting, { shows: { status: 'completed' } }),
];

/** No agent asks for a person yet, so no run waits by itself: the database is told that one does. */
async function leaveWaiting({ storage }: World, migrationId: string): Promise<void> {
  await storage.sql(
    `WITH run AS (
       INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status, starts)
       SELECT $1, workspace_id, id, user_id, 1, 'start', 'waiting', 1 FROM migrations WHERE id = $2
     ) UPDATE migrations SET status = 'waiting', current_run_id = $1 WHERE id = $2`,
    [newId('run'), migrationId],
  );
}

const mainRun = (get: Get) => ({ token: get('reader'), path: { id: get('main'), run: get('run') } });
const otherRun = (get: Get) => ({ token: get('ada'), path: { id: get('waiting'), run: get('run') } });

export const RUNS: readonly Case[] = [
  happy('streamEvents', 200, main, { reads: /^event: run.completed$/m, keep: ({ text }) => ({ lastEvent: text.match(/^id: \d+$/gm)?.at(-1)?.slice(4) ?? '' }) }), // prettier-ignore
  happy('streamEvents', 204, (get) => ({ ...main(get), headers: { 'last-event-id': get('lastEvent') } })),
  happy('getMigration', 200, main, { shows: { status: 'completed', success_rate: 1, error: null } }),
  happy('listRuns', 200, main, {
    shows: { data: [{ number: 1, status: 'completed' }] },
    keep: ({ body }) => ({ run: body.data[0].id }),
  }),
  unhappy('listRuns', 'not_found', none),
  happy('getRun', 200, mainRun, { shows: { status: 'completed', cause: 'start' } }),
  unhappy('getRun', 'not_found', otherRun),
  happy('listSteps', 200, (get) => ({ ...mainRun(get), query: { limit: '2' } }), { shows: { has_more: true } }),
  unhappy('listSteps', 'invalid_cursor', (get) => ({ ...mainRun(get), query: { cursor: 'bWFkZSB1cA' } })),
  happy('streamRunEvents', 200, mainRun, { reads: /^event: run.completed$/m }),
  happy('streamRunEvents', 204, (get) => ({ ...mainRun(get), query: { after: get('lastEvent') } })),
  unhappy('streamRunEvents', 'not_found', otherRun),
];
