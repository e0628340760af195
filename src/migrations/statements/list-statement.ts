/** The statement of a list: one for each kind of order and filters, so that PostgreSQL keeps a plan for each. */
import type { Statement } from '../../database/workspace-database.js';
import type { MigrationListQuery, SORTS } from '../schemas/migration-schemas.js';

type Sort = (typeof SORTS)[number];

/** The order that only the indexes by workspace have: see the schema. */
const TIME = 'id COLLATE "POSIX"';

/** What a page is ordered by: the id, which is the time; or the name, then the id. `key` of its last row is what a cursor holds, as texts. */
const ORDERS: Readonly<
  Record<Sort, { readonly by: string; readonly key: readonly string[]; readonly after: (at: number) => string }>
> = {
  '-created_at': { by: `${TIME} DESC`, key: ['id'], after: (at) => `${TIME} < $${at}` },
  created_at: { by: TIME, key: ['id'], after: (at) => `${TIME} > $${at}` },
  name: { by: 'lower(name) COLLATE "C", id', key: ['lower(name)', 'id'], after: (at) => `(lower(name) COLLATE "C", id) > ($${at}, $${at + 1})` }, // prettier-ignore
  '-name': { by: 'lower(name) COLLATE "C" DESC, id DESC', key: ['lower(name)', 'id'], after: (at) => `(lower(name) COLLATE "C", id) < ($${at}, $${at + 1})` }, // prettier-ignore
};

export interface ListRow {
  /** JSON text of the page's migrations. */
  readonly data: string;
  /** Sort key of the last one; null when nothing follows it. */
  readonly last: string[] | null;
}

/** @param after sort key that the page begins behind; null for the first page */
export function listStatement(
  workspaceId: string,
  { limit, status, q, sort }: MigrationListQuery,
  after: readonly string[] | null,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const order = ORDERS[sort];
  const values: unknown[] = [workspaceId, limit];
  const conditions = ['workspace_id = $1'];
  if (status) conditions.push(`status = $${values.push(status)}`);
  if (q) conditions.push(`name ILIKE $${values.push(`%${q.replace(/[\\%_]/g, '\\$&')}%`)}`);
  if (after) {
    conditions.push(order.after(values.length + 1));
    values.push(...after);
  }
  const name = ['migration_list', sort, status && 's', q && 'q', after && 'a'].filter(Boolean).join('_');
  // The row after the page is only counted: it tells that there is more.
  const last = order.key.map((part) => `(array_agg(${part}))[least($2, count(*))]`);
  const text = `
    SELECT '[' || coalesce(array_to_string((array_agg(json))[1:$2], ','), '') || ']' AS data,
      CASE WHEN count(*) > $2 THEN ARRAY[${last.join(', ')}] END AS last
    FROM (SELECT json, id, name FROM migrations WHERE ${conditions.join(' AND ')} ORDER BY ${order.by} LIMIT $2::integer + 1) page`;
  return { statement: { name, text }, values };
}
