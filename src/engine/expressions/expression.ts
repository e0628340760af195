/** Expressions to closures: one rule for each kind of the tree. */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import { requireCollationName } from '../collation/collation-name.js';
import { arithmetic, complement, negated } from '../arithmetic/arithmetic.js';
import { NotInEngine, SqlError } from '../errors.js';
import { atTimeZone } from '../functions/at-time-zone.js';
import { jsonConstructor } from '../json/json-constructor.js';
import { trimmed } from '../functions/text-parts.js';
import { isText } from '../types/families.js';
import { writtenType } from '../types/written-type.js';
import type { Bound, Frame } from './bound.js';
import { bindCase } from './case.js';
import { bindCall } from './call.js';
import { bindConversion } from './conversion.js';
import { bindLiteral } from './literal.js';
import { requireWhole } from './partial.js';
import { columnReader, resolveColumn, sameName, type Scope } from './scope.js';
import { dependsOnState, subqueryOf } from './subquery.js';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
type Rules = { readonly [K in Expression['kind']]: (expression: Of<K>, scope: Scope) => Bound };

const noValue = (what: string) => (): never => {
  throw new SqlError(4145, `An expression of non-boolean type specified in a context where a condition is expected, near '${what}'.`); // prettier-ignore
};
const lacking = (code: string, what: string) => (): never => {
  throw new NotInEngine(code, what);
};

const RULES: Rules = {
  literal: (expression, { defaultCollation }) => bindLiteral(expression, defaultCollation),
  column: ({ name, qualifier }, scope) => bindColumn(scope, name.value, qualifier),
  variable: ({ name }, scope) => bindVariable(scope, name),
  parenthesised: ({ operand }, scope) => bindExpression(operand, scope),
  unary: ({ operator, operand }, scope) => {
    const bound = bindExpression(operand, scope);
    if (operator === '+') return bound;
    return operator === '-' ? negated(bound) : complement(bound);
  },
  binary: bindBinary,
  case: (expression, scope) => bindCase(expression, scope),
  call: (expression, scope) => bindCall(expression, scope),
  cast: (expression, scope) => bindConversion(expression, scope),
  convert: (expression, scope) => bindConversion(expression, scope),
  collate: ({ operand, collation }, scope) => {
    const bound = bindExpression(operand, scope);
    if (!isText(bound.type)) throw new SqlError(447, 'Expression type is invalid for COLLATE clause.');
    requireCollationName(collation.value);
    return { ...bound, type: { ...bound.type, collation: collation.value, collationLabel: 'explicit' } };
  },
  subquery: ({ query }, scope) => bindScalarSubquery(query, scope),
  trim: ({ side, characters, operand }, scope) => bindTrim(side, characters, operand, scope),
  next_value: ({ sequence, over }, scope) => {
    if (over) throw new NotInEngine('ENGINE-SEQUENCE-OVER', 'NEXT VALUE FOR with OVER');
    dependsOnState(scope);
    const found = scope.objects.sequence(sequence);
    if (!found) throw new SqlError(208, `Invalid object name '${sequence.parts.at(-1)?.value}'.`);
    return { type: found.type, evaluate: (frame) => found.next(frame) };
  },
  star: lacking('ENGINE-STAR', '* where a value is expected'),
  method: lacking('ENGINE-METHOD', 'a method of xml or of a CLR type'),
  at_time_zone: ({ operand, zone }, scope) => atTimeZone(bindExpression(operand, scope), bindExpression(zone, scope)),
  json_constructor: (node, scope) => jsonConstructor(node, (part) => bindExpression(part, scope), scope),
  full_text: lacking('ENGINE-FULL-TEXT', 'full-text search'),
  current_of: lacking('ENGINE-CURSOR', 'WHERE CURRENT OF'),
  comparison: noValue('='),
  logical: noValue('AND'),
  not: noValue('NOT'),
  between: noValue('BETWEEN'),
  in_list: noValue('IN'),
  in_query: noValue('IN'),
  like: noValue('LIKE'),
  is_null: noValue('IS'),
  is_distinct: noValue('IS'),
  exists: noValue('EXISTS'),
  quantified: noValue('ALL'),
};

