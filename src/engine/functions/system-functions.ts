/** System functions: what the session is, new identifiers, and what a value is. Source: Microsoft Learn, the page of each function. */
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { Run, Surroundings } from '../session/run.js';
import { INT, nvarchar, type Type } from '../types/type.js';
import type { Value, Variant } from '../values/value.js';
import { argument, asText, isText, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction, FunctionTable } from './function-table.js';
import { partsOfName } from './name-parts.js';
import { collationProperty } from './collation-property.js';
import { hashBytes } from './hash-functions.js';

/** A name of the session; asked about others, which are not here, there is no answer. */
const nameOf =
  (name: string, read: (surroundings: Surroundings) => string): BindFunction =>
  (args, { defaultCollation }) => {
    if (args.length > 0) throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `${name} of another`);
    return {
      type: nvarchar(128, defaultCollation),
      isNullable: false,
      evaluate: (_frame, run) => read(run.surroundings),
    };
  };

const notHere =
  (name: string): BindFunction =>
  () => {
    throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the function ${name}`);
  };

/** Of RFC 4122, version 4. */
function newIdentifier(run: Run): string {
  const digits = Array.from({ length: 32 }, (_none, at) => {
    const digit = Math.floor(run.surroundings.random() * 16);
    if (at === 12) return 4;
    return at === 16 ? (digit & 3) | 8 : digit;
  });
  const text = digits.map((digit) => digit.toString(16)).join('').toUpperCase(); // prettier-ignore
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

const newId: BindFunction = (args) => {
  requireCount('newid', args.length, 0);
  return { type: { base: 'uniqueidentifier' }, isNullable: false, evaluate: (_frame, run) => newIdentifier(run) };
};

/** Source: "SQL_VARIANT_PROPERTY (Transact-SQL)"; types that its lists leave out have no answer. */
const PRECISIONS: Readonly<Record<string, number>> = { datetime: 23, smalldatetime: 16, float: 53, real: 24, money: 19, smallmoney: 10, bigint: 19, int: 10, smallint: 5, tinyint: 3, bit: 1, char: 0, varchar: 0, nchar: 0, nvarchar: 0, binary: 0, varbinary: 0, uniqueidentifier: 0 }; // prettier-ignore
const SCALES: Readonly<Record<string, number>> = { ...PRECISIONS, datetime: 3, smalldatetime: 0, float: 0, real: 0, money: 4, smallmoney: 4, bigint: 0, int: 0, smallint: 0, tinyint: 0, bit: 0 }; // prettier-ignore
const BYTES: Readonly<Record<string, number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, real: 4, float: 8, money: 8, smallmoney: 4, datetime: 8, smalldatetime: 4, uniqueidentifier: 16 }; // prettier-ignore

function known(table: Readonly<Record<string, number>>, { base }: Type): number {
  const found = table[base];
  if (found === undefined) throw new NotInEngine('ENGINE-FUNCTION-SQL_VARIANT_PROPERTY', `a property of ${base}`);
  return found;
}

function maxLength(type: Type): number {
  if (typeof type.length !== 'number') return known(BYTES, type);
  return type.base.startsWith('n') ? type.length * 2 : type.length;
}

function baseType({ base }: Type): string {
  if (base === 'decimal') throw new NotInEngine('ENGINE-FUNCTION-SQL_VARIANT_PROPERTY', 'decimal or numeric');
  return base;
}

const PROPERTIES: Readonly<Record<string, (type: Type) => number | string | null>> = {
  basetype: baseType,
  precision: (type) => type.precision ?? known(PRECISIONS, type),
  scale: (type) => (type.base === 'decimal' ? (type.scale ?? 0) : known(SCALES, type)),
  maxlength: maxLength,
  collation: (type) => type.collation ?? null,
};

const isVariant = (value: Value): value is Variant =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'variant';

const variantProperty: BindFunction = (args, { defaultCollation }) => {
  requireCount('sql_variant_property', args.length, 2);
  const written = argument(args, 0);
  const property = argument(args, 1);
  if (!isText(property.type)) throw wrongType(property.type, 2, 'sql_variant_property');
  return strict({ base: 'sql_variant' }, [written, property], ([value, name]) => {
    const type = isVariant(value ?? null) ? (value as Variant).type : written.type; // `isVariant` has just said so
    const asked = asText(name).toLowerCase();
    if (asked === 'totalbytes') throw new NotInEngine('ENGINE-FUNCTION-SQL_VARIANT_PROPERTY', 'TotalBytes');
    const read = Object.hasOwn(PROPERTIES, asked) ? PROPERTIES[asked] : undefined;
    const found = read ? read(type) : null;
    if (found === null) return null;
    return { kind: 'variant', type: typeof found === 'string' ? nvarchar(128, defaultCollation) : INT, value: found };
  });
};

const LONGEST_NAME = 128;

const parseName: BindFunction = (args, { defaultCollation }) => {
  requireCount('parsename', args.length, 2);
  const type = nvarchar(LONGEST_NAME, defaultCollation);
  const name: Bound = argument(args, 0);
  if (!isText(name.type) && !name.type.isUntypedNull) throw wrongType(name.type, 1, 'parsename');
  return strict(type, [name, argument(args, 1)], ([text, part]) => {
    const parts = partsOfName(asText(text));
    if (!parts || parts.length > 4 || parts.some((one) => one.length > LONGEST_NAME)) return null;
    return parts[Number(part) - 1] || null;
  });
};

const ABSENT = ['newsequentialid', 'checksum', 'binary_checksum', 'object_id', 'object_name', 'app_name', 'compress', 'decompress'] as const; // prettier-ignore

export const SYSTEM_FUNCTIONS: FunctionTable = {
  newid: newId,
  sql_variant_property: variantProperty,
  parsename: parseName,
  hashbytes: hashBytes,
  collationproperty: collationProperty,
  user: nameOf('user', ({ user }) => user),
  user_name: nameOf('user_name', ({ user }) => user),
  current_user: nameOf('current_user', ({ user }) => user),
  session_user: nameOf('session_user', ({ user }) => user),
  system_user: nameOf('system_user', ({ login, user }) => login ?? user),
  suser_name: nameOf('suser_name', ({ login, user }) => login ?? user),
  suser_sname: nameOf('suser_sname', ({ login, user }) => login ?? user),
  original_login: nameOf('original_login', ({ login, user }) => login ?? user),
  db_name: nameOf('db_name', ({ database }) => database),
  host_name: nameOf('host_name', ({ server }) => server),
  ...Object.fromEntries(ABSENT.map((name) => [name, notHere(name)])),
};
