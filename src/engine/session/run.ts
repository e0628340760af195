/** One execution: what it may read of the world, its settings, and its bounds. Everything that could differ from run to run is an input. */
import { EngineLimit, type NotInEngine } from '../errors.js';

export interface Limits {
  /** Rows of one relation, intermediate ones too. */
  readonly rows: number;
  /** Rows looked at, expressions' loops, characters made by REPLICATE: all that takes time. */
  readonly steps: number;
  /** Milliseconds by `Surroundings.elapsedMs`. */
  readonly timeMs: number;
  /** Characters or bytes of one value. */
  readonly valueLength: number;
}

/** Values in the rows of one relation, for each row that it may have: wide rows are fewer. */
const widthMean = 10;
/** How much longer than one value all long values may be that a statement makes. */
const valuesAtOnce = 32;
/** Shorter ones are counted by the rows they stand in. */
const longValue = 1024;

/** Values that may be held in rows at once. */
export const cellsMax = ({ rows }: Limits): number => rows * widthMean;

export const DEFAULT_LIMITS: Limits = { rows: 5_000_000, steps: 200_000_000, timeMs: 60_000, valueLength: 16_000_000 };

/** Null: as the file itself shows. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'windows-1252' | null;

/** What a real server would take from its machine. */
export interface Surroundings {
  /** Of GETDATE and its like: UTC, in units of 100 ns since 0001-01-01. One moment for a whole statement. */
  readonly nowUtc: bigint;
  readonly offsetMinutes: number;
  readonly user: string;
  /** Of SYSTEM_USER and SUSER_NAME; the user where it is left out. */
  readonly login?: string;
  readonly database: string;
  readonly server: string;
  /** @@SPID; left out: the first of a server's users. */
  readonly sessionId?: number;
  /** At least 0, under 1. */
  readonly random: () => number;
  /** Milliseconds since some moment, for the bound on time only. */
  readonly elapsedMs: () => number;
  /** Queries that are combined are read from the last to the first, and of equal texts another one is shown: what differs then depends on what nobody promised. */
  readonly readsBackwards?: boolean;
  /** Text of a file that a script names, null when there is none. Left out: the engine reads no files. */
  readonly readFile?: (path: string, encoding: FileEncoding) => string | null;
}

/** SET options and what else a session remembers; changed by statements. */
export interface Settings {
  language: string;
  /** 1 Monday to 7 Sunday; us_english has 7. */
  dateFirst: number;
  dateFormat: 'mdy' | 'dmy' | 'ymd' | 'ydm' | 'myd' | 'dym';
  ansiNulls: boolean;
  ansiWarnings: boolean;
  arithAbort: boolean;
  concatNullYieldsNull: boolean;
  quotedIdentifier: boolean;
  rowCount: number;
  textSize: number;
  xactAbort: boolean;
  noCount: boolean;
}

export const defaultSettings = (): Settings => ({
  language: 'us_english',
  dateFirst: 7,
  dateFormat: 'mdy',
  ansiNulls: true,
  ansiWarnings: true,
  arithAbort: true,
  concatNullYieldsNull: true,
  quotedIdentifier: true,
  rowCount: 0,
  textSize: -1,
  xactAbort: false,
  noCount: false,
});

const timeEverySteps = 4096;

/** Handed to everything that is evaluated. */
export class Run {
  private steps = 0;
  private nextTimeCheck = timeEverySteps;
  /** Characters and bytes of the long values made by the statement at hand. */
  private made = 0;
  private readonly startedMs: number;
  /** `@name` and `@@name`, by lower-case name. */
  readonly variables = new Map<string, import('../values/value.js').Value>();
  /** What a probe wants to see of predicates, by their place in the source; null when nobody looks. */
  probe: Probe | null = null;
  /** What functions ask of the session around; null where a query runs without one. */
  session: SessionView | null = null;

  constructor(
    readonly surroundings: Surroundings,
    readonly settings: Settings = defaultSettings(),
    readonly limits: Limits = DEFAULT_LIMITS,
    private readonly around: Run | null = null,
  ) {
    this.startedMs = surroundings.elapsedMs();
  }

