import type { Delivery } from './outbox.js';

/** Carries the id of a pending run to a worker: by a queue, or by HTTP. At least once; twice is harmless. */
export abstract class RunCarrier {
  /** After so many failures in a row the run fails; null to go on for ever, for a queue that comes back. */
  abstract readonly attemptsMax: number | null;

  /** Resolves when whoever carries it on has it safely. @throws when it must be tried again */
  abstract deliver(delivery: Delivery): Promise<void>;
}
