/**
 * What the binder of expressions asks of the binder of queries. `bindExpression` never throws and never returns null:
 * what cannot be bound is reported through `report` and stands in the IR as `unbound(span)`, whose type is `unknown`;
 * an operator over an unknown operand reports nothing more, so that one fault makes one finding.
 */
import type { SourceSettings } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import type {
  ColumnReference,
  Expression,
  FunctionCall,
  Identifier,
  MethodCall,
  NextValueFor,
  Query,
  Span,
  TypeName,
  Window,
} from '../../syntax/tsql/ast/index.js';
import type { QueryIr } from '../ir/relation.js';
import type { LiteralIr, Scalar } from '../ir/scalar.js';

export interface ExpressionScope {
  readonly settings: SourceSettings;

  /** A column of a relation in scope, of an outer query too. Null when it is missing or ambiguous, already reported. */
  column(reference: ColumnReference): Scalar | null;

  /** Binds a query whose rows an expression asks about (EXISTS, IN, ALL, ANY), with this scope as its outer scope. Null when reported. */
  query(query: Query): QueryIr | null;

  /**
   * A query used as a value, `FOR XML PATH` concatenation and `FOR JSON` included. Null when it cannot be bound, already
   * reported; the wrong number of columns is reported here as well.
   */
  scalarQuery(query: Query, span: Span): Scalar | null;

  /** `@name` of a function being bound or inlined. Null when there is none of that name, not reported. */
  parameter(name: string): Scalar | null;

  /** A function with a name that is not built in: inlined when it can be. Null when reported. Arguments are bound already. */
  userFunction(call: FunctionCall, args: readonly Scalar[]): Scalar | null;

  /** A method of a CLR or xml value the query binder knows a rewrite of (`(SELECT ... FOR XML PATH(''), TYPE).value(...)`). Null when it knows none, not reported. */
  method(call: MethodCall): Scalar | null;

  /** `NEXT VALUE FOR`. Null when reported. */
  sequence(next: NextValueFor): Scalar | null;

  /** An entry of the WINDOW clause. Null when there is none, not reported. */
  window(name: Identifier): Window | null;

  /** The declared type with aliases resolved; base `unknown` when nothing of that name exists, not reported. */
  declaredType(written: TypeName): SqlType;

  /** Where the expression stands: aggregates may be used in a select list, HAVING and ORDER BY; windows in a select list and ORDER BY. */
  readonly allows: { readonly aggregates: boolean; readonly windows: boolean };

  /** Records a finding of the hazard registry at a place of the source. `detail` names the thing: `LEN`, `varchar to date`. */
  report(code: string, span: Span, detail?: string): void;
}

/** Binds one expression or predicate; a predicate has type `bit`. */
export type BindExpression = (expression: Expression, scope: ExpressionScope) => Scalar;

/** Stands for what could not be bound. */
export function unbound(span: Span): LiteralIr {
  return { op: 'literal', value: null, type: { base: 'unknown', nullable: true, collation: null }, span };
}
