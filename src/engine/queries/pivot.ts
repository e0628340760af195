/** PIVOT and UNPIVOT. Source: Microsoft Learn, "Using PIVOT and UNPIVOT". */
import type { Expression, Pivot, Unpivot } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { columnsRead } from '../expressions/canonical.js';
import { comparisonOf } from '../expressions/comparison.js';
import { requireAllColumns } from '../expressions/partial.js';
import type { Relation, Scope, ScopeColumn } from '../expressions/scope.js';
import { literal } from '../expressions/bound.js';
import { nvarchar } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import { bindAggregate } from './aggregates.js';
import { aliased } from './from.js';
import { rowKeysOf } from './row-key.js';

const NAME_LENGTH = 128;

/** Groups by every column that is neither pivoted nor aggregated; each value of IN is a column. */
export function bindPivot({ aggregate: call, column, values, alias }: Pivot, source: Relation, scope: Scope): Relation {
  requireAllColumns(source.columns);
  const inside = scope.with({ columns: source.columns, interceptor: null });
  const aggregate = bindAggregate(call, inside);
  const used = new Set([...(columnsRead(column, inside) ?? []), ...call.args.flatMap((arg) => [...(columnsRead(arg, inside) ?? [])])]); // prettier-ignore
  const kept = source.columns.map((_, index) => index).filter((index) => !used.has(index));
  requireNewNames(values.map(({ value }) => value), source); // prettier-ignore
  const pivoted = scope.binder.expression(column, inside);
  const tests = values.map(({ value }) => comparisonOf('=', pivoted, toType(literal(nvarchar(NAME_LENGTH, pivoted.type.collation ?? scope.defaultCollation), value), pivoted.type))); // prettier-ignore
  const keysOf = rowKeysOf(kept.map((index) => source.columns[index]?.type ?? { base: 'int' }));
  const columns: ScopeColumn[] = [
    ...kept.flatMap((index) => source.columns[index] ?? []),
    ...values.map(({ value }) => ({ table: null, name: value, type: aggregate.type, isNullable: true })),
  ].map((each) => ({ ...each, table: null, schema: undefined }));
  const rows: Relation['rows'] = (outer, run) => {
    const key = keysOf();
    const groups = new Map<string, { readonly keys: Row; readonly cells: ReturnType<typeof aggregate.start>[] }>();
    for (const row of source.rows(outer, run)) {
      run.step(values.length);
      const keys = kept.map((index) => row[index] ?? null);
      const text = key(keys);
      const group = groups.get(text) ?? { keys, cells: values.map(() => aggregate.start()) };
      if (!groups.has(text)) groups.set(text, group);
      const frame = { row, outer };
      for (const [index, test] of tests.entries())
        if (test.test(frame, run) === true) group.cells[index]?.add(frame, run);
    }
    if (kept.length === 0 && groups.size === 0) throw new NotInEngine('ENGINE-PIVOT-OF-NOTHING', 'PIVOT of no rows without a column to group by'); // prettier-ignore
    return [...groups.values()].map(({ keys, cells }) => [...keys, ...cells.map((cell) => cell.result(run))]);
  };
  return aliased(columns, rows, alias);
}

/** Columns that are pivoted or aggregated count too. @throws SqlError 265 */
function requireNewNames(values: readonly string[], { columns }: Relation): void {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const clash = values.find((value) => taken.has(value.toLowerCase()));
  if (clash !== undefined) throw new SqlError(265, `The column name "${clash}" specified in the PIVOT operator conflicts with the existing column name in the PIVOT argument.`); // prettier-ignore
}

/** One row for each of the columns that is not NULL. */
export function bindUnpivot(
  { valueColumn, nameColumn, columns: turned, alias }: Unpivot,
  source: Relation,
  scope: Scope,
): Relation {
  const inside = scope.with({ columns: source.columns, interceptor: null });
  const indexes = turned.map((expression) => indexOf(expression, inside));
  const types = indexes.map((index) => source.columns[index]?.type ?? { base: 'int' as const });
  const [type] = types;
  if (!type) throw new SqlError(102, "Incorrect syntax near 'UNPIVOT'.");
  const odd = types.findIndex((each) => each.base !== type.base || each.length !== type.length || each.precision !== type.precision || each.scale !== type.scale); // prettier-ignore
  if (odd >= 0)
    throw new SqlError(8167, `The type of column "${source.columns[indexes[odd] ?? 0]?.name}" conflicts with the type of other columns specified in the UNPIVOT list.`); // prettier-ignore
  const kept = source.columns.map((_, index) => index).filter((index) => !indexes.includes(index));
  const columns: ScopeColumn[] = [
    ...kept.flatMap((index) => source.columns[index] ?? []),
    { table: null, name: valueColumn.value, type, isNullable: false },
    { table: null, name: nameColumn.value, type: { ...nvarchar(NAME_LENGTH, scope.defaultCollation), collationLabel: 'implicit' as const }, isNullable: false }, // prettier-ignore
  ].map((each) => ({ ...each, table: null, schema: undefined }));
  const rows: Relation['rows'] = (outer, run) =>
    source.rows(outer, run).flatMap((row) => {
      run.step(indexes.length);
      const rest = kept.map((index) => row[index] ?? null);
      return indexes.flatMap((index): Value[][] => {
        const value = row[index] ?? null;
        return value === null ? [] : [[...rest, value, source.columns[index]?.name ?? '']];
      });
    });
  return aliased(columns, rows, alias);
}

function indexOf(expression: Expression, inside: Scope): number {
  const [index] = columnsRead(expression, inside) ?? [];
  if (index === undefined) throw new SqlError(207, 'Invalid column name in the UNPIVOT list.');
  return index;
}
