/** What the run of the main migration left, and an edit of one of its models. */
import { etagOf, happy, STALE, unhappy, type Case } from './cases.js';

type Get = (name: string) => string;
const main = (get: Get) => ({ token: get('reader'), path: { id: get('main') } });
/** Asked by somebody else. */
const theirs = (get: Get) => ({ token: get('bob'), path: { id: get('main') } });
const of = (get: Get, names: Readonly<Record<string, string>>) => ({ token: get('ada'), path: { id: get('main'), ...names } }); // prettier-ignore

/** Asked of a draft, before anything ran. */
export const NO_RESULTS: readonly Case[] = [
  'listObjects',
  'listFindings',
  'getLineage',
  'getReport',
  'getReportPage',
  'downloadProject',
].map((operation) => unhappy(operation, 'conflict', (get) => ({ token: get('ada'), path: { id: get('waiting') } })));

export const RESULTS: readonly Case[] = [
  happy('listObjects', 200, (get) => ({ ...main(get), query: { limit: '1' } }), {
    shows: { has_more: true },
    keep: ({ body }) => ({ object: body.data[0].id }),
  }),
  unhappy('listObjects', 'invalid_request', (get) => ({ ...main(get), query: { kind: 'none' } })),
  happy('getObject', 200, (get) => of(get, { object: get('object') })),
  unhappy('getObject', 'not_found', (get) => of(get, { object: '999' })),
  happy('listFindings', 200, main),
  unhappy('listFindings', 'invalid_request', (get) => ({ ...main(get), query: { severity: 'bad' } })),
  happy('getLineage', 200, main),
  unhappy('getLineage', 'not_found', theirs),
  happy('getReport', 200, main),
  unhappy('getReport', 'not_found', theirs),
  happy('getReportPage', 200, main, { reads: /^<!doctype html>/i }),
  unhappy('getReportPage', 'not_found', theirs),
  happy('downloadProject', 200, main, { reads: /^PK/, keep: (answer) => ({ projectTag: etagOf(answer) }) }),
  happy('downloadProject', 304, (get) => ({ ...main(get), headers: { 'if-none-match': get('projectTag') } })),
  unhappy('downloadProject', 'not_found', theirs),
];

const modelOf = (get: Get) => of(get, { model: get('model') });
const edit = (get: Get) => ({ sql_code: `${get('modelSql')}\n-- looked at\n` });

export const MODELS: readonly Case[] = [
  happy('listModels', 200, (get) => ({ ...main(get), query: { limit: '1' } }), {
    shows: { has_more: true },
    keep: ({ body }) => ({ model: body.data[0].id }),
  }),
  unhappy('listModels', 'not_found', theirs),
  happy('getModel', 200, modelOf, {
    shows: { version: 1, author_kind: 'compiler' },
    keep: (answer) => ({ modelTag: etagOf(answer), modelSql: answer.body.sql_code }),
  }),
  unhappy('getModel', 'not_found', (get) => of(get, { model: 'mod_00000000000000000000000000' })),
  unhappy('updateModel', 'missing_scope', (get) => ({ ...modelOf(get), token: get('reader'), headers: STALE, body: edit(get) })), // prettier-ignore
  unhappy('updateModel', 'precondition_failed', (get) => ({ ...modelOf(get), headers: STALE, body: edit(get) })),
  unhappy('updateModel', 'precondition_required', (get) => ({ ...modelOf(get), body: edit(get) })),
  happy('updateModel', 202, (get) => ({ ...modelOf(get), headers: { 'if-match': get('modelTag') }, body: edit(get) }), {
    shows: { version: 2, author_kind: 'human' },
  }),
  happy('streamEvents', 200, main, { reads: /^event: run.completed$/m }),
  happy('getMigration', 200, main, { shows: { status: 'completed' } }),
  happy('getModel', 200, modelOf, { shows: { version: 2, status: 'proved', author_kind: 'human' } }),
];
