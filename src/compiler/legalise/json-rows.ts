/** OPENJSON as a query over the elements of a document. Source: Microsoft Learn, "OPENJSON (Transact-SQL)". */
import type { JsonRelation } from '../ir/relation.js';
import type { Scalar, ScalarType } from '../ir/scalar.js';
import { binary, call, caseWhen, cast, keyword, text } from '../sql/build.js';
import type { Sql, SqlQuery, SqlRelation } from '../sql/tree.js';
import type { RelationContext } from './context.js';
import { legaliseScalar } from './expression/expression.js';
import { inPostgres } from './expression/json-rules.js';

const ELEMENT = 'element';

/** Only with WITH: an array gives one row an element, anything else one row. Without WITH the rows are key, value and type, which is refused. */
export function jsonRows(relation: JsonRelation, context: RelationContext): SqlRelation {
  if (relation.fields === null) context.report('TSQL-OPENJSON-SCHEMA', relation.span);
  const alias = context.alias('elements');
  const items = (relation.fields ?? []).map((field) => ({
    expression: legaliseScalar(fieldOf(field, alias, relation), context),
    alias: context.columnName(field.name),
  }));
  const from: SqlRelation = {
    sql: 'derived',
    query: selectOf([{ expression: elements(document(relation, context), context), alias: ELEMENT }], null),
    alias,
  };
  return { sql: 'derived', query: selectOf(items, from), alias: relation.alias, span: relation.span };
}

/** The document, or the part of it a path names. */
function document(relation: JsonRelation, context: RelationContext): Sql {
  const whole = legaliseScalar(relation.document, context);
  if (relation.path === null) return whole;
  if (/^\s*strict\b/i.test(relation.path))
    context.report('TSQL-NOT-IN-TARGET', relation.span, `a strict path in ${context.target}`);
  const path = relation.path.replace(/^\s*(lax|strict)\s+/i, '');
  return context.target === 'duckdb' ? call('json_extract', whole, text(path)) : inPostgres(whole, path);
}

/** An array's elements, an object alone; anything else has none. */
function elements(value: Sql, { target }: RelationContext): Sql {
  if (target === 'duckdb') {
    const isType = (name: string): Sql => binary(call('json_type', value), '=', text(name));
    const list = caseWhen(
      [
        [isType('ARRAY'), cast(cast(value, 'json'), 'json[]')],
        [isType('OBJECT'), call('list_value', cast(value, 'json'))],
      ],
      null,
    );
    return cast(call('unnest', list), 'varchar');
  }
  const json = cast(value, 'jsonb');
  const isType = (name: string): Sql => binary(call('jsonb_typeof', json), '=', text(name));
  const list = caseWhen(
    [
      [isType('array'), json],
      [isType('object'), call('jsonb_build_array', json)],
    ],
    null,
  );
  return cast(call('jsonb_array_elements', list), 'text');
}

type Field = NonNullable<JsonRelation['fields']>[number];

/** A field is what JSON_VALUE, or with AS JSON JSON_QUERY, takes from the element, in the declared type. */
function fieldOf(field: Field, alias: string, { span, document: { type: documentType } }: JsonRelation): Scalar {
  const type: ScalarType = { base: 'nvarchar', length: 'max', nullable: true, collation: documentType.collation };
  const element: Scalar = { op: 'column', relation: alias, name: ELEMENT, type, span };
  const path: Scalar = { op: 'literal', value: field.path, type: { ...type, nullable: false }, span };
  const taken: Scalar = {
    op: 'call',
    fn: field.asJson ? 'json_query' : 'json_value',
    unit: null,
    args: [element, path],
    type,
    span,
  };
  return field.asJson
    ? taken
    : { op: 'convert', operand: taken, style: null, isTry: false, implicit: false, type: field.type, span };
}

type Items = readonly { readonly expression: Sql; readonly alias: string }[];

function selectOf(items: Items, from: SqlRelation | null): SqlQuery {
  const listed = items.length > 0 ? items : [{ expression: keyword('null'), alias: 'nothing' }];
  const body: SqlQuery['body'] = {
    sql: 'select',
    distinct: false,
    items: listed,
    from,
    where: null,
    groupBy: null,
    having: null,
  };
  return { ctes: [], body, orderBy: [], limit: null, offset: null };
}
