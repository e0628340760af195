/** What was taken away: a session, a key, all that a user has, or a membership. */
export interface Revocation {
  readonly kind: 'session' | 'api_key' | 'user' | 'membership';
  readonly id: string;
}

export type RevocationListener = (revocation: Revocation | 'missed') => void;

/**
 * Port: tells every process what was revoked, so that each empties what it remembers. Delivery is quick but not certain: what
 * is remembered must also grow old by itself. After an interruption listeners hear `missed` and forget everything.
 */
export abstract class Revocations {
  abstract publish(revocation: Revocation): Promise<void>;
  /** @returns a function that ends the subscription */
  abstract subscribe(listener: RevocationListener): () => void;
}
