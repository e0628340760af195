/** Built-in functions that give rows. Source: Microsoft Learn, "STRING_SPLIT (Transact-SQL)" and "GENERATE_SERIES (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import { BIGINT, nvarchar, type Type } from '../types/type.js';
import type { Row } from '../values/value.js';
import { argument, asText, isText, requireCount, wrongType } from './arguments.js';
import type { FunctionContext } from './function-table.js';

export interface BoundTableFunction {
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  /** @param frame the rows around it, for CROSS APPLY */
  readonly rows: (frame: Frame, run: Run) => readonly Row[];
}

export type BindTableFunction = (args: readonly Bound[], context: FunctionContext) => BoundTableFunction;

function requireSeparator(text: string): string {
  if (text.length !== 1)
    throw new SqlError(214, "Procedure expects parameter 'separator' of type 'nchar(1)/nvarchar(1)'.");
  // whether a letter splits at its other case is the collation's to say, which is not documented
  if (/\p{L}|\p{M}/u.test(text)) throw new NotInEngine('ENGINE-FUNCTION-STRING_SPLIT', 'STRING_SPLIT at a letter');
  return text;
}

/** Whether the third argument asks for positions: a constant 0 or 1. */
function wantsOrdinal(flag: Bound | undefined): boolean {
  if (!flag || flag.type.isUntypedNull) return false;
  const value = flag.literal?.value;
  if (value === undefined)
    throw new SqlError(8748, 'The enable_ordinal argument for string_split only supports constant values (not variables or columns).'); // prettier-ignore
  if (value !== 0 && value !== 1)
    throw new SqlError(
      4199,
      `Argument value ${typeof value === 'object' ? '' : value} is invalid for argument 3 of string_split function.`,
    );
  return value === 1;
}

const stringSplit: BindTableFunction = (args, context) => {
  requireCount('string_split', args.length, 2, 3);
  const [text, separator] = [argument(args, 0), argument(args, 1)];
  for (const [at, { type }] of [text, separator].entries())
    if (!isText(type) && !type.isUntypedNull) throw wrongType(type, at + 1, 'string_split');
  const hasOrdinal = wantsOrdinal(args[2]);
  const isNational = [text, separator].some(({ type }) => type.base.startsWith('n'));
  const value: Type = text.type.isUntypedNull
    ? nvarchar(1, context.defaultCollation)
    : { ...text.type, base: isNational ? 'nvarchar' : 'varchar' };
  const asValue = toType(text, value);
  return {
    columns: [{ name: 'value', type: value }, ...(hasOrdinal ? [{ name: 'ordinal', type: BIGINT }] : [])],
    rows: (frame, run) => {
      const found = asValue.evaluate(frame, run);
      const at = separator.evaluate(frame, run);
      if (found === null || at === null) return [];
      const parts = asText(found).split(requireSeparator(asText(at)));
      run.requireRows(parts.length);
      run.step(parts.length);
      return parts.map((part, index) => (hasOrdinal ? [part, BigInt(index + 1)] : [part]));
    },
  };
};

const SERIES_TYPES = new Set(['tinyint', 'smallint', 'int', 'bigint', 'decimal']);

/** The type of all arguments: only decimals may differ, in facets. */
function seriesType(args: readonly Bound[]): Type {
  const types = args.map(({ type }) => type).filter((type) => !type.isUntypedNull);
  const [first] = types;
  if (!first || types.some(({ base }) => base !== first.base || !SERIES_TYPES.has(base)))
    throw new SqlError(5373, 'All the input parameters should be of the same type. Supported types are tinyint, smallint, int, bigint, decimal and numeric.'); // prettier-ignore
  if (types.some(({ scale }) => scale !== first.scale))
    throw new NotInEngine('ENGINE-FUNCTION-GENERATE_SERIES', 'GENERATE_SERIES of decimals with different scales');
  return types.reduce((widest, type) => ((type.precision ?? 0) > (widest.precision ?? 0) ? type : widest));
}

const generateSeries: BindTableFunction = (args) => {
  requireCount('generate_series', args.length, 2, 3);
  const type = seriesType(args);
  const isBig = type.base === 'bigint' || type.base === 'decimal';
  const unit = type.base === 'decimal' ? 10n ** BigInt(type.scale ?? 0) : 1n;
  return {
    columns: [{ name: 'value', type }],
    rows: (frame, run) => {
      const found = args.map((arg) => arg.evaluate(frame, run));
      if (found.some((value) => value === null)) return [];
      const [start = 0n, stop = 0n, written] = found.map((value) => BigInt(value as number | bigint)); // the types are of these
      if (written === 0n) throw new SqlError(4199, 'Argument value 0 is invalid for argument 3 of generate_series function.'); // prettier-ignore
      const step = written ?? (start <= stop ? unit : -unit);
      const rows: Row[] = [];
      for (let value = start; step > 0n ? value <= stop : value >= stop; value += step) {
        rows.push([isBig ? value : Number(value)]);
        run.step();
        run.requireRows(rows.length);
      }
      return rows;
    },
  };
};

/** By name in lower case; OPENJSON has a syntax of its own: src/engine/json/open-json.ts. */
export const TABLE_FUNCTIONS: Readonly<Record<string, BindTableFunction>> = {
  string_split: stringSplit,
  generate_series: generateSeries,
};
