/** STRING_SPLIT and GENERATE_SERIES as queries with a set-returning select list. Source: Microsoft Learn, the pages of these names. */
import type { SeriesRelation, SplitRelation } from '../ir/relation.js';
import { binary, call, caseWhen, cast, keyword, number, text } from '../sql/build.js';
import type { Sql, SqlQuery, SqlRelation } from '../sql/tree.js';
import type { RelationContext } from './context.js';
import { targetType } from '../types/target-types.js';
import { legaliseScalar } from './expression/expression.js';

/** NULL gives no row and an empty text one empty row, which PostgreSQL's `string_to_array` does not. */
export function splitRows(relation: SplitRelation, context: RelationContext): SqlRelation {
  const source = legaliseScalar(relation.text, context);
  const separator = legaliseScalar(relation.separator, context);
  const parts =
    context.target === 'duckdb' ? call('string_split', source, separator) : postgresParts(source, separator);
  const items = [{ expression: call('unnest', parts), alias: context.columnName('value') }];
  const ordinal = {
    expression: cast(call('generate_subscripts', parts, number(1)), 'bigint'),
    alias: context.columnName('ordinal'),
  };
  return derived(relation, relation.ordinal ? [...items, ordinal] : items);
}

function postgresParts(source: Sql, separator: Sql): Sql {
  return caseWhen([[binary(source, '=', text('')), keyword("array['']")]], call('string_to_array', source, separator));
}

/** Without a step it is 1, or -1 when the series goes down. */
export function seriesRows(relation: SeriesRelation, context: RelationContext): SqlRelation {
  const [start, stop] = [legaliseScalar(relation.start, context), legaliseScalar(relation.stop, context)];
  const step =
    relation.step === null
      ? caseWhen([[binary(start, '<=', stop), number(1)]], number(-1))
      : legaliseScalar(relation.step, context);
  const series = call('generate_series', start, stop, step);
  const rows = context.target === 'duckdb' ? call('unnest', series) : series;
  const [column] = relation.columns;
  const typed = column === undefined || context.target === 'postgres' ? rows : cast(rows, targetType(column.type, context.target)); // prettier-ignore
  return derived(relation, [{ expression: typed, alias: context.columnName('value') }]);
}

type Items = readonly { readonly expression: Sql; readonly alias: string }[];

function derived(relation: SplitRelation | SeriesRelation, items: Items): SqlRelation {
  const body: SqlQuery['body'] = {
    sql: 'select',
    distinct: false,
    items,
    from: null,
    where: null,
    groupBy: null,
    having: null,
  };
  const query: SqlQuery = { ctes: [], body, orderBy: [], limit: null, offset: null };
  return { sql: 'derived', query, alias: relation.alias, span: relation.span };
}
