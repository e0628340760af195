/** From one type to another. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)", "Data type conversion". */
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { defaultSettings, Run } from '../session/run.js';
import { familyOf, isText, type Family } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Value, Variant } from '../values/value.js';
import { requireAllowed } from './allowed.js';
import type { How, MakeStep, Step } from './step.js';
import { toBinary, toUniqueidentifier } from './to-binary.js';
import { toMoment } from './to-moment.js';
import { toBit, toDecimal, toFloat, toInteger, toMoney } from './to-number.js';
import { textWriter, toText } from './to-text.js';

export type Conversion = (value: Value, run: Run) => Value;

export interface ConversionOptions {
  /** `explicit` of CAST and CONVERT; `implicit` (when left out) of everything else. */
  readonly kind?: 'implicit' | 'explicit';
  /** Third argument of CONVERT. */
  readonly style?: number;
  /** TRY_CAST and TRY_CONVERT: a value that fails becomes NULL. */
  readonly isTry?: boolean;
}

const notInEngine: MakeStep = (from, to) => {
  if (from.base === to.base) return (value) => value;
  throw new NotInEngine('ENGINE-CONVERSION-' + to.base.toUpperCase(), `${from.base} is not converted to ${to.base}`);
};

const TARGETS: Readonly<Record<Family, MakeStep>> = {
  bit: toBit,
  integer: toInteger,
  decimal: toDecimal,
  money: toMoney,
  float: toFloat,
  moment: toMoment,
  text: toText,
  binary: toBinary,
  uniqueidentifier: toUniqueidentifier,
  xml: notInEngine,
  json: notInEngine,
  variant: (from) => toVariant(from),
  clr: notInEngine,
};

const NOTHING: Conversion = () => null;
const SAME: Conversion = (value) => value;

/**
 * NULL stays NULL.
 * @throws SqlError 206, 257, 529 when the types do not convert; what is made throws those of values: 220, 232, 234 to 236, 241, 242, 244,
 *   245, 248, 281, 293 to 295,  8114, 8115, 8169, 8170
 */
export function converter(from: Type, to: Type, options: ConversionOptions = {}): Conversion {
  const how: How = { kind: options.kind ?? 'implicit', style: options.style };
  requireAllowed(from, to, how.kind);
  if (from.isUntypedNull) return NOTHING;
  if (isSame(from, to)) return SAME;
  const step = from.base === 'sql_variant' ? ofVariant(to, how) : stepOf(from, to, how);
  return options.isTry ? trying(step) : (value, run) => (value === null ? null : step(value, run));
}

function stepOf(from: Type, to: Type, how: How): Step {
  return TARGETS[familyOf(to)](from, to, how);
}

const isSame = (from: Type, to: Type): boolean =>
  from.base === to.base &&
  from.length === to.length &&
  from.precision === to.precision &&
  from.scale === to.scale &&
  (!isText(from) || from.collation === to.collation);

function trying(step: Step): Conversion {
  return (value, run) => {
    if (value === null) return null;
    try {
      return step(value, run);
    } catch (error) {
      if (error instanceof SqlError && !WRONG_STYLES.has(error.number)) return null;
      throw error;
    }
  };
}

/** The style is wrong whatever the value: TRY_CONVERT fails as well. */
const WRONG_STYLES = new Set([281, 9809]);

/** The type goes along without what only its place gave it. */
function toVariant(from: Type): Step {
  if (from.base === 'sql_variant') return (value) => value;
  const { isUntypedNull: _untyped, alias: _alias, ...type } = from;
  return (value) => ({ kind: 'variant', type, value: value as Variant['value'] });
}

/** Each value brings its type; few types are met. */
function ofVariant(to: Type, how: How): Step {
  if (to.base === 'sql_variant') return (value) => value;
  const known = new Map<string, Conversion>();
  return (value, run) => {
    const { type, value: inner } = value as Variant;
    const key = [type.base, type.length, type.precision, type.scale, type.collation].join();
    const convert = known.get(key) ?? converter(type, to, how);
    known.set(key, convert);
    return convert(inner, run);
  };
}

/** As CAST to varchar(max) gives it: money with two digits, floats with six. NULL is empty. */
export function textOf(value: Value, type: Type): string {
  if (value === null) return '';
  if (type.base !== 'sql_variant') return textWriter(type, MAX_TEXT)(value);
  // A value of this type, as src/engine/values/value.ts says.
  const variant = value as Variant;
  return textOf(variant.value, variant.type);
}

const MAX_TEXT: Type = { base: 'varchar', length: 'max' };

/**
 * An expression as a value of another type. A literal stays one where its conversion asks for no session.
 * A text made of a text keeps its collation in CAST. Source: Microsoft Learn, "Collation Precedence".
 * @throws SqlError as `converter`
 */
export function toType(bound: Bound, to: Type, options: ConversionOptions = {}): Bound {
  const target = options.kind === 'explicit' ? withCollationOf(bound.type, to) : to;
  const convert = converter(bound.type, target, options);
  const { evaluate, literal, isNullable, span } = bound;
  const common = { type: target, isNullable: options.isTry ? undefined : isNullable, span };
  if (convert === SAME) return { ...common, evaluate, literal };
  if (literal) {
    const known = literalValue(bound.type, target, literal.value, convert);
    if (known) return { ...common, literal: known, evaluate: () => known.value };
    return { ...common, evaluate: perSession(literal.value, convert) };
  }
  return { ...common, evaluate: (frame, run) => convert(evaluate(frame, run), run) };
}

/** A literal date is read once for each way a session reads dates, not for each row. */
function perSession(value: Value, convert: Conversion): Bound['evaluate'] {
  const known = new Map<string, Value>();
  return (_frame, run) => {
    const key = `${run.settings.dateFormat} ${run.settings.language}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const converted = convert(value, run);
    known.set(key, converted);
    return converted;
  };
}

function withCollationOf(from: Type, to: Type): Type {
  if (!isText(from) || !isText(to) || from.collation === undefined) return to;
  return { ...to, collation: from.collation, collationLabel: from.collationLabel };
}

/** Null: it depends on the session, or fails, which is for the run to tell. */
function literalValue(from: Type, to: Type, value: Value, convert: Conversion): { readonly value: Value } | null {
  if (value !== null && isText(from) && familyOf(to) === 'moment') return null;
  try {
    return { value: convert(value, NO_SESSION) };
  } catch (error) {
    if (error instanceof SqlError || error instanceof NotInEngine) return null;
    throw error;
  }
}

/** For conversions that look at no session. */
const NO_SESSION = new Run(
  { nowUtc: 0n, offsetMinutes: 0, user: '', database: '', server: '', random: () => 0, elapsedMs: () => 0 },
  defaultSettings(),
);
