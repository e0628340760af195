import type { QueryBody, SetOperation } from '../ast/query.js';
import type { TokenStream } from './token-stream.js';

/** Whether UNION, EXCEPT or INTERSECT stands here. */
export function atSetOperator(ts: TokenStream): boolean {
  return ts.at('UNION') || ts.at('EXCEPT') || ts.at('INTERSECT');
}

/**
 * Query terms joined by set operators, from the first on, in loops. INTERSECT binds tighter; UNION and EXCEPT are
 * evaluated from left to right. Source: Microsoft Learn, "Set Operators - EXCEPT and INTERSECT".
 */
export function parseSetOperations(
  ts: TokenStream,
  mark: number,
  first: QueryBody,
  parseTerm: (ts: TokenStream) => QueryBody,
): QueryBody {
  let left = intersections(ts, mark, first, parseTerm);
  for (let operator = unionOrExcept(ts); operator !== null; operator = unionOrExcept(ts)) {
    const rightMark = ts.mark();
    const right = intersections(ts, rightMark, parseTerm(ts), parseTerm);
    left = { kind: 'set_operation', operator, left, right, span: ts.span(mark) };
  }
  return left;
}

function intersections(
  ts: TokenStream,
  mark: number,
  first: QueryBody,
  parseTerm: (ts: TokenStream) => QueryBody,
): QueryBody {
  let left = first;
  while (ts.accept('INTERSECT')) {
    left = { kind: 'set_operation', operator: 'intersect', left, right: parseTerm(ts), span: ts.span(mark) };
  }
  return left;
}

function unionOrExcept(ts: TokenStream): SetOperation['operator'] | null {
  if (ts.accept('EXCEPT')) return 'except';
  if (!ts.accept('UNION')) return null;
  return ts.accept('ALL') ? 'union_all' : 'union';
}
