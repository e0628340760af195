import type { Bucket } from '../common/http/operation.js';
import type { RateLimits } from '../config/settings.js';

/** What the limits are counted over; the settings say "a minute". */
export const LIMIT_WINDOW_MS = 60_000;

export interface Rule {
  readonly bucket: Bucket;
  /** Calls in a window. */
  readonly limit: number;
  readonly windowMs: number;
  /** Header `RateLimit-Policy`. */
  readonly policy: string;
}

/** The limit of each bucket, made once. */
export class RateLimitRules {
  private readonly rules: ReadonlyMap<Bucket, Rule>;

  /** @param limits 0 for none */
  constructor(limits: RateLimits, windowMs = LIMIT_WINDOW_MS) {
    const buckets = ['login', 'write', 'read', 'run_start'] as const;
    this.rules = new Map(
      buckets
        .filter((bucket) => limits[bucket] > 0)
        .map((bucket) => [bucket, ruleOf(bucket, limits[bucket], windowMs)]),
    );
  }

  /** Undefined where nothing is counted. */
  of(bucket: Bucket): Rule | undefined {
    return this.rules.get(bucket);
  }

  all(): Rule[] {
    return [...this.rules.values()];
  }
}

function ruleOf(bucket: Bucket, limit: number, windowMs: number): Rule {
  return { bucket, limit, windowMs, policy: `"${bucket}";q=${limit};w=${Math.ceil(windowMs / 1000)}` };
}
