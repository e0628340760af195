/** A key of the cache: its space is a workspace or a named part of the system, so that no value is ever read by another workspace. */
export type CacheKey = string & { readonly space: unique symbol };

/** @param space a workspace id, or a name of the system's own such as `session` */
export function cacheKey(space: string, ...parts: readonly string[]): CacheKey {
  return [space, ...parts].map((part) => part.replaceAll(':', '%3A')).join(':') as CacheKey; // the only maker of the type
}

/** Port: texts that may be forgotten at any time. A cache that is away is a cache that misses: no method throws. */
export abstract class KeyValueCache {
  abstract get(key: CacheKey): Promise<string | null>;
  abstract set(key: CacheKey, value: string, ttlMs: number): Promise<void>;
  abstract delete(key: CacheKey): Promise<void>;
}
