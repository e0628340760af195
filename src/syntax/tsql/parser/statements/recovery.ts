import type { TokenStream } from '../token-stream.js';
import { STATEMENT_STARTS } from './starts.js';

/** Definitions that must be alone in their batch: a broken one takes all the rest of it along. */
const WHOLE_BATCH = ['VIEW', 'PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER'];

/**
 * Moves behind a statement that could not be parsed: to the next word that starts a statement outside parentheses and
 * CASE, no earlier than where parsing failed. `start` is the index of its first token. Consumes at least one token.
 */
export function recover(ts: TokenStream, start: number): void {
  const failedAt = Math.max(ts.index, start + 1);
  const wholeBatch = definesModule(ts, start);
  ts.index = start;
  let depth = 0;
  while (!ts.end) {
    depth = Math.max(0, depth + nesting(ts));
    ts.next();
    if (!wholeBatch && ts.index >= failedAt && (depth === 0 ? atNext(ts) : startsObject(ts))) return;
  }
}

/** What the current token adds to the depth of parentheses and CASE. */
function nesting(ts: TokenStream): number {
  if (ts.at('(') || ts.at('CASE')) return 1;
  return ts.at(')') || ts.at('END') ? -1 : 0;
}

/** Could the next statement start here? */
function atNext(ts: TokenStream): boolean {
  return ts.at(';') || STATEMENT_STARTS.has(ts.word()) || ts.atLabel();
}

/** Words that do not begin a line inside parentheses: a parenthesis that is never closed must not swallow what follows. */
const OBJECT_STARTS: ReadonlySet<string> = new Set(
  'CREATE ALTER DROP DECLARE EXEC EXECUTE INSERT PRINT TRUNCATE USE'.split(' '),
);

function startsObject(ts: TokenStream): boolean {
  return OBJECT_STARTS.has(ts.word()) && ts.startsLine();
}

/** Does the broken statement create or alter a module? Moves the cursor. */
function definesModule(ts: TokenStream, start: number): boolean {
  ts.index = start;
  const verb = ts.accept('CREATE', 'OR', 'ALTER') || ts.accept('CREATE') || ts.accept('ALTER');
  return verb && WHOLE_BATCH.includes(ts.word());
}
