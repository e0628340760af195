/** Constants in the target's spelling. */
import { call, keyword, negate, nullLiteral, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { LiteralIr, Scalar } from '../../ir/scalar.js';
import { type Family, familyOf } from '../../types/families.js';
import type { CompileTarget } from '../../compile.js';
import type { Legaliser } from './legaliser.js';
import { targetType } from '../../types/target-types.js';

type Writer = (value: string, literal: LiteralIr, target: CompileTarget) => Sql;

const BINARY: Readonly<Record<CompileTarget, (hex: string) => Sql>> = {
  duckdb: (hex) => call('unhex', text(hex)),
  postgres: (hex) => ({ sql: 'cast', operand: text(`\\x${hex}`), type: 'bytea' }),
};

const WRITERS: Readonly<Partial<Record<Family, Writer>>> = {
  integer: signed,
  decimal: signed,
  money: signed,
  float: signed,
  bit: (value) => keyword(value === '0' ? 'false' : 'true'),
  character: (value) => text(value),
  binary: (value, _literal, target) => BINARY[target](value),
  guid: (value) => keyword(`uuid '${value.toLowerCase()}'`),
  temporal: (value, { type }, target) => {
    const name = targetType(type, target);
    return keyword(
      `${name === 'timestamptz' ? 'timestamp with time zone' : name} '${trimFraction(value).replace(BLANK_BEFORE_ZONE, '$1')}'`,
    );
  },
};

/** The constant; NULL has no type of its own here, casts give it one where it matters. */
export function legaliseLiteral(literal: LiteralIr, target: CompileTarget): Sql {
  if (literal.value === null) return nullLiteral;
  return WRITERS[familyOf(literal.type)]?.(literal.value, literal, target) ?? text(literal.value);
}

/** A text constant where PostgreSQL must know its type: functions of any type. Everything else as it is. */
export function typedConstant(scalar: Scalar, legaliser: Legaliser): Sql {
  const sql = legaliser.scalar(scalar);
  const isText = sql.sql === 'literal' && familyOf(scalar.type) === 'character';
  return isText && legaliser.target === 'postgres' ? { sql: 'cast', operand: sql, type: 'text' } : sql;
}

/** A minus sign is an operator in both targets, so that `a - -1` prints safely. */
function signed(value: string): Sql {
  return value.startsWith('-') ? negate(number(value.slice(1))) : number(value);
}

/** DuckDB takes `+02:00` behind a blank for the name of a zone. */
const BLANK_BEFORE_ZONE = / ([+-]\d\d:\d\d)$/;

/** `10:00:00.0000000` is `10:00:00`; a seventh digit is finer than the targets keep. */
function trimFraction(value: string): string {
  return value.replace(/\.(\d+)/, (_all, digits: string) => {
    const kept = digits.slice(0, 6).replace(/0+$/, '');
    return kept === '' ? '' : `.${kept}`;
  });
}
