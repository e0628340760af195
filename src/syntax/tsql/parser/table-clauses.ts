import type { NamedTable, TemporalClause } from '../ast/query.js';
import { parseExpression } from './expressions.js';
import { commaList } from './statements/list.js';
import type { TokenStream } from './token-stream.js';

/** `FOR SYSTEM_TIME ...`; null when none stands here. Source: Microsoft Learn, "FROM clause - FOR SYSTEM_TIME". */
export function parseTemporal(ts: TokenStream): TemporalClause | null {
  const mark = ts.mark();
  if (!ts.accept('FOR', 'SYSTEM_TIME')) return null;
  const clause = temporalForm(ts);
  return { kind: 'temporal', ...clause, span: ts.span(mark) };
}

function temporalForm(ts: TokenStream): Pick<TemporalClause, 'form' | 'args'> {
  if (ts.accept('ALL')) return { form: 'all', args: [] };
  if (ts.accept('AS', 'OF')) return { form: 'as_of', args: [parseExpression(ts)] };
  if (ts.accept('FROM')) return { form: 'from_to', args: pair(ts, 'TO') };
  if (ts.accept('BETWEEN')) return { form: 'between', args: pair(ts, 'AND') };
  ts.expect('CONTAINED', 'IN', '(');
  const args = commaList(ts, parseExpression);
  ts.expect(')');
  return { form: 'contained_in', args };
}

function pair(ts: TokenStream, between: string): TemporalClause['args'] {
  const first = parseExpression(ts);
  ts.expect(between);
  return [first, parseExpression(ts)];
}

/** `TABLESAMPLE [SYSTEM] (n [PERCENT | ROWS]) [REPEATABLE (n)]`; null when none stands here. */
export function parseSample(ts: TokenStream): NamedTable['sample'] {
  if (!ts.accept('TABLESAMPLE')) return null;
  const system = ts.accept('SYSTEM');
  ts.expect('(');
  const count = parseExpression(ts);
  const unit = ts.accept('PERCENT') ? 'percent' : ts.accept('ROWS') ? 'rows' : null;
  ts.expect(')');
  const repeatable = ts.accept('REPEATABLE', '(') ? parseExpression(ts) : null;
  if (repeatable !== null) ts.expect(')');
  return { count, unit, system, repeatable };
}
