/** Functions that answer from the session. Source: Microsoft Learn, the page of each. */
import { textOf, toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { SessionView, Settings } from '../session/run.js';
import { systemTypeId, systemTypeName } from '../types/system-type-ids.js';
import { INT, nvarchar, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, asText, requireCount, strict } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { partsOfName } from './name-parts.js';

const NUMERIC_38: Type = { base: 'decimal', precision: 38, scale: 0 };

type Answer = (session: SessionView | null, args: readonly (string | null)[]) => Value;

/**
 * @param counts numbers of arguments it takes; they are read as texts
 * @param wanted types that they become first
 */
function fromSession(
  name: string,
  type: (collation: string) => Type,
  counts: readonly number[],
  answer: Answer,
  wanted: readonly Type[] = [],
): BindFunction {
  return (written, { defaultCollation }): Bound => {
    const args = written.map((arg, at) => (wanted[at] ? toType(arg, wanted[at]) : arg));
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

const contextInfo: Answer = (session) => {
  const context = session?.contextInfo ?? null;
  if (context instanceof NotInEngine) throw context;
  return context;
};

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

const schemaName: Answer = (session, [id]) => {
  if (id === undefined) return 'dbo';
  return id === null ? null : required(session, 'schema_name').schemaName(Number(id));
};

const schemaId: Answer = (session, [name]) =>
  name === null ? null : required(session, 'schema_id').schemaId(name?.trimEnd() ?? 'dbo');

/** Two parts of 128 characters, all of them doubled, in brackets. */
const LONGEST_TEXT = 517;

/** Of one or two parts; a schema before a type of the system is left open. */
const typeId: Answer = (session, [text]) => {
  if (text && text.length > LONGEST_TEXT) throw new NotInEngine('ENGINE-FUNCTION-TYPE_ID', 'TYPE_ID of a text that is longer than any name'); // prettier-ignore
  const [name, schema, ...more] = (text === null || text === undefined ? null : partsOfName(text.trimEnd())) ?? [];
  if (name === undefined || more.length > 0) return null;
  const own = systemTypeId(name.toLowerCase());
  if (own !== null && schema !== undefined && schema.toLowerCase() !== 'sys') throw new NotInEngine('ENGINE-FUNCTION-TYPE_ID', 'TYPE_ID of a type of the system with a schema'); // prettier-ignore
  return own ?? required(session, 'type_id').typeId(schema ?? null, name);
};

const typeName: Answer = (session, [id]) => {
  if (id === null || id === undefined) return null;
  return systemTypeName(Number(id)) ?? required(session, 'type_name').typeName(Number(id));
};

/** Source: Microsoft Learn, "SESSIONPROPERTY (Transact-SQL)"; what cannot be set otherwise here is as it is by default. */
const PROPERTIES: Readonly<Record<string, (settings: Settings) => boolean>> = {
  ansi_nulls: ({ ansiNulls }) => ansiNulls,
  ansi_padding: () => true,
  ansi_warnings: ({ ansiWarnings }) => ansiWarnings,
  arithabort: ({ arithAbort }) => arithAbort,
  concat_null_yields_null: ({ concatNullYieldsNull }) => concatNullYieldsNull,
  numeric_roundabort: () => false,
  quoted_identifier: ({ quotedIdentifier }) => quotedIdentifier,
};

const sessionProperty: BindFunction = (args): Bound => {
  requireCount('sessionproperty', args.length, 1);
  return strict({ base: 'sql_variant' }, [argument(args, 0)], ([name], run) => {
    const asked = asText(name).trimEnd().toLowerCase();
    const read = Object.hasOwn(PROPERTIES, asked) ? PROPERTIES[asked] : undefined;
    return read ? { kind: 'variant', type: INT, value: read(run.settings) ? 1 : 0 } : null;
  });
};

/** Null without a permission or an object; names and ids of columns are those of sys.columns. */
const columnName: Answer = (session, [object, column]) =>
  object === null || column === null ? null : required(session, 'col_name').columnName(Number(object), Number(column));

/** Of these no name of a database consists. Source: Microsoft Learn, "DB_ID (Transact-SQL)": NULL for none. */
const databaseId: Answer = (_session, [database]) => {
  if (database === null || database === '') return null;
  throw new NotInEngine('ENGINE-FUNCTION-DB_ID', 'the number of a database');
};

export const SESSION_FUNCTIONS: FunctionTable = Object.fromEntries([
  ['context_info', fromSession('context_info', () => ({ base: 'varbinary', length: 128 }), [0], contextInfo)], // prettier-ignore
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
  ['sessionproperty', sessionProperty],
  ['schema_name', fromSession('schema_name', name, [0, 1], schemaName, [INT])],
  ['schema_id', fromSession('schema_id', int, [0, 1], schemaId)],
  ['type_id', fromSession('type_id', int, [1], typeId)],
  ['type_name', fromSession('type_name', name, [1], typeName, [INT])],
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
  ['col_name', fromSession('col_name', name, [2], columnName, [INT, INT])],
  ['db_id', fromSession('db_id', int, [0, 1], databaseId)],
]);
