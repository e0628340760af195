/** The statement of a list: one for each kind of order and filters, so that PostgreSQL keeps a plan for each. */
import type { Statement } from '../../database/workspace-database.js';
import type { MigrationListQuery, SORTS } from '../schemas/migration-schemas.js';
import { MIGRATION_JSON } from './migration-json.js';

type Sort = (typeof SORTS)[number];

/** The order that only the indexes by workspace have: see the schema. */
const TIME = 'id COLLATE "POSIX"';

/** What a page is ordered by: the id, which is the time; or the name, then the id. The key of its last row as texts, for the cursor. */
const ORDERS: Readonly<
  Record<Sort, { readonly by: string; readonly key: string; readonly after: (at: number) => string }>
> = {
  '-created_at': { by: `${TIME} DESC`, key: 'ARRAY[id]', after: (at) => `${TIME} < $${at}` },
  created_at: { by: TIME, key: 'ARRAY[id]', after: (at) => `${TIME} > $${at}` },
  name: { by: 'lower(name) COLLATE "C", id', key: 'ARRAY[lower(name), id]', after: (at) => `(lower(name) COLLATE "C", id) > ($${at}, $${at + 1})` }, // prettier-ignore
  '-name': { by: 'lower(name) COLLATE "C" DESC, id DESC', key: 'ARRAY[lower(name), id]', after: (at) => `(lower(name) COLLATE "C", id) < ($${at}, $${at + 1})` }, // prettier-ignore
};

export interface ListRow {
  /** JSON text of the page's migrations. */
  readonly data: string;
  /** Sort key of the last one; null when the page is empty. */
  readonly last: string[] | null;
  readonly has_more: boolean;
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
  const text = `
    SELECT coalesce(json_agg(${MIGRATION_JSON} ORDER BY n) FILTER (WHERE n <= $2), '[]')::text AS data,
      (SELECT array_agg(k.part) FROM unnest((array_agg(key_of) FILTER (WHERE n = least($2, total)))[1:1]) AS k (part)) AS last,
      coalesce(bool_or(n > $2), false) AS has_more
    FROM (SELECT *, row_number() OVER () AS n, count(*) OVER () AS total
          FROM (SELECT *, ${order.key} AS key_of FROM migrations WHERE ${conditions.join(' AND ')} ORDER BY ${order.by} LIMIT $2 + 1) page) m`;
  return { statement: { name, text }, values };
}
