/** Recursive CTEs: both targets take a column's type from the anchor, and PostgreSQL refuses a member of another length. */
import type { BodyIr, CteIr, OutputColumn, QueryIr } from '../ir/relation.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { isCharacter } from '../types/families.js';

/** The CTE's query with every column of every member cast to the CTE's own type; texts to one without a length. */
export function castToAnchor(cte: CteIr): QueryIr {
  return castQuery(cte.query, cte.columns);
}

function castQuery(query: QueryIr, columns: readonly OutputColumn[]): QueryIr {
  return { ...query, body: castBody(query.body, columns) };
}

function castBody(body: BodyIr, columns: readonly OutputColumn[]): BodyIr {
  switch (body.op) {
    case 'select':
      return { ...body, items: body.items.map((item, index) => ({ ...item, expression: castItem(item.expression, columns[index]?.type) })) };
    case 'set':
      return { ...body, left: castQuery(body.left, columns), right: castQuery(body.right, columns) };
    case 'values':
      return { ...body, rows: body.rows.map((row) => row.map((value, index) => castItem(value, columns[index]?.type))) };
  }
}

/** A column of the type already is left as it is, unless it is a text: its length would count as part of its type. */
function castItem(expression: Scalar, type: ScalarType | undefined): Scalar {
  if (type === undefined || type.base === 'unknown') return expression;
  const wanted: ScalarType = isCharacter(type) ? { ...type, base: 'nvarchar', length: 'max' } : type;
  if (expression.op === 'column' && !isCharacter(type) && isSameType(expression.type, type)) return expression;
  if (expression.op === 'convert' && isSameType(expression.type, wanted)) return expression;
  return { op: 'convert', operand: expression, style: null, isTry: false, implicit: false, type: { ...wanted, nullable: expression.type.nullable }, span: expression.span };
}

const isSameType = (left: ScalarType, right: ScalarType): boolean =>
  left.base === right.base && left.length === right.length && left.precision === right.precision && left.scale === right.scale;
