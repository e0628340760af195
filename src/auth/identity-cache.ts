import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Revocations, type Revocation } from '../cache/revocations.js';
import type { Identity } from './identity.js';

const entriesMax = 10_000;
/** An identity is asked for again after this long, whatever was heard of revocations: a revoked one is dead within 5 seconds. */
const ageMaxMs = 4_500;

interface Entry {
  readonly identity: Identity;
  readonly endsMs: number;
}

/** Credentials that were verified a moment ago. A revocation takes out what it is about; a missed one takes out everything. */
@Injectable()
export class IdentityCache implements OnApplicationShutdown {
  private readonly entries = new Map<string, Entry>();
  private readonly unsubscribe: () => void;
  /** Counts revocations: what was verified before one is not kept after it. */
  private generation = 0;

  constructor(revocations: Revocations) {
    this.unsubscribe = revocations.subscribe((revocation) => this.revoke(revocation));
  }

  get(credential: string): Identity | undefined {
    const entry = this.entries.get(credential);
    if (!entry) return undefined;
    if (entry.endsMs > Date.now()) return entry.identity;
    this.entries.delete(credential);
    return undefined;
  }

  /** To be taken before a credential is verified, and handed to `keep` after it. */
  mark(): number {
    return this.generation;
  }

  keep(credential: string, identity: Identity, mark: number): void {
    if (mark !== this.generation) return;
    const oldest = this.entries.size >= entriesMax ? this.entries.keys().next() : null;
    if (oldest && !oldest.done) this.entries.delete(oldest.value);
    this.entries.set(credential, { identity, endsMs: Math.min(identity.expiresMs, Date.now() + ageMaxMs) });
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  private revoke(revocation: Revocation | 'missed'): void {
    this.generation++;
    if (revocation === 'missed') return this.entries.clear();
    for (const [credential, { identity }] of this.entries)
      if (isOf(identity, revocation)) this.entries.delete(credential);
  }
}

function isOf({ sessionId, apiKeyId, userId }: Identity, { kind, id }: Revocation): boolean {
  if (kind === 'session') return sessionId === id;
  if (kind === 'api_key') return apiKeyId === id;
  return kind === 'user' && userId === id;
}