  /** For the body of a routine: variables of its own, the same bounds. */
  nested(): Run {
    const inner = new Run(this.surroundings, this.settings, this.limits, this);
    inner.session = this.session;
    inner.probe = this.probe;
    return inner;
  }

  /** To be called for each row looked at. @throws EngineLimit */
  step(count = 1): void {
    if (this.around) return this.around.step(count);
    this.steps += count;
    if (this.steps < this.nextTimeCheck) return;
    this.nextTimeCheck = this.steps + timeEverySteps;
    if (this.steps > this.limits.steps)
      throw new EngineLimit('ENGINE-LIMIT-STEPS', `more than ${this.limits.steps} steps`);
    this.requireTime();
  }

  /** To be called where much may happen between steps. @throws EngineLimit */
  requireTime(): void {
    if (this.around) return this.around.requireTime();
    if (this.surroundings.elapsedMs() - this.startedMs > this.limits.timeMs)
      throw new EngineLimit('ENGINE-LIMIT-TIME', `longer than ${this.limits.timeMs} ms`);
  }

  /** A statement of a batch begins: what the one before made is not held any more. */
  beginStatement(): void {
    this.requireTime();
    if (!this.around) this.made = 0;
  }

  /** Of a relation that grows. @param width values in a row @throws EngineLimit */
  requireRows(count: number, width = 1): void {
    if (count > this.limits.rows) throw new EngineLimit('ENGINE-LIMIT-ROWS', `more than ${this.limits.rows} rows`);
    if (count * width > cellsMax(this.limits))
      throw new EngineLimit('ENGINE-LIMIT-MEMORY', `more than ${cellsMax(this.limits)} values in rows`);
  }

  /** Of a value about to be made. @throws EngineLimit */
  requireLength(length: number): void {
    if (length > this.limits.valueLength)
      throw new EngineLimit('ENGINE-LIMIT-MEMORY', `a value longer than ${this.limits.valueLength}`);
    if (length >= longValue) this.make(length);
  }

  private make(length: number): void {
    if (this.around) return this.around.make(length);
    this.made += length;
    const most = this.limits.valueLength * valuesAtOnce;
    if (this.made > most)
      throw new EngineLimit('ENGINE-LIMIT-MEMORY', `long values of more than ${most} in a statement`);
  }
}

/** What ERROR_NUMBER(), OBJECT_ID(), XACT_STATE() and SCOPE_IDENTITY() answer from. */
export interface SessionView {
  /** Of the CATCH block at hand; null outside of one. */
  readonly caught: CaughtError | null;
  /** 1 in a transaction, -1 in one that can only be rolled back, 0 outside. */
  readonly transactionState: -1 | 0 | 1;
  readonly scopeIdentity: bigint | null;
  /** Null: not set. An error: not known any more. */
  readonly contextInfo: Uint8Array | NotInEngine | null;
  /** Last identity of a table, its seed before the first; null for what is no table with an identity column. */
  identityOf(table: string): { readonly last: bigint; readonly seed: bigint; readonly increment: bigint } | null;
  /** @param type `U`, `V`, `P`, `FN`, `IF`, `TF`, `SO`, `SN`; null for any */
  objectId(name: string, type: string | null): number | null;
  objectName(id: number): string | null;
  /** Of a table or view. @param columnId the first is 1 */
  columnName(objectId: number, columnId: number): string | null;
  /** Of a type that a person made. @param schema null: the caller's own */
  typeId(schema: string | null, name: string): number | null;
  typeName(id: number): string | null;
  schemaId(name: string): number | null;
  schemaName(id: number): string | null;
}

export interface CaughtError {
  readonly number: number;
  readonly message: string;
  readonly severity: number;
  readonly state: number;
  readonly line: number | null;
  readonly procedure: string | null;
}

/** Sees the outcome of each predicate: the strength of a proof is counted from it. */
export interface Probe {
  /** @param place the predicate's span: `start:end` in the text of the batch, `schema.name#start:end` in a view or function */
  see(place: string, outcome: boolean | null): void;
  /** What became of a row of one side. @param place of the join or APPLY */
  join(place: string, outcome: JoinOutcome): void;
  /** @param place of GROUP BY, or of the SELECT without one @param rows of one group */
  group(place: string, rows: number): void;
}

export type JoinOutcome = 'matched' | 'left_unmatched' | 'right_unmatched';
