/** + of texts and of binaries. Source: Microsoft Learn, "+ (String concatenation)" and "Precision, scale, and length". */
import type { Bound } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { mergeCollations } from '../types/merge-collations.js';
import { isFixedLength, isUnicode } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';

const MOST_BYTES = 8000;
const MOST_CHARACTERS = 4000;

/** Characters of nchar and nvarchar, bytes of the others. */
const mostOf = (base: Type['base']): number => (base === 'nchar' || base === 'nvarchar' ? MOST_CHARACTERS : MOST_BYTES);

function joinedLength(base: Type['base'], a: Type, b: Type): number | 'max' {
  if (a.length === 'max' || b.length === 'max') return 'max';
  const most = mostOf(base);
  return Math.min(most, (a.length ?? most) + (b.length ?? most));
}

/** A NULL without a type adds nothing. */
function joinedType(a: Type, b: Type, bases: readonly [fixed: Type['base'], variable: Type['base']]): Type {
  const base = isFixedLength(a) && isFixedLength(b) ? bases[0] : bases[1];
  return { base, length: joinedLength(base, a, b) };
}

function textType(a: Type, b: Type): Type {
  const type = joinedType(a, b, isUnicode(a) || isUnicode(b) ? ['nchar', 'nvarchar'] : ['char', 'varchar']);
  return { ...type, ...mergeCollations(a, b, 'add') };
}

function joinTexts(a: string, b: string, length: Type['length'], run: Run): string {
  const joined = a + b;
  if (typeof length === 'number') return joined.length > length ? joined.slice(0, length) : joined;
  run.requireLength(joined.length);
  return joined;
}

/** With CONCAT_NULL_YIELDS_NULL off a NULL counts as nothing. */
export function joinedText(left: Bound, right: Bound): Bound {
  const type = textType(left.type, right.type);
  return {
    type,
    evaluate: (frame, run) => {
      const a = left.evaluate(frame, run);
      const b = right.evaluate(frame, run);
      if ((a === null || b === null) && (run.settings.concatNullYieldsNull || (a === null && b === null))) return null;
      // both are texts, as their types say
      return joinTexts((a ?? '') as string, (b ?? '') as string, type.length, run);
    },
  };
}

export function joinedBytes(left: Bound, right: Bound): Bound {
  const type = joinedType(left.type, right.type, ['binary', 'varbinary']);
  return {
    type,
    evaluate: (frame, run): Value => {
      const a = left.evaluate(frame, run);
      const b = right.evaluate(frame, run);
      if (a === null || b === null) return null;
      const [first, second] = [a as Uint8Array, b as Uint8Array]; // binaries, as their types say
      run.requireLength(first.length + second.length);
      const joined = new Uint8Array(first.length + second.length);
      joined.set(first);
      joined.set(second, first.length);
      return typeof type.length === 'number' ? joined.slice(0, type.length) : joined;
    },
  };
}
