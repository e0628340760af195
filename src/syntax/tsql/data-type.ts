/** Written types to `SqlType`. Source: Microsoft Learn, "Data types (Transact-SQL)" and "Data type synonyms". */
import { BASE_TYPES, type BaseType, type SqlType } from '../../catalog/sql-type.js';
import type { TypeName } from './ast/index.js';

const SYNONYMS: Readonly<Record<string, BaseType>> = {
  integer: 'int',
  dec: 'decimal',
  numeric: 'decimal',
  'double precision': 'float',
  character: 'char',
  'char varying': 'varchar',
  'character varying': 'varchar',
  charactervarying: 'varchar',
  'nchar varying': 'nvarchar',
  'national char': 'nchar',
  'national character': 'nchar',
  'national char varying': 'nvarchar',
  'national character varying': 'nvarchar',
  'national text': 'ntext',
  'binary varying': 'varbinary',
  timestamp: 'rowversion',
  sysname: 'nvarchar',
};

/** Types a name alone cannot declare: they come from the parser's own forms. */
const NOT_DECLARABLE = new Set<string>(['unknown', 'table', 'cursor']);
const LENGTH_TYPES = new Set<BaseType>(['char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary']);
const FRACTION_TYPES = new Set<BaseType>(['time', 'datetime2', 'datetimeoffset']);
const REAL_BITS_MAX = 24;

/** Alias types the script declared, by name in lower case with and without schema. */
export type AliasLookup = (
  schema: string | null,
  name: string,
) => { readonly type: SqlType; readonly nullable: boolean } | null;

/** The normalised type; base `unknown` when nothing of that name is known. */
export function sqlTypeOf(written: TypeName, aliases: AliasLookup): SqlType {
  const parts = written.name.parts.filter((part) => part !== null);
  const name = parts.at(-1)?.value.toLowerCase().replace(/\s+/g, ' ') ?? '';
  const schema = parts.length > 1 ? (parts.at(-2)?.value ?? null) : null;
  if (schema === null || schema.toLowerCase() === 'sys') {
    const base = baseOf(name);
    if (base) return withFacets(base, name, written.args);
  }
  const alias = aliases(schema, parts.at(-1)?.value ?? '');
  return alias ? alias.type : { base: 'unknown', alias: parts.map((part) => part.value).join('.') };
}

function baseOf(name: string): BaseType | null {
  const synonym = SYNONYMS[name];
  if (synonym) return synonym;
  return BASE_TYPES.find((base) => base === name && !NOT_DECLARABLE.has(base)) ?? null;
}

function withFacets(base: BaseType, name: string, args: readonly string[]): SqlType {
  const first = args[0]?.toLowerCase();
  if (name === 'sysname') return { base, length: 128 };
  if (LENGTH_TYPES.has(base)) return { base, length: first === 'max' ? 'max' : Number(first ?? 1) };
  if (base === 'decimal') return { base, precision: Number(first ?? 18), scale: Number(args[1] ?? 0) };
  if (base === 'float') return first && Number(first) <= REAL_BITS_MAX ? { base: 'real' } : { base };
  if (FRACTION_TYPES.has(base)) return { base, scale: Number(first ?? 7) };
  return { base };
}

export { typeText } from '../../catalog/type-text.js';
