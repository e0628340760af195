/** Mathematical, bit and system functions. Source: Microsoft Learn, "Mathematical functions (Transact-SQL)", one page each. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Scalar } from '../ir/scalar.js';
import { MAX_PRECISION } from '../types/decimal-result.js';
import { familyOf } from '../types/families.js';
import { any, type BuiltIn, fixed, FLOAT, float, number, plainType, whole } from './built-in.js';

/** Small integers count as int, smallmoney as money, real as float; decimals keep their scale. */
const widened =
  (precision: (type: SqlType) => SqlType) =>
  ([first]: readonly Scalar[]): SqlType => {
    const type = first?.type ?? { base: 'unknown' };
    const family = familyOf(type);
    if (family === 'integer') return { base: type.base === 'bigint' ? 'bigint' : 'int' };
    if (family === 'money') return { base: 'money' };
    if (family === 'float') return { base: 'float' };
    return type.base === 'decimal' ? precision(type) : plainType(type);
  };

const same = widened(plainType);
const wide = widened((type) => ({ base: 'decimal', precision: MAX_PRECISION, scale: type.scale ?? 0 }));
const wholePart = widened((type) => ({ base: 'decimal', precision: type.precision ?? 18, scale: 0 }));

const floating: BuiltIn = { arity: [1, 1], takes: [float], returns: FLOAT };

export const NUMBER_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  abs: { arity: [1, 1], takes: [number], returns: wide },
  sign: { arity: [1, 1], takes: [number], returns: wide },
  ceiling: { arity: [1, 1], takes: [number], returns: wholePart },
  floor: { arity: [1, 1], takes: [number], returns: wholePart },
  round: { arity: [2, 3], takes: [number, whole, whole], returns: same },
  power: { arity: [2, 2], takes: [number, float], returns: wide },
  degrees: { arity: [1, 1], takes: [number], returns: wide },
  radians: { arity: [1, 1], takes: [number], returns: wide },
  square: floating,
  sqrt: floating,
  exp: floating,
  log: { arity: [1, 2], takes: [float], returns: FLOAT },
  log10: floating,
  sin: floating,
  cos: floating,
  tan: floating,
  cot: floating,
  asin: floating,
  acos: floating,
  atan: floating,
  atn2: { arity: [2, 2], takes: [float], returns: FLOAT },
  pi: { arity: [0, 0], takes: [], returns: FLOAT, nullable: 'never' },
  rand: { arity: [0, 1], takes: [whole], returns: FLOAT, hazard: 'TSQL-NONDETERMINISTIC' },
  newid: {
    arity: [0, 0],
    takes: [],
    returns: fixed({ base: 'uniqueidentifier' }),
    nullable: 'never',
    hazard: 'TSQL-NONDETERMINISTIC',
  },
  newsequentialid: {
    arity: [0, 0],
    takes: [],
    returns: fixed({ base: 'uniqueidentifier' }),
    nullable: 'never',
    hazard: 'TSQL-NONDETERMINISTIC',
  },
  left_shift: { arity: [2, 2], takes: [any, whole], returns: ([first]) => plainType(first?.type ?? { base: 'int' }) },
  right_shift: { arity: [2, 2], takes: [any, whole], returns: ([first]) => plainType(first?.type ?? { base: 'int' }) },
  bit_count: { arity: [1, 1], takes: [any], returns: fixed({ base: 'bigint' }) },
  get_bit: { arity: [2, 2], takes: [any, whole], returns: fixed({ base: 'bit' }) },
  set_bit: {
    arity: [2, 3],
    takes: [any, whole, whole],
    returns: ([first]) => plainType(first?.type ?? { base: 'int' }),
  },
};
