import type { TableAlias } from '../ast/query.js';
import { parseIdentifier } from './names.js';
import { optionalList } from './statements/list.js';
import { STATEMENT_STARTS } from './statements/starts.js';
import type { TokenStream } from './token-stream.js';

/**
 * Whether an alias without AS stands here: a name that neither starts a clause nor, on a new line, a statement, nor is
 * a label.
 */
export function atBareAlias(ts: TokenStream): boolean {
  if (!ts.isName() || ts.atLabel()) return false;
  const word = ts.word();
  if (word === 'WINDOW') return !(ts.isName(1) && ts.atAhead(2, 'AS'));
  // The USING of MERGE stands behind its target.
  if (word === 'USING') return false;
  return !(STATEMENT_STARTS.has(word) && ts.startsLine());
}

/** `[AS] alias [(c1, c2)]`; null when none stands here. */
export function parseTableAlias(ts: TokenStream): TableAlias | null {
  const mark = ts.mark();
  const hasAs = ts.at('AS');
  if (!hasAs && !atBareAlias(ts)) return null;
  ts.accept('AS');
  const name = parseIdentifier(ts);
  const columns =
    ts.at('(') && ts.isName(1) && (ts.atAhead(2, ',') || ts.atAhead(2, ')')) && !atOldHint(ts)
      ? optionalList(ts, parseIdentifier)
      : [];
  return { kind: 'table_alias', name, hasAs, columns, span: ts.span(mark) };
}

/** Table hints that may stand in parentheses without WITH. Source: Microsoft Learn, "Table hints (Transact-SQL)". */
const OLD_HINTS: ReadonlySet<string> = new Set(
  `FASTFIRSTROW HOLDLOCK NOEXPAND NOLOCK NOWAIT PAGLOCK READCOMMITTED READCOMMITTEDLOCK READPAST READUNCOMMITTED
   REPEATABLEREAD ROWLOCK SERIALIZABLE SNAPSHOT TABLOCK TABLOCKX UPDLOCK XLOCK KEEPIDENTITY KEEPDEFAULTS FORCESEEK
   FORCESCAN`.split(/\s+/),
);

/** Whether `(NOLOCK)` or `(INDEX(ix))` stands here rather than arguments or column names. */
export function atOldHint(ts: TokenStream): boolean {
  if (!ts.at('(')) return false;
  const word = ts.peek(1).upper;
  if (word === 'INDEX') return ts.atAhead(2, '(') || ts.atAhead(2, '=');
  return OLD_HINTS.has(word) && (ts.atAhead(2, ')') || ts.atAhead(2, ',') || ts.isBareWord(2));
}
