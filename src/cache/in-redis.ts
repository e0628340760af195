/** The ports on Redis: for processes that share what they count and remember. */
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { withinTime } from '../common/within-time.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { CountersAwayError, CounterStore, type Count } from './counter-store.js';
import { KeyValueCache, type CacheKey } from './key-value-cache.js';
import { Revocations, type Revocation, type RevocationListener } from './revocations.js';

const PREFIX = 'datamigrate';
const CHANNEL = `${PREFIX}:revocations`;
const logPauseMs = 60_000;
/** What takes longer to be remembered is quicker asked for anew. */
const cacheTimeoutMs = 100;

/** Count and window in one step: two commands could leave a counter without an end. One that has none gets it. */
const INCREMENT = `
local count = redis.call('INCR', KEYS[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl >= 0 then return { count, ttl } end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { count, tonumber(ARGV[1]) }`;

const countedSchema = z.tuple([z.number(), z.number()]);

@Injectable()
export class RedisCounterStore extends CounterStore {
  constructor(private readonly redis: RedisConnections) {
    super();
  }

  async increment(key: string, windowMs: number, limit: number): Promise<Count> {
    const answer = await this.attempt(this.redis.commands.eval(INCREMENT, 1, this.name(key), windowMs));
    const [count, ttlMs] = countedSchema.parse(answer);
    return { count, resetMs: Math.max(1, ttlMs), blocked: count > limit };
  }

  async reset(key: string): Promise<void> {
    await this.attempt(this.redis.commands.del(this.name(key)));
  }

  private name(key: string): string {
    return `${PREFIX}:count:${key}`;
  }

  private attempt(command: Promise<unknown>): Promise<unknown> {
    return command.catch((cause: unknown) => {
      throw new CountersAwayError('the counters in Redis cannot be reached', { cause });
    });
  }
}

@Injectable()
export class RedisCache extends KeyValueCache {
  private readonly logger = new Logger('cache');
  private lastLogMs = -logPauseMs;

  constructor(private readonly redis: RedisConnections) {
    super();
  }

  async get(key: CacheKey): Promise<string | null> {
    return (await this.attempt(() => this.redis.commands.get(this.name(key)))) ?? null;
  }

  async set(key: CacheKey, value: string, ttlMs: number): Promise<void> {
    await this.attempt(() => this.redis.commands.set(this.name(key), value, 'PX', Math.max(1, Math.round(ttlMs))));
  }

  async delete(key: CacheKey): Promise<void> {
    await this.attempt(() => this.redis.commands.del(this.name(key)));
  }

  private name(key: CacheKey): string {
    return `${PREFIX}:cache:${key}`;
  }

  /** A Redis that is away is a miss; said once a minute, not once a request. */
  private async attempt<T>(command: () => Promise<T>): Promise<T | null> {
    try {
      return await withinTime(cacheTimeoutMs, command);
    } catch (error) {
      if (performance.now() - this.lastLogMs > logPauseMs) {
        this.lastLogMs = performance.now();
        this.logger.warn({ msg: 'the cache in Redis does not answer', error: String(error) });
      }
      return null;
    }
  }
}

const revocationSchema = z.object({ kind: z.enum(['session', 'api_key', 'user', 'membership']), id: z.string() });

@Injectable()
export class RedisRevocations extends Revocations implements OnModuleInit {
  private readonly logger = new Logger('revocations');
  private readonly listeners = new Set<RevocationListener>();

  constructor(private readonly redis: RedisConnections) {
    super();
  }

  onModuleInit(): void {
    const subscriber = this.redis.subscriber();
    subscriber.on('message', (_channel: string, text: string) => this.tell(parsed(text)));
    // Once for the first connection, when nobody has anything to forget, and again after every interruption.
    subscriber.on('ready', () => {
      subscriber.subscribe(CHANNEL).then(
        () => this.tell('missed'),
        (error: unknown) => this.logger.warn({ msg: 'not subscribed', error: String(error) }),
      );
    });
  }

  /** Listeners of this process hear it at once; a failure is not one of the change: memories grow old by themselves. */
  async publish(revocation: Revocation): Promise<void> {
    this.tell(revocation);
    await this.redis.commands.publish(CHANNEL, JSON.stringify(revocation)).catch((error: unknown) => {
      this.logger.warn({ msg: 'a revocation was not published', error: String(error) });
    });
  }

  subscribe(listener: RevocationListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(revocation: Revocation | 'missed'): void {
    for (const listener of this.listeners) listener(revocation);
  }
}

/** What cannot be read may have been anything: everything is forgotten. */
function parsed(text: string): Revocation | 'missed' {
  try {
    return revocationSchema.parse(JSON.parse(text));
  } catch {
    return 'missed';
  }
}
