/** PIVOT as grouping with one conditional aggregate a value; UNPIVOT as APPLY of VALUES. Source: Microsoft Learn, "FROM - Using PIVOT and UNPIVOT". */
import type { Expression, FunctionCall, Identifier, Pivot, Unpivot } from '../../syntax/tsql/ast/index.js';
import { columnItems, derivedOf, queryOf, selectFrom } from '../ir/build.js';
import type { OutputColumn, RelationIr, SelectIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { childrenOf } from '../ir/walk.js';
import { commonType } from '../types/common-type.js';
import { comparisonCollation } from './binder.js';
import { coerce, databaseCollation } from './coerce.js';
import { bindExpression } from './expression.js';
import { columnOf, QueryScope } from './query-scope.js';
import { aliased, bindSource, expose } from './tables.js';

/** The rewritten relation, exposed in `scope` under its alias; null when reported. */
export function bindPivot(node: Pivot | Unpivot, scope: QueryScope): RelationIr | null {
  const source = new QueryScope(scope.around);
  const relation = bindSource(node.source, source);
  if (relation === null) return null;
  const select = node.kind === 'pivot' ? pivoted(node, relation, source) : unpivoted(node, relation, source);
  if (select === null) return null;
  const columns = select.items.map(({ name, expression }) => ({ name, type: expression.type }));
  const query = queryOf(select, columns, node.span);
  const exposed = aliased(columns, node.alias, scope);
  const { alias } = expose(scope, node.alias?.name.value ?? node.kind, exposed);
  return { op: 'derived', query, alias, columns: exposed, span: node.span };
}

type Items = SelectIr['items'];

function pivoted(node: Pivot, relation: RelationIr, source: QueryScope): SelectIr | null {
  const aggregates = source.allowing({ aggregates: true, windows: false });
  const used = [node.column, ...node.aggregate.args.filter(({ kind }) => kind !== 'star')].map((each) =>
    bindExpression(each, source),
  );
  const groups = otherColumns(used, source);
  const values = node.values.map((value) => ({
    name: value.value,
    expression: bindExpression(aggregateOf(node, value), aggregates),
  }));
  const keys = groups.map(({ expression }) => ({
    expression,
    collation: comparisonCollation([expression], node.span, source),
  }));
  return {
    ...selectFrom([...groups, ...values], relation, node.span),
    groupBy: { keys, sets: [keys.map((_, index) => index)] },
  };
}

/** `SUM(CASE WHEN column = N'value' THEN argument END)`; a value is a constant of the column's type. */
function aggregateOf({ aggregate, column }: Pivot, value: Identifier): FunctionCall {
  const { span } = value;
  const text: Expression = {
    kind: 'literal',
    type: 'national_string',
    text: `N'${value.value.replaceAll("'", "''")}'`,
    value: value.value,
    span,
  };
  const when: Expression = { kind: 'comparison', operator: '=', left: column, right: text, span };
  const conditional = (then: Expression): Expression => ({
    kind: 'case',
    operand: null,
    branches: [{ when, then }],
    otherwise: null,
    span,
  });
  const one: Expression = { kind: 'literal', type: 'integer', text: '1', value: '1', span };
  const args = aggregate.args.map((arg) => conditional(arg.kind === 'star' ? one : arg));
  return { ...aggregate, args, span };
}

/** The columns of the source that neither the aggregate nor the FOR column names, in their order. */
function otherColumns(used: readonly Scalar[], source: QueryScope): Items {
  const named = new Set(used.flatMap(columnNames));
  return source.relations.flatMap((relation) =>
    relation.columns
      .filter(({ name }) => !named.has(`${relation.alias}\u0000${name ?? ''}`))
      .map((column) => ({ name: column.name, expression: columnOf(relation, column, { start: 0, end: 0 }) })),
  );
}

const columnNames = (scalar: Scalar): string[] =>
  scalar.op === 'column' ? [`${scalar.relation}\u0000${scalar.name}`] : childrenOf(scalar).flatMap(columnNames);

/** A row for each listed column that is not NULL: its name and its value, beside the columns not listed. */
function unpivoted(node: Unpivot, relation: RelationIr, source: QueryScope): SelectIr | null {
  const { span } = node;
  const listed = node.columns.map((column) => bindExpression(column, source));
  const type = commonType(listed);
  const name: OutputColumn = {
    name: node.nameColumn.value,
    type: {
      base: 'nvarchar',
      length: 128,
      nullable: false,
      collation: { ...databaseCollation(source), rank: 'implicit' },
    },
  };
  const value: OutputColumn = { name: node.valueColumn.value, type };
  const rows = listed.map((column, index): readonly Scalar[] => {
    const written = node.columns[index];
    const label = written?.kind === 'column' ? written.name.value : column.op === 'column' ? column.name : '';
    return [coerce(column, type, source), { op: 'literal', value: label, type: name.type, span: column.span }];
  });
  const columns = [value, name];
  const right = derivedOf(
    queryOf({ op: 'values', rows, columns, span }, columns, span),
    source.around.session.alias('unpivoted'),
  );
  const rest = otherColumns(listed, source);
  const pair = columnItems(right.alias, columns, span);
  const [first] = pair;
  if (first === undefined) return null;
  const where: Scalar = {
    op: 'is_null',
    negated: true,
    operand: first.expression,
    type: { base: 'bit', nullable: false, collation: null },
    span,
  };
  const from: RelationIr = { op: 'apply', type: 'cross', left: relation, right, span };
  return { ...selectFrom([...rest, ...pair], from, span), where };
}
