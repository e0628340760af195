/**
 * Texts that the parser does not read and that are faults in T-SQL too: what no page of its grammar allows. All else that is not read may be
 * right, and is lacking. Source: Microsoft Learn, "SELECT (Transact-SQL)", "CREATE TABLE (Transact-SQL)", "table (Transact-SQL)",
 * "NEXT VALUE FOR (Transact-SQL)", "FROM clause plus JOIN, APPLY, PIVOT"; "Database engine events and errors", 102 and 156.
 */
import type { Unsupported } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';

interface Fault {
  readonly statement: RegExp;
  /** What the parser says that it found, and what it wanted. */
  readonly found: RegExp;
  readonly isKeyword: boolean;
}

const FAULTS: readonly Fault[] = [
  // An ORDER BY ends a query: no other one is put together with it.
  { statement: /^select\b[^;]*\border\s+by\b/is, found: /end of the statement but found (union|except|intersect)\.$/i, isKeyword: true }, // prettier-ignore
  // An item of a select list is no comparison, and two values need a comma between them.
  { statement: /^select\s+(?:\d|cast\s*\()(?!.*\b(?:from|option)\b)/is, found: /end of the statement but found ([=+]|\d+)\.$/i, isKeyword: false }, // prettier-ignore
  // A column has a name, which no variable is.
  { statement: /^create\s+table\b/i, found: /a name but found (@\w+)\.$/i, isKeyword: false },
  // A computed column is GENERATED ALWAYS only as a row's or a transaction's start and end.
  {
    statement: /^create\s+table\b.*\bgenerated\s+always\s+as\s*\(/is,
    found: /\) but found (generated)\.$/i,
    isKeyword: false,
  },
  // Nothing but columns and constraints belongs to a table variable.
  {
    statement: /^declare\s+@\w+\s+(?:as\s+)?table\b/i,
    found: /end of the statement but found (not)\.$/i,
    isKeyword: true,
  },
  // A sequence has a name, which a reserved word is only in brackets.
  { statement: /\bnext\s+value\s+for\s+null\b/i, found: /a name but found (null)\.$/i, isKeyword: true },
  // The values of PIVOT become names of columns, and stand there as names.
  { statement: /\bpivot\b.*\bin\s*\(\s*'/is, found: /a name but found ('.*')\.$/i, isKeyword: false },
];

/** @throws SqlError 102, 156 */
export function requireNoFault({ text, message }: Unsupported): void {
  const source = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  for (const { statement, found, isKeyword } of FAULTS) {
    const [, token] = found.exec(message) ?? [];
    if (token === undefined || !statement.test(source)) continue;
    throw isKeyword
      ? new SqlError(156, `Incorrect syntax near the keyword '${token}'.`, 15)
      : new SqlError(102, `Incorrect syntax near '${token}'.`, 15);
  }
}
