/** Evaluates the constant expressions that stand in INSERT scripts; anything else is not a constant. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Expression, FunctionCall, TypeName } from '../../syntax/tsql/ast/index.js';
import { CellError, toCell, type Constant } from './cell.js';
import type { DateFormat } from './date-text.js';

/** What constants depend on. */
export interface ConstantContext {
  readonly dateFormat: DateFormat;
  readonly typeOf: (type: TypeName) => SqlType;
  /** Deterministic answer to NEWID(): a fresh one each call. */
  readonly nextUuid: () => string;
}

/** Rows made by clock functions carry this instant, so that the same script always gives the same rows. */
export const FIXED_CLOCK = '2000-01-01 00:00:00';
const DEPTH_MAX = 200;
const NULL: Constant = { kind: 'null', text: '' };
const CLOCKS = new Set([
  'getdate',
  'getutcdate',
  'sysdatetime',
  'sysutcdatetime',
  'current_timestamp',
  'sysdatetimeoffset',
]);
const USERS = new Set([
  'suser_sname',
  'suser_name',
  'user_name',
  'current_user',
  'session_user',
  'system_user',
  'user',
  'original_login',
]);

/** The constant an expression stands for; `default` for the keyword DEFAULT; undefined when it is not constant. */
export function constantOf(
  expression: Expression,
  context: ConstantContext,
  depth = 0,
): Constant | 'default' | undefined {
  if (depth > DEPTH_MAX) return undefined;
  switch (expression.kind) {
    case 'literal':
      return literal(expression.type, expression.value);
    case 'parenthesised':
      return constantOf(expression.operand, context, depth + 1);
    case 'unary':
      return signed(expression.operator, constantOf(expression.operand, context, depth + 1));
    case 'cast':
      return converted(expression.operand, expression.type, context, depth);
    case 'convert':
      return converted(expression.operand, expression.type, context, depth);
    case 'collate':
      return constantOf(expression.operand, context, depth + 1);
    case 'binary':
      return expression.operator === '+' ? joined(expression.left, expression.right, context, depth) : undefined;
    case 'call':
      return called(expression, context, depth);
    default:
      return undefined;
  }
}

function literal(type: string, value: string): Constant | 'default' | undefined {
  if (type === 'null') return NULL;
  if (type === 'default') return 'default';
  if (type === 'binary') return { kind: 'binary', text: value.length % 2 ? `0${value}` : value };
  if (type === 'string' || type === 'national_string') return { kind: 'string', text: value };
  if (type === 'date_escape') return { kind: 'string', text: value };
  return { kind: 'number', text: value.replace(/[$,]/g, '') };
}

function signed(operator: string, operand: Constant | 'default' | undefined): Constant | undefined {
  if (!operand || operand === 'default' || operand.kind !== 'number') return undefined;
  if (operator === '+') return operand;
  if (operator !== '-') return undefined;
  return { kind: 'number', text: operand.text.startsWith('-') ? operand.text.slice(1) : `-${operand.text}` };
}

function converted(operand: Expression, type: TypeName, context: ConstantContext, depth: number): Constant | undefined {
  const value = constantOf(operand, context, depth + 1);
  if (!value || value === 'default') return undefined;
  const target = context.typeOf(type);
  try {
    const cell = toCell(value, target, context.dateFormat);
    return cell === null ? NULL : { kind: kindOf(target), text: cell };
  } catch (error) {
    if (error instanceof CellError) return undefined;
    throw error;
  }
}

function kindOf(type: SqlType): Constant['kind'] {
  if (['binary', 'varbinary', 'image', 'rowversion'].includes(type.base)) return 'binary';
  const numeric = ['bit', 'tinyint', 'smallint', 'int', 'bigint', 'decimal', 'money', 'smallmoney', 'real', 'float'];
  return numeric.includes(type.base) ? 'number' : 'string';
}

/** `'a' + CHAR(13) + 'b'` as old dumps write long or multi-line strings. */
function joined(left: Expression, right: Expression, context: ConstantContext, depth: number): Constant | undefined {
  const [a, b] = [constantOf(left, context, depth + 1), constantOf(right, context, depth + 1)];
  if (!a || !b || a === 'default' || b === 'default') return undefined;
  if (a.kind === 'null' || b.kind === 'null') return NULL;
  if (a.kind === 'string' && b.kind === 'string') return { kind: 'string', text: a.text + b.text };
  return undefined;
}

function called(call: FunctionCall, context: ConstantContext, depth: number): Constant | undefined {
  const name = call.name.parts.at(-1)?.value.toLowerCase() ?? '';
  if (CLOCKS.has(name)) return { kind: 'string', text: FIXED_CLOCK };
  if (USERS.has(name)) return { kind: 'string', text: 'dbo' };
  if (name === 'newid' || name === 'newsequentialid') return { kind: 'string', text: context.nextUuid() };
  if (name === 'char' || name === 'nchar') return character(call, context, depth);
  return undefined;
}

function character(call: FunctionCall, context: ConstantContext, depth: number): Constant | undefined {
  const code = call.args[0] && constantOf(call.args[0], context, depth + 1);
  if (!code || code === 'default' || code.kind !== 'number') return undefined;
  return { kind: 'string', text: String.fromCharCode(Number(code.text)) };
}
