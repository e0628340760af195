/** The ports within one process: for one that runs alone. All are bounded. */
import { Injectable } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { CounterStore, type Count } from './counter-store.js';
import { KeyValueCache, type CacheKey } from './key-value-cache.js';
import { Revocations, type Revocation, type RevocationListener } from './revocations.js';

const entriesMax = 50_000;
const listenersMax = 100;

/** A map that forgets its oldest entry when it is full. */
class BoundedMap<V> extends Map<string, V> {
  override set(key: string, value: V): this {
    super.delete(key);
    const oldest = this.size >= entriesMax ? this.keys().next() : null;
    if (oldest && !oldest.done) super.delete(oldest.value);
    return super.set(key, value);
  }
}

@Injectable()
export class InProcessCounterStore extends CounterStore {
  private readonly windows = new BoundedMap<{ count: number; endsMs: number }>();

  increment(key: string, windowMs: number, limit: number): Promise<Count> {
    const nowMs = performance.now();
    let window = this.windows.get(key);
    if (!window || window.endsMs <= nowMs) {
      window = { count: 0, endsMs: nowMs + windowMs };
      this.windows.set(key, window);
    }
    window.count++;
    return Promise.resolve({ count: window.count, resetMs: Math.max(1, Math.ceil(window.endsMs - nowMs)), blocked: window.count > limit }); // prettier-ignore
  }

  reset(key: string): Promise<void> {
    this.windows.delete(key);
    return Promise.resolve();
  }
}

@Injectable()
export class InProcessCache extends KeyValueCache {
  private readonly entries = new BoundedMap<{ value: string; endsMs: number }>();

  get(key: CacheKey): Promise<string | null> {
    const entry = this.entries.get(key);
    return Promise.resolve(entry && entry.endsMs > performance.now() ? entry.value : null);
  }

  set(key: CacheKey, value: string, ttlMs: number): Promise<void> {
    this.entries.set(key, { value, endsMs: performance.now() + ttlMs });
    return Promise.resolve();
  }

  delete(key: CacheKey): Promise<void> {
    this.entries.delete(key);
    return Promise.resolve();
  }
}

@Injectable()
export class InProcessRevocations extends Revocations {
  private readonly events = new EventEmitter().setMaxListeners(listenersMax);

  publish(revocation: Revocation): Promise<void> {
    this.events.emit('revoked', revocation);
    return Promise.resolve();
  }

  subscribe(listener: RevocationListener): () => void {
    this.events.on('revoked', listener);
    return () => this.events.off('revoked', listener);
  }
}