/** @throws SqlError as SQL Server would when it compiles; NotInEngine */
export function bindExpression(expression: Expression, scope: Scope): Bound {
  const taken = scope.interceptor?.bind(expression);
  if (taken) return taken;
  // The rule of a kind takes nodes of that kind.
  const rule = RULES[expression.kind] as (expression: Expression, scope: Scope) => Bound;
  return rule(expression, scope);
}

/** From the left, without a deep stack: sums of thousands of terms are written by programs. */
function bindBinary(expression: Of<'binary'>, scope: Scope): Bound {
  const spine: Of<'binary'>[] = [expression];
  let first = expression.left;
  let taken = scope.interceptor?.bind(first) ?? null;
  while (!taken && first.kind === 'binary') {
    spine.push(first);
    first = first.left;
    taken = scope.interceptor?.bind(first) ?? null;
  }
  return spine.reduceRight(
    (left, { operator, right }) => arithmetic(operator, left, bindExpression(right, scope)),
    taken ?? bindExpression(first, scope),
  );
}

function bindColumn(scope: Scope, name: string, qualifier: Of<'column'>['qualifier']): Bound {
  const found = resolveColumn(scope, name, qualifier);
  if (!found) {
    requireWhole(scope, name);
    if (qualifier.length === 0 || namesTable(scope, qualifier.at(-1)?.value ?? ''))
      throw new SqlError(207, `Invalid column name '${name}'.`);
    const full = [...qualifier.map((part) => part?.value ?? ''), name].join('.');
    throw new SqlError(4104, `The multi-part identifier "${full}" could not be bound.`);
  }
  const { depth, index } = found;
  const taken = depth > 0 ? found.scope.interceptor?.column?.(index) : null;
  if (taken) return { ...taken, evaluate: (frame, run) => taken.evaluate(frameAt(frame, depth), run) };
  const { type, isNullable } = found.column;
  return { type, isNullable, evaluate: columnReader(depth, index) };
}

/** Whether some query around has a table of that name: then it is the column that is wrong. */
function namesTable(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at; at = at.outer)
    if (at.columns.some(({ table }) => table !== null && sameName(table, name))) return true;
  return false;
}

function frameAt(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let up = 0; up < depth; up++) {
    if (!at.outer) throw new Error('a row around is missing');
    at = at.outer;
  }
  return at;
}

/** Parameters of a table function are columns of a row around its body; all others are the session's. */
function bindVariable(scope: Scope, name: string): Bound {
  const parameter = resolveColumn(scope, name, []);
  if (parameter) return { type: parameter.column.type, evaluate: columnReader(parameter.depth, parameter.index) };
  dependsOnState(scope);
  const type = scope.objects.variableType(name);
  if (!type) throw new SqlError(137, `Must declare the scalar variable "${name}".`);
  const key = name.toLowerCase();
  return { type, evaluate: (_frame, run) => run.variables.get(key) ?? null };
}

function bindScalarSubquery(query: Of<'subquery'>['query'], scope: Scope): Bound {
  const bound = subqueryOf(query, scope);
  const [column, second] = bound.columns;
  if (!column || second)
    throw new SqlError(116, 'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.'); // prettier-ignore
  return {
    type: column.type,
    evaluate: (frame, run) => {
      const rows = bound.rows(frame, run);
      if (rows.length > 1)
        throw new SqlError(512, 'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.'); // prettier-ignore
      return rows[0]?.[0] ?? null;
    },
  };
}

function bindTrim(side: Of<'trim'>['side'], characters: Expression | null, operand: Expression, scope: Scope): Bound {
  const set = characters ? bindExpression(characters, scope) : null;
  return trimmed(bindExpression(operand, scope), set, side ?? 'both', scope);
}

/** A type as it stands in a CAST. */
export function castType(name: Of<'cast'>['type'], scope: Scope) {
  return writtenType(name, scope.objects.aliases, scope.defaultCollation, 'cast');
}
