import type { CursorStatement } from '../../ast/statement.js';
import { parseExpression, parseVariable } from '../expressions.js';
import { parseIdentifier } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { commaList } from './list.js';

/** First word to action. */
const ACTIONS = { OPEN: 'open', CLOSE: 'close', DEALLOCATE: 'deallocate', FETCH: 'fetch' } as const;
/** Source: Microsoft Learn, "FETCH (Transact-SQL)". */
const DIRECTIONS = ['NEXT', 'PRIOR', 'FIRST', 'LAST', 'ABSOLUTE', 'RELATIVE'];

/** OPEN, CLOSE, DEALLOCATE and FETCH of a cursor. */
export function parseCursorStatement(ts: TokenStream): CursorStatement {
  const mark = ts.mark();
  const action = Object.entries(ACTIONS).find(([word]) => ts.accept(word))?.[1] ?? ts.fail('a cursor statement');
  const direction =
    action === 'fetch' ? (DIRECTIONS.find((word) => isDirection(ts, word) && ts.accept(word)) ?? null) : null;
  const offset = direction === 'ABSOLUTE' || direction === 'RELATIVE' ? parseExpression(ts) : null;
  const hasFrom = action === 'fetch' && ts.accept('FROM');
  const isGlobal = ts.at('GLOBAL') && (ts.isName(1) || ts.isVariable(1)) ? ts.accept('GLOBAL') : false;
  const cursor = ts.isVariable() ? parseVariable(ts) : parseIdentifier(ts);
  const into = ts.accept('INTO') ? commaList(ts, parseVariable) : [];
  return { kind: 'cursor', action, isGlobal, cursor, direction, offset, hasFrom, into, span: ts.span(mark) };
}

/** `FETCH next` may name a cursor called `next`: a direction has FROM, a name or a number behind it. */
function isDirection(ts: TokenStream, word: string): boolean {
  return ts.at(word) && !ts.atAhead(1, 'INTO') && !ts.atAhead(1, ';');
}
