/** Which types become which. Source: the conversion chart of Microsoft Learn, "CAST and CONVERT (Transact-SQL)". */
import type { BaseType } from '../../catalog/sql-type.js';
import { NotInEngine, SqlError } from '../errors.js';
import { clashName, messageName } from '../types/families.js';
import type { Type } from '../types/type.js';

export type Allowance = 'implicit' | 'explicit' | 'never';

/** One letter for all types that the chart treats alike. */
const GROUPS: Readonly<Partial<Record<BaseType, string>>> = {
  binary: 'B', varbinary: 'B', char: 'C', varchar: 'C', nchar: 'N', nvarchar: 'N', datetime: 'D', smalldatetime: 'D',
  date: 'd', time: 't', datetime2: 'o', datetimeoffset: 'o', decimal: 'x', float: 'f', real: 'f',
  bit: 'i', tinyint: 'i', smallint: 'i', int: 'i', bigint: 'i', money: 'M', smallmoney: 'M',
  rowversion: 'r', uniqueidentifier: 'u', image: 'I', text: 'T', ntext: 'X', sql_variant: 'v', xml: 'm', json: 'j',
}; // prettier-ignore

/** From a group: what it becomes by itself, and what only when asked. */
const CHART: Readonly<Record<string, readonly [implicit: string, explicit: string]>> = {
  B: ['BCNDxiMruIvm', 'dto'],
  C: ['CNDdtoxfiMuITXvmj', 'Br'],
  N: ['CNDdtoxfiMuTXvmj', 'Br'],
  D: ['CNDdtov', 'BxfiMr'],
  d: ['CNDdov', 'B'],
  t: ['CNDtov', 'B'],
  o: ['CNDdtov', 'B'],
  x: ['BCNDxfiMrv', ''],
  f: ['BCNDxfiMv', ''],
  i: ['BCNDxfiMrv', ''],
  M: ['BDxfiMrv', 'CN'],
  r: ['BCDxiMrI', ''],
  u: ['BCNuv', ''],
  I: ['BrI', ''],
  T: ['CTX', 'Nm'],
  X: ['NTX', 'Cm'],
  v: ['v', 'BCNDdtoxfiMu'],
  m: ['m', 'BCN'],
  j: ['j', 'CN'],
};

/** @throws NotInEngine for hierarchyid, geography and geometry */
export function allowance(from: Type, to: Type): Allowance {
  if (from.isUntypedNull) return 'implicit';
  const [source, target] = [GROUPS[from.base], GROUPS[to.base]];
  if (source === undefined || target === undefined) return foreign(from, to);
  if (target === 'v' && (from.length === 'max' || source === 'm')) return 'never';
  const [implicit, explicit] = CHART[source] ?? ['', ''];
  if (implicit.includes(target)) return 'implicit';
  return explicit.includes(target) ? 'explicit' : 'never';
}

function foreign(from: Type, to: Type): Allowance {
  if (from.base === to.base && from.base !== 'unknown') return 'implicit';
  throw new NotInEngine('ENGINE-CONVERSION-CLR', `${from.base} is not converted to ${to.base}`);
}

/** @throws SqlError 206 (types that never meet), 257 (only when asked), 529 (not even when asked) */
export function requireAllowed(from: Type, to: Type, kind: 'implicit' | 'explicit'): void {
  const allowed = allowance(from, to);
  if (allowed === 'implicit' || allowed === kind) return;
  if (kind === 'explicit') {
    const types = `${messageName(from)} to ${messageName(to)}`;
    throw new SqlError(529, `Explicit conversion from data type ${types} is not allowed.`);
  }
  if (allowed === 'never') throw typeClash(from, to);
  const types = `${messageName(from)} to ${messageName(to)}`;
  throw new SqlError(
    257,
    `Implicit conversion from data type ${types} is not allowed. Use the CONVERT function to run this query.`,
  );
}

export const typeClash = (a: Type, b: Type): SqlError =>
  new SqlError(206, `Operand type clash: ${clashName(a)} is incompatible with ${clashName(b)}`);
