/**
 * What an error ends: its statement, its batch, or what TRY stands around it.
 * Source: Microsoft Learn, "TRY...CATCH (Transact-SQL)", "SET XACT_ABORT (Transact-SQL)", "THROW (Transact-SQL)", "RAISERROR (Transact-SQL)".
 */
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import type { CaughtError } from '../session/run.js';
import type { Activation } from './activation.js';

/** The batch ends; its error was told. */
export class BatchAborted extends Error {}

/** A name was not found when the statement came to be bound: its batch or procedure ends, and no TRY of the same one catches it. */
export class ScopeAborted extends Error {
  constructor(
    readonly error: SqlError,
    readonly activation: Activation,
    /** Whether the client was told. */
    readonly isTold: boolean,
  ) {
    super(error.message);
  }
}

/** Failed conversions, and too deep nesting, end the batch and roll back; RAISERROR and constraint errors do not. */
const ENDS_BATCH = new Set([217, 235, 241, 242, 244, 245, 248, 293, 295, 296, 8114, 8169]);
/** Found when the statement is bound: names, types and forms that do not fit. SQL Server finds them before anything of the batch runs, or late where names may appear in between. */
const ENDS_SCOPE = new Set([104, 109, 110, 116, 120, 121, 137, 141, 145, 147, 174, 189, 195, 206, 207, 208, 209, 213, 243, 257, 264, 402, 529, 4104, 4121, 8116, 8117, 8120, 8155, 8158, 8159, 10_709]); // prettier-ignore

/** @param statement the one that failed, whose changes are taken back already @throws what ends more than the statement */
export function afterError(error: SqlError, statement: Statement, activation: Activation): void {
  const { session } = activation;
  session.errorNumber = error.number;
  const isNew = !session.places.has(error);
  if (isNew)
    session.places.set(error, { line: activation.lineOf(statement.span.start), procedure: procedureOf(activation) });
  if (statement.kind !== 'raiserror') session.rowCount = 0;
  if (session.functionDepth > 0) throw error;
  const { transactions, settings } = session;
  const isThrown = statement.kind === 'throw';
  const endsBatch = ENDS_BATCH.has(error.number) || isThrown || error.severity >= 20;
  const dooms = (settings.xactAbort && statement.kind !== 'raiserror') || ENDS_BATCH.has(error.number);
  if (session.tryDepth > 0) {
    if (dooms && transactions.count > 0) transactions.isDoomed = true;
    if (isNew && ENDS_SCOPE.has(error.number) && activation.tryDepth > 0)
      throw new ScopeAborted(error, activation, false);
    throw error;
  }
  session.emitError(error);
  if (dooms && transactions.count > 0) transactions.rollBackAll();
  if (endsBatch || dooms) throw new BatchAborted(error.message);
  if (isNew && ENDS_SCOPE.has(error.number)) throw new ScopeAborted(error, activation, true);
}

const procedureOf = ({ unit }: Activation): string | null => (unit.kind === 'procedure' || unit.kind === 'function' ? unit.name : null); // prettier-ignore

export function caughtFrom(error: SqlError, { session }: Activation): CaughtError {
  const { number, message, severity, state } = error;
  const place = session.places.get(error);
  return { number, message, severity, state, line: place?.line ?? null, procedure: place?.procedure ?? null };
}
