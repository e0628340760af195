/** Functions taken for others that look like them: the mistakes that people make who translate by hand. */
import type { CallIr, Scalar } from '../../src/compiler/ir/scalar.js';
import { CALL_RULES } from '../../src/compiler/legalise/expression/call.js';
import { loweringOf, writing, type Break } from './break.js';

const call = (fn: string, name: string, change: (node: CallIr) => Scalar): Break =>
  loweringOf('call', `${fn.toUpperCase()}: ${name}`, (node) => (node.fn === fn ? change(node) : node));

const taken = (fn: string, other: string): Break => call(fn, `taken for ${other}`, (node) => ({ ...node, fn: other }));

/** A computed number one larger, as a count that begins at another end. */
const plusOne = (fn: string, at: number): Break =>
  call(fn, `argument ${at + 1} one more`, (node) => ({
    ...node,
    args: node.args.map((arg, index): Scalar =>
      index !== at
        ? arg
        : { op: 'arithmetic', operator: 'add', type: arg.type, span: arg.span, operands: [arg, { op: 'literal', value: '1', type: { base: 'int', nullable: false, collation: null }, span: arg.span }] },
    ),
  })); // prettier-ignore

const unit = (fn: string, from: string, to: string): Break =>
  call(fn, `${from} taken for ${to}`, (node) => (node.unit === from ? { ...node, unit: to } : node));

/** DATEDIFF counts boundaries; elapsed time does not. Both targets have a function of the second meaning. */
const ELAPSED = writing('boundaries of DATEDIFF -> time elapsed', {
  sql: (sql) => (sql.sql === 'call' && sql.name === 'date_diff' ? { ...sql, name: 'date_sub' } : sql),
});

const MISTAKEN: readonly Break[] = [
  taken('len', 'datalength'),
  taken('datalength', 'len'),
  taken('left', 'right'),
  taken('right', 'left'),
  taken('upper', 'lower'),
  taken('lower', 'upper'),
  taken('ltrim', 'rtrim'),
  taken('rtrim', 'ltrim'),
  taken('trim', 'ltrim'),
  taken('ceiling', 'floor'),
  taken('floor', 'ceiling'),
  taken('concat', 'coalesce'),
  taken('isnull', 'nullif'),
  taken('greatest', 'least'),
  taken('least', 'greatest'),
  plusOne('substring', 1),
  plusOne('substring', 2),
  plusOne('left', 1),
  plusOne('right', 1),
  plusOne('dateadd', 0),
  plusOne('round', 1),
  unit('datepart', 'month', 'day'),
  unit('datepart', 'year', 'month'),
  unit('datepart', 'quarter', 'month'),
  unit('datepart', 'weekday', 'iso_week'),
  unit('datediff', 'day', 'month'),
  unit('datediff', 'month', 'day'),
  unit('datediff', 'year', 'month'),
  unit('dateadd', 'day', 'month'),
  unit('dateadd', 'month', 'day'),
  unit('dateadd', 'year', 'month'),
  ELAPSED,
];

/** Every function that has a rule, left out: its first argument stands for it. */
const LEFT_OUT: readonly Break[] = Object.keys(CALL_RULES)
  .sort()
  .map((fn) => call(fn, 'left out', (node) => (node.args[0] ? { ...node.args[0], type: node.type } : node)));

export const FUNCTION_BREAKS: readonly Break[] = [...MISTAKEN, ...LEFT_OUT];
