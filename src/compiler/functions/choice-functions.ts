/** Functions that choose among their arguments: ISNULL, COALESCE, NULLIF, IIF, CHOOSE, GREATEST, LEAST. Source: Microsoft Learn, one page each. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { type Binder, comparisonCollation, refuse, truth } from '../bind/binder.js';
import { coerce, coerceAll } from '../bind/coerce.js';
import { compare } from '../bind/comparison.js';
import { caseOf } from '../bind/logic.js';
import { unbound } from '../bind/scope.js';
import { isNullConstant } from '../types/common-type.js';
import { isCharacter } from '../types/families.js';
import { whole } from './built-in.js';

export interface ChoiceFunction {
  readonly arity: readonly [number, number];
  readonly bind: (args: readonly Scalar[], span: Span, binder: Binder) => Scalar;
}

/** ISNULL has the type of its first argument: the second is converted to it, and cut to its length. */
function isnull([first, second]: readonly Scalar[], span: Span, binder: Binder): Scalar {
  if (first === undefined || second === undefined) return unbound(span);
  const type = isNullConstant(first) ? second.type : first.type;
  const args = [coerce(first, type, binder.scope), coerce(second, type, binder.scope)];
  return call('isnull', args, { ...type, nullable: first.type.nullable && second.type.nullable }, span);
}

/** COALESCE has the type of highest precedence. */
function coalesce(args: readonly Scalar[], span: Span, binder: Binder): Scalar {
  const { type, scalars } = coerceAll(args, binder.scope);
  return call('coalesce', scalars, { ...type, nullable: args.every((arg) => arg.type.nullable) }, span);
}

/** Texts are equal by their collation, so that NULLIF of texts is written out as a CASE. */
function nullif([first, second]: readonly Scalar[], span: Span, binder: Binder): Scalar {
  if (first === undefined || second === undefined) return unbound(span);
  if (isNullConstant(first)) return refuse(binder, 'TSQL-TYPE-CLASH', span, 'NULLIF of the constant NULL');
  const test = compare('=', first, second, span, binder.scope);
  const type: ScalarType = { ...first.type, nullable: true };
  const none: Scalar = { op: 'literal', value: null, type, span };
  if (isCharacter(first.type) || test.op !== 'compare')
    return { op: 'case', branches: [{ when: test, then: none }], otherwise: first, type, span };
  return test.left === first
    ? call('nullif', [first, test.right], type, span)
    : { op: 'case', branches: [{ when: test, then: none }], otherwise: first, type, span };
}

function iif([condition, yes, no]: readonly Scalar[], span: Span, binder: Binder): Scalar {
  if (condition === undefined || yes === undefined || no === undefined) return unbound(span);
  return caseOf([condition], [yes], no, { span }, binder);
}

/** CHOOSE counts from 1; any other index gives NULL. */
function choose([index, ...values]: readonly Scalar[], span: Span, binder: Binder): Scalar {
  if (index === undefined) return unbound(span);
  const position = whole(index, binder);
  const conditions = values.map((_value, at): Scalar => {
    const number: Scalar = {
      op: 'literal',
      value: String(at + 1),
      type: { base: 'int', nullable: false, collation: null },
      span,
    };
    return {
      op: 'compare',
      operator: '=',
      left: position,
      right: number,
      collation: null,
      type: truth(position),
      span,
    };
  });
  return caseOf(conditions, values, null, { span }, binder);
}

/** NULL arguments are passed over. */
const extreme =
  (fn: 'greatest' | 'least') =>
  (args: readonly Scalar[], span: Span, binder: Binder): Scalar => {
    const { type, scalars } = coerceAll(args, binder.scope);
    comparisonCollation(scalars, span, binder.scope);
    return call(fn, scalars, { ...type, nullable: args.every((arg) => arg.type.nullable) }, span);
  };

function call(fn: string, args: readonly Scalar[], type: ScalarType, span: Span): Scalar {
  return { op: 'call', fn, unit: null, args, type, span };
}

export const CHOICE_FUNCTIONS: Readonly<Record<string, ChoiceFunction>> = {
  isnull: { arity: [2, 2], bind: isnull },
  coalesce: { arity: [2, 254], bind: coalesce },
  nullif: { arity: [2, 2], bind: nullif },
  iif: { arity: [3, 3], bind: iif },
  choose: { arity: [2, 254], bind: choose },
  greatest: { arity: [1, 254], bind: extreme('greatest') },
  least: { arity: [1, 254], bind: extreme('least') },
};
