/** Sees what the engine's probe tells of one object, over as many runs as are wanted. */
import type { QualifiedName } from '../../catalog/catalog.js';
import { unitOf } from '../../engine/queries/objects.js';
import type { JoinOutcome, Probe } from '../../engine/session/run.js';
import type { Outcome } from './requirement.js';

export class OutcomeRecorder implements Probe {
  private readonly seen = new Map<string, Set<Outcome>>();
  private readonly prefix: string;

  /** Places of views that it reads, and of the query that asks, are left out. */
  constructor({ schema, name }: QualifiedName) {
    this.prefix = `${unitOf(schema, name)}#`;
  }

  see(place: string, outcome: boolean | null): void {
    this.add(place, outcome === null ? 'unknown' : outcome ? 'true' : 'false');
  }

  join(place: string, outcome: JoinOutcome): void {
    this.add(place, outcome);
  }

  group(place: string, rows: number): void {
    if (rows > 1) this.add(place, 'several_rows');
  }

  /** @param place `start:end` in the object's text */
  has(place: string, outcome: Outcome): boolean {
    return this.seen.get(this.prefix + place)?.has(outcome) ?? false;
  }

  private add(place: string, outcome: Outcome): void {
    const known = this.seen.get(place);
    if (known) known.add(outcome);
    else if (place.startsWith(this.prefix)) this.seen.set(place, new Set([outcome]));
  }
}
