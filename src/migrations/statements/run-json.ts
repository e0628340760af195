/** A run as JSON text, built by PostgreSQL: nothing of it becomes an object here. The contract test holds it to the schema. */

/** A moment as RFC 3339 in UTC with milliseconds, as `Date.toISOString` writes it. */
const isoText = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** JSON of a row of `runs` that goes by the alias `r`. */
export const RUN_JSON = `json_build_object(
  'id', r.id, 'migration_id', r.migration_id, 'workspace_id', r.workspace_id, 'user_id', r.user_id, 'number', r.number,
  'cause', r.cause, 'status', r.status, 'phase', r.phase,
  'progress', json_build_object('done', r.progress_done, 'total', r.progress_total),
  'success_rate', r.success_rate, 'proved_rate', r.proved_rate, 'models_generated', r.models_generated,
  'error', CASE WHEN r.error_code IS NULL THEN NULL ELSE json_build_object('code', r.error_code, 'message', r.error_message) END,
  'created_at', ${isoText('r.created_at')}, 'started_at', ${isoText('r.started_at')}, 'completed_at', ${isoText('r.completed_at')})`;
