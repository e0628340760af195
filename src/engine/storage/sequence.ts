/** Sequences. Source: Microsoft Learn, "CREATE SEQUENCE (Transact-SQL)". */
import { SqlError } from '../errors.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';

export interface SequenceParts {
  readonly name: string;
  readonly type: Type;
  readonly start: bigint;
  readonly increment: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly cycles: boolean;
}

/** A rollback does not give numbers back. */
export class Sequence {
  /** Null after the last number of a sequence that does not cycle. */
  private upcoming: bigint | null;
  private lastGiven: { readonly row: object; readonly value: Value } | null = null;

  constructor(readonly parts: SequenceParts) {
    this.upcoming = parts.start;
  }

  /**
   * The next number, or once more the one that the same row was given. Source: Microsoft Learn, "NEXT VALUE FOR (Transact-SQL)".
   * @throws SqlError 11728 after the last number
   */
  nextFor(row: object): Value {
    if (this.lastGiven?.row !== row) this.lastGiven = { row, value: this.next() };
    return this.lastGiven.value;
  }

  /** @throws SqlError 11728 after the last number */
  next(): Value {
    const { name, increment, minimum, maximum, cycles, type } = this.parts;
    const value = this.upcoming;
    if (value === null)
      throw new SqlError(11_728, `The sequence object '${name}' has reached its minimum or maximum value. Restart the sequence object to allow new values to be generated.`); // prettier-ignore
    const after = value + increment;
    const isOver = after > maximum || after < minimum;
    if (!isOver) this.upcoming = after;
    else this.upcoming = cycles ? (increment > 0n ? minimum : maximum) : null;
    return type.base === 'bigint' || type.base === 'decimal' ? value : Number(value);
  }

  /** The same place, with other bounds: ALTER SEQUENCE without RESTART. */
  changed(parts: SequenceParts, restart: bigint | null): Sequence {
    const made = new Sequence(parts);
    made.upcoming = restart ?? this.upcoming;
    return made;
  }
}
