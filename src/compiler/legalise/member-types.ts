/**
 * The members of a set operator meet in the types SQL Server gives its columns. The binder leaves out conversions that
 * change no value; a target that takes a column's type from its first member needs some of them.
 */
import type { BodyIr, CteIr, OutputColumn, QueryIr } from '../ir/relation.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { isCharacter } from '../types/families.js';

type CastRule = (expression: Scalar, type: ScalarType) => Scalar;

/**
 * A recursive CTE's query with every column of every member cast to the CTE's own type: both targets take it from the
 * anchor, and PostgreSQL refuses a member of another length, so texts are cast to one without.
 */
export const castToAnchor = (cte: CteIr): QueryIr => castQuery(cte.query, cte.columns, castAlways);

/** A member of a set operator with the scale of its decimals: `1` beside `2.5` is `1.0`. */
export const castDecimals = (member: QueryIr, columns: readonly OutputColumn[]): QueryIr =>
  castQuery(member, columns, castDecimal);

/** A member whose columns are the result's, as none is converted by an operator: with the types of the result, texts as they are. */
export const castToResult = (member: QueryIr, columns: readonly OutputColumn[]): QueryIr =>
  castQuery(member, columns, castOther);

/** Rows written out, with the types of their columns: a target would take the type of each from its first values. */
export const castValues = ({ rows, columns }: Extract<BodyIr, { op: 'values' }>): readonly (readonly Scalar[])[] =>
  rows.map((row) => row.map((value, at) => castOther(value, columns[at]?.type ?? value.type)));

function castQuery(query: QueryIr, columns: readonly OutputColumn[], rule: CastRule): QueryIr {
  return { ...query, body: castBody(query.body, columns, rule) };
}

function castBody(body: BodyIr, columns: readonly OutputColumn[], rule: CastRule): BodyIr {
  const cast = (expression: Scalar, index: number): Scalar => {
    const type = columns[index]?.type;
    return type === undefined || type.base === 'unknown' ? expression : rule(expression, type);
  };
  switch (body.op) {
    case 'select':
      return {
        ...body,
        items: body.items.map((item, index) => ({ ...item, expression: cast(item.expression, index) })),
      };
    case 'set':
      return { ...body, left: castQuery(body.left, columns, rule), right: castQuery(body.right, columns, rule) };
    case 'values':
      return { ...body, rows: body.rows.map((row) => row.map(cast)) };
  }
}

/** A column of the type already is left as it is, unless it is a text: its length would count as part of its type. */
function castAlways(expression: Scalar, type: ScalarType): Scalar {
  const wanted: ScalarType = isCharacter(type) ? { ...type, base: 'nvarchar', length: 'max' } : type;
  if (expression.op === 'column' && !isCharacter(type) && isSameType(expression.type, type)) return expression;
  return isSameType(expression.type, wanted) && expression.op === 'convert'
    ? expression
    : converted(expression, wanted);
}

function castOther(expression: Scalar, type: ScalarType): Scalar {
  return isCharacter(type) || isSameType(expression.type, type) ? expression : converted(expression, type);
}

function castDecimal(expression: Scalar, type: ScalarType): Scalar {
  return type.base !== 'decimal' || isSameType(expression.type, type) ? expression : converted(expression, type);
}

function converted(operand: Scalar, type: ScalarType): Scalar {
  return {
    op: 'convert',
    operand,
    style: null,
    isTry: false,
    implicit: false,
    type: { ...type, nullable: operand.type.nullable },
    span: operand.span,
  };
}

const isSameType = (left: ScalarType, right: ScalarType): boolean =>
  left.base === right.base &&
  left.length === right.length &&
  left.precision === right.precision &&
  left.scale === right.scale;
