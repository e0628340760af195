/** Chance from a seed: the same seed makes the same cases on every machine. */

/** Source of the steps: "mulberry32", a generator of 32 bits in the public domain. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** At least 0, under 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** @throws RangeError for an empty list */
  pick<Item>(items: readonly Item[]): Item {
    const index = Math.floor(this.next() * items.length);
    if (index >= items.length) throw new RangeError('nothing to pick from');
    // The index is within the list, whatever its items may be.
    return items[index] as Item;
  }

  /** By weight; items of weight 0 are never taken. */
  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    const total = items.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.next() * total;
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return this.pick(items);
  }

  /** Some of the items, at least `atLeast`, in their order. */
  some<Item>(items: readonly Item[], share: number, atLeast = 1): Item[] {
    const taken = items.filter(() => this.chance(share));
    while (taken.length < Math.min(atLeast, items.length)) {
      const extra = this.pick(items);
      if (!taken.includes(extra)) taken.push(extra);
    }
    return taken;
  }
}
