/** Calls of scalar functions by the tables of rules; a function in no table is one the target does not have. */
import type { CallIr, Scalar } from '../../ir/scalar.js';
import { cast } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { familyOf } from '../../types/families.js';
import { CHOICE_RULES } from './choice-rules.js';
import { DATE_RULES } from './date-rules.js';
import { DATE_PART_RULES } from './date-part-rules.js';
import { FORMAT_RULES } from './format-rules.js';
import { JSON_RULES } from './json-rules.js';
import { type Legaliser, ruleFor } from './legaliser.js';
import { typedConstant } from './literal.js';
import { CHOICES, hasTargetType, partOfChoice } from './natural-type.js';
import { NUMBER_RULES } from './number-rules.js';
import type { CallRules } from './rules.js';
import { wideFloat } from './real.js';
import { TEXT_RULES } from './text-rules.js';
import { TEXT_SEARCH_RULES } from './text-search-rules.js';
import { XML_RULES } from './xml-rules.js';

/** By the name of the function. */
export const CALL_RULES: CallRules = {
  ...TEXT_RULES,
  ...TEXT_SEARCH_RULES,
  ...DATE_RULES,
  ...DATE_PART_RULES,
  ...NUMBER_RULES,
  ...CHOICE_RULES,
  ...JSON_RULES,
  ...XML_RULES,
  ...FORMAT_RULES,
};

/** Null when there is no rule, or the rule has no faithful form for these arguments. */
export function legaliseCall(node: CallIr, legaliser: Legaliser): Sql | null {
  const rule = Object.hasOwn(CALL_RULES, node.fn) ? CALL_RULES[node.fn] : undefined;
  if (rule === undefined) return null;
  if (!CHOICES.has(node.fn) && node.args.some(({ type }) => type.base === 'datetimeoffset'))
    legaliser.context.report('TSQL-TYPE-DATETIMEOFFSET', node.span, `an argument of ${node.fn.toUpperCase()}`);
  return ruleFor(rule, legaliser.target)(
    node.args.map((arg) => argument(arg, node, legaliser)),
    node,
    legaliser,
  );
}

/** A `real` is calculated with in double precision. Text functions of PostgreSQL count in `integer` alone, and its JSON functions want to know a type. */
function argument(arg: Scalar, { fn, type }: CallIr, legaliser: Legaliser): Sql {
  if (fn === 'string_escape') return typedConstant(arg, legaliser);
  const sql = legaliser.scalar(arg);
  if (type.base === 'float') return wideFloat(sql, arg, legaliser);
  if (CHOICES.has(fn)) return partOfChoice(sql, arg, type, legaliser.target);
  const counts = COUNTING.has(fn) && familyOf(arg.type) === 'integer' && arg.op !== 'literal';
  // DuckDB has no tinyint below 0, which what is counted from it may be.
  if (legaliser.target === 'duckdb' && counts && arg.type.base === 'tinyint') return cast(sql, 'integer');
  if (legaliser.target !== 'postgres' || !counts) return sql;
  return arg.type.base !== 'bigint' && hasTargetType(arg, legaliser.target) ? sql : cast(sql, 'integer');
}

const COUNTING = new Set(['left', 'right', 'substring', 'stuff', 'replicate', 'space', 'charindex']);
