/** What a tenant owns, one of each kind, and people and keys who must not reach it. */
import { newId } from '../../src/common/ids.js';
import { newPerson, type Person, type TestApi } from '../support/api.js';

/** Ids for the parameters of paths. */
export interface Owned {
  readonly session: string;
  readonly key: string;
  readonly user: string;
  readonly team: string;
  readonly member: string;
  readonly draft: string;
  readonly done: string;
  readonly run: string;
  readonly model: string;
}

export interface World {
  readonly admin: Person;
  readonly owner: Person;
  readonly viewer: Person;
  readonly stranger: Person;
  readonly strangerKey: string;
  /** The workspace that owner and viewer share; every fixture lies in it. */
  readonly team: string;
  readonly revokedKey: string;
  /** The owner's, with every scope but that; of the team. */
  keyWithout(scope: string): string;
  /** New things of the owner's, for one operation. */
  fresh(): Promise<Owned>;
}

const SCOPES = ['migrations:read', 'migrations:write', 'runs:write', 'usage:read'];

export async function newWorld(api: TestApi): Promise<World> {
  const admin = await newPerson(api, 'admin'); // the first of a server
  const [owner, viewer, stranger] = [
    await newPerson(api, 'owner'),
    await newPerson(api, 'viewer'),
    await newPerson(api, 'stranger'),
  ];
  const team = await newTeam(api, owner, viewer);
  const keys = new Map<string, string>();
  for (const scope of SCOPES)
    keys.set(
      scope,
      (
        await newKey(
          api,
          owner,
          SCOPES.filter((other) => other !== scope),
          team,
        )
      ).key,
    );
  const revoked = await newKey(api, owner, SCOPES, team);
  await api.call('DELETE', `/api-keys/${revoked.id}`, {
    token: owner.token,
    headers: { 'x-workspace-id': team, 'if-match': '*' },
  });
  return {
    admin,
    owner,
    viewer,
    stranger,
    strangerKey: (await newKey(api, stranger, SCOPES, stranger.workspaceId)).key,
    team,
    revokedKey: revoked.key,
    keyWithout: (scope) => keys.get(scope) ?? '',
    fresh: () => fresh(api, owner, team),
  };
}

async function newTeam(api: TestApi, owner: Person, viewer: Person): Promise<string> {
  const { body } = await api.call('POST', '/workspaces', { token: owner.token, body: { name: 'Team' } });
  await api.call('POST', `/workspaces/${body.id}/members`, {
    token: owner.token,
    body: { email: viewer.email, role: 'viewer' },
  });
  return body.id;
}

async function newKey(
  api: TestApi,
  { token }: Person,
  scopes: string[],
  workspaceId: string,
): Promise<{ id: string; key: string }> {
  const answer = await api.call('POST', '/api-keys', {
    token,
    body: { name: 'fixture', scopes },
    headers: { 'x-workspace-id': workspaceId },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

let made = 0;

async function fresh(api: TestApi, owner: Person, team: string): Promise<Owned> {
  const { client } = api.database;
  const [draft, done, run, model, session, user, member, other] = [newId('mig'), newId('mig'), newId('run'), newId('mod'), newId('ses'), newId('usr'), newId('usr'), newId('wsp')]; // prettier-ignore
  for (const id of [user, member])
    await client.query(
      `INSERT INTO users (id, email, email_key, name, password_hash) VALUES ($1, $2, $2, 'Fixture', '-')`,
      [id, `fixture-${++made}@example.test`],
    );
  await client.query(`INSERT INTO workspaces (id, name, kind, created_by) VALUES ($1, 'Other team', 'team', $2)`, [
    other,
    owner.id,
  ]);
  await client.query(
    `INSERT INTO workspace_members (workspace_id, user_id, role) VALUES ($1, $2, 'admin'), ($1, $3, 'viewer')`,
    [other, owner.id, member],
  );
  await client.query(`INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`, [
    session,
    owner.id,
  ]);
  await client.query(
    `INSERT INTO migrations (id, workspace_id, user_id, name, source_kind, target, status, current_run_id)
     VALUES ($1, $3, $4, 'draft', 'script', 'duckdb', 'draft', NULL), ($2, $3, $4, 'done', 'script', 'duckdb', 'completed', $5)`,
    [draft, done, team, owner.id, run],
  );
  await client.query(
    `INSERT INTO runs (id, workspace_id, migration_id, user_id, number, cause, status) VALUES ($1, $2, $3, $4, 1, 'start', 'completed')`,
    [run, team, done, owner.id],
  );
  await client.query(
    `INSERT INTO run_events (workspace_id, run_id, seq, type, data) VALUES ($1, $2, 1, 'run.completed', '{}')`,
    [team, run],
  );
  await client.query(
    `INSERT INTO run_objects (workspace_id, run_id, position, name, kind, status, proof, document) VALUES ($1, $2, 0, 'dbo.T', 'table', 'converted', 'executed', '{}')`,
    [team, run],
  );
  await client.query(
    `INSERT INTO artifacts (workspace_id, hash, encoding, media_type, size_bytes, bytes) VALUES ($1, repeat('a', 64), 'identity', 'application/json', 2, '{}') ON CONFLICT DO NOTHING`,
    [team],
  );
  for (const name of ['lineage', 'report_json', 'report_html', 'project_zip'])
    await client.query(
      `INSERT INTO run_artifacts (workspace_id, run_id, name, hash) VALUES ($1, $2, $3, repeat('a', 64))`,
      [team, run, name],
    );
  await client.query(
    `INSERT INTO model_files (id, workspace_id, migration_id, run_id, name, path, sql_code, status, proof, author_kind)
     VALUES ($1, $2, $3, $4, 'm', 'models/m.sql', 'select 1', 'converted', 'executed', 'compiler')`,
    [model, team, done, run],
  );
  const { id: key } = await newKey(api, owner, ['usage:read'], team);
  return { session, key, user, team: other, member, draft, done, run, model };
}
