import { encodeTime } from 'ulid';

/** Rows of one table that nobody needs any more. */
export interface ExpiryRule {
  readonly table: string;
  /** What tells one row from another: the primary key. */
  readonly key: string;
  /** Condition of those that are past; `$1` is its value. */
  readonly past: string;
  readonly value: (nowMs: number) => string | Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** What the API promises of a repeated request. */
const IDEMPOTENCY_MS = DAY_MS;
/** A person can still see that a session ended, and why. */
const ENDED_SESSION_MS = 30 * DAY_MS;

/** The audit log has no rule: it is there to stay. @param usageDays 0 keeps usage for ever */
export function expiryRules(usageDays: number): readonly ExpiryRule[] {
  return [
    {
      table: 'idempotency_keys',
      key: 'workspace_id, user_id, operation, key',
      past: 'created_at < $1::timestamptz',
      value: (nowMs) => new Date(nowMs - IDEMPOTENCY_MS),
    },
    {
      table: 'sessions',
      key: 'id',
      past: 'expires_at < $1::timestamptz',
      value: (nowMs) => new Date(nowMs - ENDED_SESSION_MS),
    },
    ...(usageDays === 0 ? [] : [usageRule(usageDays)]),
  ];
}

/** By the time that is in the id: the primary key finds them. */
function usageRule(days: number): ExpiryRule {
  const value = (nowMs: number): string => `usg_${encodeTime(nowMs - days * DAY_MS).toLowerCase()}`;
  return { table: 'usage_logs', key: 'id', past: 'id < $1::text', value };
}
