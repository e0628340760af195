/** What one sandbox may use. Sizes in MB (2^20 bytes), times in ms. */
export interface SandboxLimits {
  /** DuckDB's own `memory_limit`. It does not bound single values, hence the walls below. */
  memoryMb: number;
  /** Resident memory of the child process; over it the child is killed within one watch interval. */
  rssMb: number;
  /** Address space of the child (`RLIMIT_AS`), where `prlimit` exists. */
  addressSpaceMb: number;
  /** Largest file the child may write (`RLIMIT_FSIZE`); 0 applies by itself when the database is in memory. */
  fileMb: number;
  /** DuckDB worker threads, 1 or 2. */
  threads: number;
  /** Wall time of a statement when the request names none. */
  statementTimeoutMs: number;
  /** How long after its time-out a statement may take to obey the interrupt before the child is killed. */
  graceMs: number;
  /** Wall time of opening, saving and closing. */
  lifecycleTimeoutMs: number;
  /** Rows of a result when the request names no limit. */
  rowLimit: number;
  /** Largest result, counted as the UTF-16 length of its rows as JSON. */
  resultMb: number;
  /** How often memory is looked at while a request is under way. */
  watchIntervalMs: number;
}

const DEFAULT_LIMITS: Omit<SandboxLimits, 'rssMb' | 'addressSpaceMb'> = {
  memoryMb: 1024,
  fileMb: 8192,
  threads: 1,
  statementTimeoutMs: 30_000,
  graceMs: 400,
  lifecycleTimeoutMs: 30_000,
  rowLimit: 100_000,
  resultMb: 12,
  watchIntervalMs: 50,
};

/** Fills in the defaults. A Node process with DuckDB rests at about 100 MB resident and 1 GB of address space. */
export function withDefaultLimits(given: Partial<SandboxLimits> = {}): SandboxLimits {
  const memoryMb = given.memoryMb ?? DEFAULT_LIMITS.memoryMb;
  const rssMb = given.rssMb ?? memoryMb + 512;
  return { ...DEFAULT_LIMITS, rssMb, addressSpaceMb: rssMb + 2048, ...given };
}
