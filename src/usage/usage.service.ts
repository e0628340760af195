import { Injectable } from '@nestjs/common';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import type { TimeRange } from './usage-range.js';
import type { Group, UsageFilters, UsageLogView, UsageSum } from './usage-schemas.js';

/** What rows are summed by; the text of a group, empty where a call has none. */
const GROUP_SQL: Readonly<Record<Group, string>> = {
  day: `to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  key: `coalesce(api_key_id, '')`,
  migration: `coalesce(migration_id, '')`,
  agent: `coalesce(agent, '')`,
};

const sumsBy = (group: Group): string => `
SELECT ${GROUP_SQL[group]} COLLATE "C" AS "group",
  count(*)::integer AS calls,
  (count(*) FILTER (WHERE status >= 400))::integer AS errors,
  coalesce(sum(input_tokens), 0)::double precision AS input_tokens,
  coalesce(sum(output_tokens), 0)::double precision AS output_tokens,
  sum(cost_usd)::text AS cost_usd
FROM usage_logs
WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3
  AND ($4::text IS NULL OR ${GROUP_SQL[group]} COLLATE "C" > $4)
GROUP BY 1 ORDER BY 1 LIMIT $5`;

const LOGS = `
SELECT l.id, l.kind, l.user_id, l.api_key_id, k.name AS api_key_name, l.migration_id, l.agent, l.method, l.route, l.status,
  l.duration_ms, l.input_tokens::double precision, l.output_tokens::double precision, l.cost_usd::text, l.created_at
FROM usage_logs l LEFT JOIN api_keys k ON k.id = l.api_key_id AND k.workspace_id = l.workspace_id
WHERE l.workspace_id = $1 AND l.created_at >= $2 AND l.created_at < $3
  AND ($4::text IS NULL OR l.id COLLATE "POSIX" < $4)
  AND ($5::text IS NULL OR l.kind = $5)
  AND ($6::text IS NULL OR l.user_id = $6)
  AND ($7::text IS NULL OR l.api_key_id = $7)
  AND ($8::text IS NULL OR l.migration_id = $8)
ORDER BY l.id COLLATE "POSIX" DESC LIMIT $9`;

type LogRow = Omit<UsageLogView, 'created_at'> & { readonly created_at: Date };
type LogFilters = Omit<UsageFilters, 'from' | 'to'> & TimeRange;

/** Reads the usage of a workspace. */
@Injectable()
export class UsageService {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** In the order of the groups' names. @param after the name of the last group that was seen */
  async sums(
    workspaceId: string,
    group: Group,
    { from, to }: TimeRange,
    { after, count }: { after: string | null; count: number },
  ): Promise<UsageSum[]> {
    const rows = await this.database.transaction(workspaceId, (manager) =>
      manager.query<UsageSum[]>(sumsBy(group), [workspaceId, from, to, after, count]),
    );
    return rows.map((row) => ({ ...row, group: row.group === '' ? null : row.group }));
  }

  /** Newest first. */
  async logs(
    workspaceId: string,
    { from, to, kind, user_id: userId, api_key_id: keyId, migration_id: migrationId }: LogFilters,
    { beforeId, count }: { beforeId: string | null; count: number },
  ): Promise<UsageLogView[]> {
    const values = [workspaceId, from, to, beforeId, kind ?? null, userId ?? null, keyId ?? null, migrationId ?? null, count]; // prettier-ignore
    const rows = await this.database.transaction(workspaceId, (manager) => manager.query<LogRow[]>(LOGS, values));
    return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
  }
}
