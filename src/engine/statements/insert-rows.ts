/** Rows for a table out of given values: what is not given comes from identity, default or NULL. */
import { NotInEngine, SqlError } from '../errors.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';
import { completed, expressionsOf, storing } from './rows.js';
import { converter } from '../conversion/convert.js';

/** `undefined`: the column's default. */
export type Given = readonly (Value | undefined)[];

/** Positions of the columns that are given. @throws SqlError 207, 264, 271, 8101 */
export function givenPositions(
  table: StoredTable,
  names: readonly string[],
  width: number,
  activation: Activation,
): number[] {
  const isExplicit = activation.session.identityInsert === table;
  if (names.length === 0) {
    if (isExplicit)
      throw new SqlError(8101, `An explicit value for the identity column in table '${table.fullName}' can only be specified when a column list is used and IDENTITY_INSERT is ON.`); // prettier-ignore
    const open = [...table.columns.keys()].filter((at) => !table.columns[at]?.identity && !table.columns[at]?.computed);
    const withoutVersion = open.filter((at) => table.columns[at]?.type.base !== 'rowversion');
    return withoutVersion.length === width ? withoutVersion : open;
  }
  const positions = names.map((name) => {
    const at = table.positionOf(name);
    if (at < 0) throw new SqlError(207, `Invalid column name '${name}'.`);
    if (table.columns[at]?.computed)
      throw new SqlError(271, `The column "${name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`); // prettier-ignore
    return at;
  });
  requireOnce(positions, names);
  return positions;
}

function requireOnce(positions: readonly number[], names: readonly string[]): void {
  const twice = positions.findIndex((at, index) => positions.indexOf(at) !== index);
  if (twice >= 0)
    throw new SqlError(264, `The column name '${names[twice]}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code.`); // prettier-ignore
}

/** Where identity values come from: the column's own count, or given ones. @throws SqlError 544, 545 */
function requireIdentityRule(table: StoredTable, positions: readonly number[], { session }: Activation): void {
  const at = table.columns.findIndex(({ identity }) => identity !== null);
  if (at < 0) return;
  const isGiven = positions.includes(at);
  const isExplicit = session.identityInsert === table;
  if (isGiven && !isExplicit)
    throw new SqlError(544, `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`); // prettier-ignore
  if (!isGiven && isExplicit)
    throw new SqlError(545, `Explicit value must be specified for identity column in table '${table.name}' either when IDENTITY_INSERT is set to ON or when a replication user is inserting into a NOT FOR REPLICATION identity column.`); // prettier-ignore
}

/** @throws SqlError 273: only the engine gives a rowversion */
function refuseVersion(value: Value): null {
  if (value === null) return null;
  throw new SqlError(273, 'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.'); // prettier-ignore
}

/** @param types of the given values, by position in `positions` */
export function rowsToAdd(
  table: StoredTable,
  positions: readonly number[],
  types: readonly Type[],
  given: readonly Given[],
  activation: Activation,
): Row[] {
  requireIdentityRule(table, positions, activation);
  const { run } = activation;
  const { defaults } = expressionsOf(table, activation);
  const stores = positions.map((at, index) => {
    const [column, type] = [table.columns[at], types[index]];
    if (!column || !type) throw new SqlError(213, 'Column name or number of supplied values does not match table definition.'); // prettier-ignore
    if (column.type.base === 'rowversion') return refuseVersion;
    return storing(type, column, table, run);
  });
  const defaultOf = (at: number): Value => {
    const [column, bound] = [table.columns[at], defaults[at]];
    if (!column || !bound) return null;
    return storing(bound.type, column, table, run)(bound.evaluate({ row: [], outer: null }, run));
  };
  const open = [...table.columns.keys()].filter((at) => !positions.includes(at));
  return given.map((values) => {
    run.step();
    const row: Value[] = table.columns.map(() => null);
    for (const [index, at] of positions.entries()) {
      const value = values[index];
      row[at] = value === undefined ? defaultOf(at) : (stores[index]?.(value) ?? null);
    }
    for (const at of open) row[at] = table.columns[at]?.identity ? nextIdentity(table, at, activation) : defaultOf(at);
    noteExplicitIdentity(table, row, positions, activation);
    return completed(row, table, activation);
  });
}

/** @throws SqlError 8115 after the last value of the column's type */
function nextIdentity(table: StoredTable, at: number, { session, run }: Activation): Value {
  const column = table.columns[at];
  const identity = column?.identity;
  if (!column || !identity) throw new NotInEngine('ENGINE-IDENTITY', 'an identity without a column');
  const next = identity.last === null ? identity.seed : identity.last + identity.increment;
  const value = converter({ base: 'decimal', precision: 38, scale: 0 }, column.type, { kind: 'implicit' })(next, run);
  identity.last = next;
  session.scopeIdentity = next;
  session.lastIdentity = next;
  return value;
}

/** A greater value than any before moves the count on. */
function noteExplicitIdentity(
  table: StoredTable,
  row: Row,
  positions: readonly number[],
  { session }: Activation,
): void {
  const at = table.columns.findIndex(({ identity }) => identity !== null);
  const identity = table.columns[at]?.identity;
  const value = row[at];
  if (!identity || !positions.includes(at) || (typeof value !== 'number' && typeof value !== 'bigint')) return;
  const given = BigInt(value);
  const isBeyond = identity.last === null || (identity.increment > 0n ? given > identity.last : given < identity.last);
  if (isBeyond) identity.last = given;
  session.scopeIdentity = given;
  session.lastIdentity = given;
}
