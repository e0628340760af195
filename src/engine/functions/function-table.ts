/** The form of a built-in function: it decides about its own types. */
import type { FunctionCall } from '../../syntax/tsql/ast/index.js';
import type { Settings } from '../session/run.js';
import type { Bound } from '../expressions/bound.js';

/** What functions may know while they are bound. */
export interface FunctionContext {
  /** Collation of literals and variables, and of what functions make of nothing. */
  readonly defaultCollation: string;
  readonly settings: Settings;
}

/**
 * @param args already bound. For a datepart keyword (first argument of DATEADD, DATEDIFF, DATEPART, DATENAME, DATETRUNC, DATE_BUCKET,
 *   DATEDIFF_BIG) there is none: `call.args[0]` is a ColumnReference with its name, and `args` begins with the second
 * @throws SqlError 174 (wrong number of arguments), 8116 (wrong type), 155 (no such datepart)
 */
export type BindFunction = (args: readonly Bound[], context: FunctionContext, call: FunctionCall) => Bound;

/** By name in lower case. */
export type FunctionTable = Readonly<Record<string, BindFunction>>;
