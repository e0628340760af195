import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';

/** What the parent decides about the database at start; nothing of it can change later. */
export interface DatabaseOptions {
  databasePath: string;
  memoryMb: number;
  threads: number;
  /** Off only in tests, to show that the statement allow-list holds by itself. */
  locks: boolean;
}

/** A DuckDB setting, the value it is set to, and how DuckDB reads it back. */
export interface Setting {
  name: string;
  value: string;
  readBack?: (text: string) => boolean;
}

/**
 * In this order (DuckDB docs, "Securing DuckDB"): what needs external access comes first, then the door is closed,
 * then the lock. `temp_directory ''` matters: with a path DuckDB spills to disk even with external access off.
 * DuckDB rewrites the memory limit in its own unit, so there only the presence of a limit can be compared.
 * Uncompressed: bit packing and dictionaries write what memory happened to hold where a value is NULL, so that the same rows never gave
 * the same file twice (measured with 1.5.6); it would also hand memory of this process to whoever gets the file.
 */
export function lockSettings(options: DatabaseOptions): Setting[] {
  return [
    { name: 'allow_community_extensions', value: 'false' },
    { name: 'autoinstall_known_extensions', value: 'false' },
    { name: 'autoload_known_extensions', value: 'false' },
    { name: 'allow_persistent_secrets', value: 'false' },
    { name: 'allow_unredacted_secrets', value: 'false' },
    { name: 'temp_directory', value: '' },
    { name: 'threads', value: String(options.threads) },
    { name: 'memory_limit', value: `${options.memoryMb}MiB`, readBack: (text) => isMemory(text, options.memoryMb) },
    { name: 'TimeZone', value: 'UTC' },
    { name: 'force_compression', value: 'uncompressed' },
    { name: 'enable_external_access', value: 'false' },
    { name: 'lock_configuration', value: 'true' },
  ];
}

/** Settings that are walls, not limits: left out when a test takes the locks away. */
const WALL_SETTINGS: ReadonlySet<string> = new Set(['enable_external_access', 'lock_configuration']);

/** A file of many small tables takes at least one block a table: with DuckDB's default of 256 KiB seven times the space. */
const SMALLEST_BLOCK_BYTES = '16384';

export interface LockedDatabase {
  instance: DuckDBInstance;
  connection: DuckDBConnection;
  /** The settings as DuckDB itself read them back. */
  settings: Record<string, string>;
}

/**
 * Opens the one database of this process and locks it down. Each setting is read back.
 * @throws SandboxError `sandbox_refused` when a setting did not take: nothing may run then
 */
export async function openLockedDatabase(options: DatabaseOptions): Promise<LockedDatabase> {
  // Threads from the start: one per core, as DuckDB would begin with, may not fit into the address space of the child.
  const instance = await DuckDBInstance.create(options.databasePath, {
    threads: String(options.threads),
    default_block_size: SMALLEST_BLOCK_BYTES,
  });
  const connection = await instance.connect();
  const wanted = lockSettings(options).filter(({ name }) => options.locks || !WALL_SETTINGS.has(name));
  for (const { name, value } of wanted) await connection.run(`SET ${name} = '${value}'`);
  const settings = await readSettings(connection, wanted);
  checkReadBack(wanted, settings);
  return { instance, connection, settings };
}

/**
 * Compares what was set with what DuckDB says it has.
 * @throws SandboxError `sandbox_refused` at the first setting that differs or is missing
 */
export function checkReadBack(wanted: readonly Setting[], settings: Readonly<Record<string, string>>): void {
  for (const { name, value, readBack } of wanted) {
    const text = settings[name];
    if (text !== undefined && (readBack ? readBack(text) : text === value)) continue;
    throw new SandboxError({
      code: 'sandbox_refused',
      publicText: `The sandbox could not be locked down: DuckDB reports ${name} = ${text ?? 'nothing'}.`,
    });
  }
}

async function readSettings(connection: DuckDBConnection, wanted: readonly Setting[]): Promise<Record<string, string>> {
  const names = wanted.map(({ name }) => `'${name}'`).join(', ');
  const read = await connection.runAndReadAll(
    `SELECT name, coalesce(value, '') FROM duckdb_settings() WHERE name IN (${names}) ORDER BY name`,
  );
  return Object.fromEntries(z.array(z.tuple([z.string(), z.string()])).parse(read.getRowsJson()));
}

const MEMORY_UNITS: Record<string, number> = { bytes: 1 / 2 ** 20, KiB: 1 / 1024, MiB: 1, GiB: 1024, TiB: 2 ** 20 };

/** `1.0 GiB` for 1024: DuckDB rounds to one decimal, so 6 % of leeway covers it. */
function isMemory(text: string, memoryMb: number): boolean {
  const [amount, unit] = text.split(' ');
  const readMb = Number(amount) * (MEMORY_UNITS[unit ?? ''] ?? Number.NaN);
  return Math.abs(readMb - memoryMb) <= memoryMb * 0.06;
}
