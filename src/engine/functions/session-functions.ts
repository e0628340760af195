/** Functions that answer from the session. Source: Microsoft Learn, the page of each. */
import { textOf } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { SessionView } from '../session/run.js';
import { INT, nvarchar, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import type { BindFunction, FunctionTable } from './function-table.js';

const NUMERIC_38: Type = { base: 'decimal', precision: 38, scale: 0 };

type Answer = (session: SessionView | null, args: readonly (string | null)[]) => Value;

/** @param counts numbers of arguments it takes; they are read as texts */
function fromSession(
  name: string,
  type: (collation: string) => Type,
  counts: readonly number[],
  answer: Answer,
): BindFunction {
  return (args, { defaultCollation }): Bound => {
    if (!counts.includes(args.length))
      throw new SqlError(174, `The ${name} function requires ${counts.at(-1)} argument(s).`, 15);
    return {
      type: type(defaultCollation),
      evaluate: (frame, run) =>
        answer(
          run.session,
          args.map((arg) => {
            const value = arg.evaluate(frame, run);
            return value === null ? null : textOf(value, arg.type);
          }),
        ),
    };
  };
}

const int = (): Type => INT;
const name = (collation: string): Type => nvarchar(128, collation);

/** Null outside of a CATCH block. */
const caught = (functionName: string, type: (collation: string) => Type, read: (error: NonNullable<SessionView['caught']>) => Value): [string, BindFunction] => [
  functionName,
  fromSession(functionName, type, [0], (session) => (session?.caught ? read(session.caught) : null)),
]; // prettier-ignore

function line({ line: found }: NonNullable<SessionView['caught']>): number {
  if (found === null) throw new NotInEngine('ENGINE-FUNCTION-ERROR_LINE', 'the line of this error');
  return found;
}

function required(session: SessionView | null, what: string): SessionView {
  if (!session) throw new NotInEngine(`ENGINE-FUNCTION-${what.toUpperCase()}`, `${what} without a session`);
  return session;
}

/** Of the table's identity column; null for a table that has none or is not there. */
const identity = (
  functionName: string,
  read: (identity: NonNullable<ReturnType<SessionView['identityOf']>>) => bigint,
): [string, BindFunction] => [
  functionName,
  fromSession(functionName, () => NUMERIC_38, [1], (session, [table]) => {
    const found = table === null || table === undefined ? null : required(session, functionName).identityOf(table);
    return found ? read(found) : null;
  }), // prettier-ignore
];

/** dbo is the caller's own, and the first of every database. */
function schemaName(id: string | null | undefined): string | null {
  if (id === undefined || id === '1') return 'dbo';
  if (id === null) return null;
  throw new NotInEngine('ENGINE-FUNCTION-SCHEMA_NAME', 'the name of a schema by its number');
}

export const SESSION_FUNCTIONS: FunctionTable = Object.fromEntries([
  caught('error_number', int, ({ number }) => number),
  caught(
    'error_message',
    (collation) => nvarchar(4000, collation),
    ({ message }) => message,
  ),
  caught('error_severity', int, ({ severity }) => severity),
  caught('error_state', int, ({ state }) => state),
  caught('error_line', int, line),
  caught('error_procedure', name, ({ procedure }) => procedure),
  identity('ident_current', ({ last }) => last),
  identity('ident_seed', ({ seed }) => seed),
  identity('ident_incr', ({ increment }) => increment),
  [
    'xact_state',
    fromSession(
      'xact_state',
      () => ({ base: 'smallint' }),
      [0],
      (session) => session?.transactionState ?? 0,
    ),
  ],
  [
    'scope_identity',
    fromSession(
      'scope_identity',
      () => NUMERIC_38,
      [0],
      (session) => session?.scopeIdentity ?? null,
    ),
  ],
  ['schema_name', fromSession('schema_name', name, [0, 1], (_session, [id]) => schemaName(id))],
  [
    'object_id',
    fromSession('object_id', int, [1, 2], (session, [object, type]) =>
      object === null || object === undefined ? null : required(session, 'object_id').objectId(object, type ?? null),
    ),
  ],
  [
    'object_name',
    fromSession('object_name', name, [1], (session, [id]) =>
      id === null || id === undefined ? null : required(session, 'object_name').objectName(Number(id)),
    ),
  ],
]);
