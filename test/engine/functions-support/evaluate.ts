/** Evaluates one expression of literals, casts and built-in calls: what a function's own tests need, and nothing of queries. */
import type { Expression } from '../../../src/syntax/tsql/ast/index.js';
import { parseScript } from '../../../src/syntax/tsql/index.js';
import { textOf, toType } from '../../../src/engine/conversion/convert.js';
import { NotInEngine, SqlError } from '../../../src/engine/errors.js';
import type { Bound } from '../../../src/engine/expressions/bound.js';
import { bindLiteral } from '../../../src/engine/expressions/literal.js';
import { CHOICE_FUNCTIONS } from '../../../src/engine/functions/choice-functions.js';
import { DATE_FUNCTIONS } from '../../../src/engine/functions/date-functions.js';
import { JSON_FUNCTIONS } from '../../../src/engine/functions/json-functions.js';
import { SYSTEM_FUNCTIONS } from '../../../src/engine/functions/system-functions.js';
import { jsonConstructor } from '../../../src/engine/json/json-constructor.js';
import { defaultSettings, Run, type Settings } from '../../../src/engine/session/run.js';
import { writtenType } from '../../../src/engine/types/written-type.js';
import type { Type } from '../../../src/engine/types/type.js';

const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
const FUNCTIONS = { ...DATE_FUNCTIONS, ...CHOICE_FUNCTIONS, ...JSON_FUNCTIONS, ...SYSTEM_FUNCTIONS };
const DATEPART_FIRST = new Set(['dateadd', 'datediff', 'datediff_big', 'datepart', 'datename', 'datetrunc', 'date_bucket']); // prettier-ignore

export const context = { defaultCollation: COLLATION, settings: defaultSettings() };

export function bind(expression: Expression): Bound {
  switch (expression.kind) {
    case 'literal':
      return bindLiteral(expression, COLLATION);
    case 'parenthesised':
      return bind(expression.operand);
    case 'unary': {
      const { type, literal } = bind(expression.operand);
      const value = typeof literal?.value === 'number' || typeof literal?.value === 'bigint' ? -literal.value : null;
      return { type, evaluate: () => value, literal: { value } };
    }
    case 'cast':
      return toType(bind(expression.operand), writtenType(expression.type, () => null, COLLATION, 'cast'), { kind: 'explicit' }); // prettier-ignore
    case 'json_constructor':
      return jsonConstructor(expression, bind, context);
    case 'call': {
      const name = expression.name.parts.at(-1)?.value.toLowerCase() ?? '';
      const skipped = DATEPART_FIRST.has(name) ? 1 : 0;
      const count = name === 'isjson' ? 1 : expression.args.length;
      return FUNCTIONS[name]!(expression.args.slice(skipped, count).map(bind), context, expression);
    }
    default:
      throw new Error(`the support of these tests knows no ${expression.kind}`);
  }
}

export function expressionOf(sql: string): Expression {
  const { statements } = parseScript({ path: 'test.sql', text: `SELECT ${sql}` }).batches[0]!;
  const [select] = statements;
  if (select?.kind !== 'select_statement' || select.query.body.kind !== 'select') throw new Error(sql);
  const [item] = select.query.body.items;
  if (item?.kind !== 'select_expression') throw new Error(sql);
  return item.expression;
}

/** 2024-05-06 07:08:09.1234567 UTC, two hours east of Greenwich. */
export function newRun(settings: Partial<Settings> = {}): Run {
  const surroundings = { nowUtc: 638_505_760_891_234_567n, offsetMinutes: 120, user: 'dbo', database: 'sales', server: 'here', random: () => 0.5, elapsedMs: () => 0 }; // prettier-ignore
  return new Run(surroundings, { ...defaultSettings(), ...settings });
}

export interface Answer {
  readonly text: string | null;
  readonly type: Type;
}

export function evaluate(sql: string, settings: Partial<Settings> = {}): Answer {
  const { type, evaluate: run } = bind(expressionOf(sql));
  const value = run({ row: [], outer: null }, newRun(settings));
  return { text: value === null ? null : textOf(value, type), type };
}

/** The text of the value; `error 517` or a code of what is lacking where there is none. */
export function outcome(sql: string, settings: Partial<Settings> = {}): string | null {
  try {
    return evaluate(sql, settings).text;
  } catch (error) {
    if (error instanceof SqlError) return `error ${error.number}`;
    if (error instanceof NotInEngine) return error.code;
    throw error;
  }
}
