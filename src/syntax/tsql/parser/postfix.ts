import type { Expression } from '../ast/expression.js';
import { parseArguments } from './calls.js';
import { anyIdentifier, parseIdentifier } from './names.js';
import { parseOperand } from './operands.js';
import type { TokenStream } from './token-stream.js';

/** An operand with the methods, COLLATE and AT TIME ZONE behind it, which bind tighter than every operator. */
export function parsePostfix(ts: TokenStream): Expression {
  const mark = ts.mark();
  let operand = parseOperand(ts);
  for (let next = postfix(ts, mark, operand); next !== null; next = postfix(ts, mark, operand)) operand = next;
  return operand;
}

function postfix(ts: TokenStream, mark: number, operand: Expression): Expression | null {
  if (ts.at('.') && (ts.isBareWord(1) || ts.isName(1))) return member(ts, mark, operand);
  if (ts.accept('COLLATE')) return { kind: 'collate', operand, collation: parseIdentifier(ts), span: ts.span(mark) };
  if (!ts.accept('AT', 'TIME', 'ZONE')) return null;
  const zone = parseOperand(ts);
  return { kind: 'at_time_zone', operand, zone, span: ts.span(mark) };
}

/** `.method(...)` or `.Property` of a CLR or xml value. */
function member(ts: TokenStream, mark: number, target: Expression): Expression {
  ts.expect('.');
  const method = anyIdentifier(ts);
  const args = ts.at('(') ? parseArguments(ts) : null;
  return { kind: 'method', target, isStatic: false, method, args, span: ts.span(mark) };
}
