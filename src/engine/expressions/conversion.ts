/** CAST, CONVERT, PARSE and their TRY forms. */
import type { Cast, Convert } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import { writtenType } from '../types/written-type.js';
import type { Bound } from './bound.js';
import type { Scope } from './scope.js';

export function bindConversion(expression: Cast | Convert, scope: Scope): Bound {
  const { operand, type: written } = expression;
  if (expression.function === 'parse' || expression.function === 'try_parse')
    throw new NotInEngine('ENGINE-PARSE', 'PARSE reads texts by .NET cultures');
  const type = writtenType(written, scope.objects.aliases, scope.defaultCollation, 'cast');
  const value = scope.binder.expression(operand, scope);
  const isTry = expression.function.startsWith('try_');
  const style = expression.kind === 'convert' && expression.style ? styleOf(expression.style, scope) : undefined;
  const kept = keepsCollation(value, type);
  if (typeof style !== 'object') {
    // a cast is no constant: 1.0 / CAST(3 AS int) reckons with the ten digits of an int, not with the one of 3
    const { literal: _constant, ...cast } = toType(value, kept, { kind: 'explicit', isTry, ...(style === undefined ? {} : { style }) }); // prettier-ignore
    return cast;
  }
  // A style that is not constant: chosen for each row.
  return {
    type: kept,
    evaluate: (frame, run) => {
      const at = style.evaluate(frame, run);
      if (at === null) return null;
      return toType(value, kept, { kind: 'explicit', isTry, style: Number(at) }).evaluate(frame, run);
    },
  };
}

function styleOf(style: NonNullable<Convert['style']>, scope: Scope): number | Bound {
  const bound = scope.binder.expression(style, scope);
  return bound.literal && bound.literal.value !== null ? Number(bound.literal.value) : bound;
}

/** A text cast to a text keeps its collation. Source: Microsoft Learn, "Collation Precedence". */
function keepsCollation(value: Bound, type: Bound['type']): Bound['type'] {
  const { collation, collationLabel } = value.type;
  if (collation === undefined || type.collation === undefined) return type;
  return { ...type, collation, ...(collationLabel ? { collationLabel } : {}) };
}
