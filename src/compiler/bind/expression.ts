/**
 * Binds an expression of the syntax tree: names become columns, every node gets its SQL Server type and collation, implicit
 * conversions become visible, and what has no faithful meaning in a model is reported.
 */
import type {
  Expression,
  JsonConstructor,
  Literal,
  MethodCall,
  OrderItem,
  Span,
  Variable,
} from '../../syntax/tsql/ast/index.js';
import type { Scalar, SortKey } from '../ir/scalar.js';
import { literalIr } from '../types/literal.js';
import { bindBinary, bindUnary } from './arithmetic.js';
import { type Binder, refuse } from './binder.js';
import { bindCall, bindTrim } from './call.js';
import { databaseCollation } from './coerce.js';
import {
  bindBetween,
  bindComparison,
  bindInList,
  bindInQuery,
  bindIsDistinct,
  bindLike,
  bindQuantified,
} from './comparison.js';
import { bindAtTimeZone, bindCast, bindCollate, bindConvert } from './conversion.js';
import { bindCase, bindExists, bindIsNull, bindLogical, bindNot } from './logic.js';
import { bindOrder } from './ordering.js';
import { bindXmlValue } from './xml-value.js';
import { type BindExpression, type ExpressionScope, unbound } from './scope.js';

/** Binds one expression or predicate (type `bit`). Never throws; what cannot be bound is reported and typed `unknown`. */
export const bindExpression: BindExpression = (expression, scope) => binderFor(scope, scope.allows).bind(expression);

/** Binds sort keys written as expressions; `ORDER BY (SELECT NULL)` gives none. */
export const bindSortKeys = (items: readonly OrderItem[], scope: ExpressionScope): readonly SortKey[] =>
  bindOrder(items, binderFor(scope, scope.allows));

function binderFor(scope: ExpressionScope, allows: ExpressionScope['allows']): Binder {
  const binder: Binder = {
    scope,
    allows,
    bind: (expression) => rule(expression)(binder),
    allowing: (other) => binderFor(scope, other),
  };
  return binder;
}

type Rule = (binder: Binder) => Scalar;

/** One rule per kind of node; the switch is exhaustive, so that a new kind cannot be forgotten. */
function rule(node: Expression): Rule {
  switch (node.kind) {
    case 'literal': return (binder) => bindLiteral(node, binder);
    case 'column': return (binder) => binder.scope.column(node) ?? unbound(node.span);
    case 'variable': return (binder) => bindVariable(node, binder);
    case 'parenthesised': return (binder) => binder.bind(node.operand);
    case 'unary': return (binder) => bindUnary(node, binder);
    case 'binary': return (binder) => bindBinary(node, binder);
    case 'comparison': return (binder) => bindComparison(node, binder);
    case 'logical': return (binder) => bindLogical(node, binder);
    case 'not': return (binder) => bindNot(node, binder);
    case 'between': return (binder) => bindBetween(node, binder);
    case 'in_list': return (binder) => bindInList(node, binder);
    case 'in_query': return (binder) => bindInQuery(node, binder);
    case 'like': return (binder) => bindLike(node, binder);
    case 'is_null': return (binder) => bindIsNull(node, binder);
    case 'is_distinct': return (binder) => bindIsDistinct(node, binder);
    case 'exists': return (binder) => bindExists(node, binder);
    case 'quantified': return (binder) => bindQuantified(node, binder);
    case 'case': return (binder) => bindCase(node, binder);
    case 'call': return (binder) => bindCall(node, binder);
    case 'method': return (binder) => bindMethod(node, binder);
    case 'cast': return (binder) => bindCast(node, binder);
    case 'convert': return (binder) => bindConvert(node, binder);
    case 'collate': return (binder) => bindCollate(node, binder);
    case 'at_time_zone': return (binder) => bindAtTimeZone(node, binder);
    case 'subquery': return (binder) => binder.scope.scalarQuery(node.query, node.span) ?? unbound(node.span);
    case 'trim': return (binder) => bindTrim(node, binder);
    case 'json_constructor': return (binder) => bindJson(node, binder);
    case 'next_value': return (binder) => binder.scope.sequence(node) ?? unbound(node.span);
    case 'star': return refusal('TSQL-UNSUPPORTED-CONSTRUCT', node.span, '*');
    case 'full_text': return refusal('TSQL-FULL-TEXT', node.span, node.function.toUpperCase());
    case 'current_of': return refusal('TSQL-UNSUPPORTED-CONSTRUCT', node.span, 'CURRENT OF');
  }
} // prettier-ignore

const refusal =
  (code: string, span: Span, detail: string): Rule =>
  (binder) =>
    refuse(binder, code, span, detail);

function bindLiteral(node: Literal, binder: Binder): Scalar {
  return (
    literalIr(node, databaseCollation(binder.scope)) ??
    refuse(binder, 'TSQL-UNSUPPORTED-CONSTANT', node.span, node.text.slice(0, 40))
  );
}

/** `@@DATEFIRST` is a setting of the migration; the other `@@` names belong to a session. */
function bindVariable(node: Variable, binder: Binder): Scalar {
  const name = node.name.toLowerCase();
  if (name === '@@datefirst') {
    return {
      op: 'literal',
      value: String(binder.scope.settings.dateFirst),
      type: { base: 'tinyint', nullable: false, collation: null },
      span: node.span,
    };
  }
  if (name.startsWith('@@')) return refuse(binder, 'TSQL-SESSION-VARIABLE', node.span, node.name);
  return binder.scope.parameter(node.name) ?? refuse(binder, 'TSQL-UNKNOWN-VARIABLE', node.span, node.name);
}

function bindMethod(node: MethodCall, binder: Binder): Scalar {
  return (
    binder.scope.method(node) ??
    bindXmlValue(node, binder) ??
    refuse(binder, 'TSQL-UNSUPPORTED-METHOD', node.span, `${node.isStatic ? '::' : '.'}${node.method.value}`)
  );
}

/** Arguments alternate key and value for an object. ABSENT ON NULL is the default of arrays, NULL ON NULL of objects. */
function bindJson(node: JsonConstructor, binder: Binder): Scalar {
  const args = node.entries.flatMap(({ key, value }) =>
    key === null ? [binder.bind(value)] : [binder.bind(key), binder.bind(value)],
  );
  const unit = node.onNull ?? (node.function === 'json_object' ? 'null' : 'absent');
  const type = {
    base: 'nvarchar',
    length: 'max',
    nullable: false,
    collation: databaseCollation(binder.scope),
  } as const;
  return { op: 'call', fn: node.function, unit, args, type, span: node.span };
}
