/**
 * MERGE. Source: Microsoft Learn, "MERGE (Transact-SQL)". Target and source are joined on both sides; the first clause that fits a row
 * says what becomes of it.
 */
import type { Assignment, Expression, Join, Merge, MergeClause, TableSource } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';
import { assignmentsOf, type Assignments } from './assignments.js';
import { addRows, changeRows, requireChangeable } from './changes.js';
import { givenPositions, rowsToAdd } from './insert-rows.js';
import { extraColumns, giveOutput, type Changed } from './output.js';
import { findTarget, identifier, item, scopeWith, selectQuery, type Target } from './row-query.js';

const SOURCE_MARK = '\u0000source';
const NOWHERE = { start: 0, end: 0 };

const number = (value: number): Expression => ({ kind: 'literal', type: 'integer', text: String(value), value: String(value), span: NOWHERE }); // prettier-ignore
const NULL: Expression = { kind: 'literal', type: 'null', text: 'NULL', value: '', span: NOWHERE };
const column = (table: string, name: string): Expression => ({ kind: 'column', qualifier: [identifier(table)], name: identifier(name), span: NOWHERE }); // prettier-ignore
const isNull = (operand: Expression, negated: boolean): Expression => ({ kind: 'is_null', operand, negated, span: NOWHERE }); // prettier-ignore
const and = (left: Expression, right: Expression): Expression => ({ kind: 'logical', operator: 'and', left, right, span: NOWHERE }); // prettier-ignore

interface Clause {
  readonly clause: MergeClause;
  readonly guard: Expression;
  /** Worked out only for rows that the clause takes. */
  readonly items: readonly Expression[];
  readonly assignments: Assignments | null;
}

export function runMerge(statement: Merge, activation: Activation): void {
  if (statement.top) throw new NotInEngine('ENGINE-MERGE-TOP', 'MERGE with TOP');
  const target = findTarget(statement.target, [], statement.with, activation);
  requireChangeable(target.table, activation);
  const source = markedSource(statement.source);
  const clauses = statement.clauses.map((clause) => prepared(clause, target, source.name, activation));
  const extras = extraColumns(statement.output);
  const values = clauses.flatMap(({ items }, index) => items.map((expression) => guarded(clauses, index, expression)));
  const items = [target.place, chosenClause(clauses), ...values, ...extras].map((expression) => item(expression));
  const query = selectQuery({ with: statement.with, top: null, where: null, items, from: [joined(target, source.table, statement.on)] }); // prettier-ignore
  const bound = activation.scope.binder.query(query, scopeWith(activation.scope, target.objects));
  const types = bound.columns.map(({ type }) => type);
  const rows = bound.rows(null, activation.run);
  const changes = applied({ clauses, table: target.table, types, extraCount: extras.length }, rows, activation);
  const extraTypes = extras.map((extra, index) => ({ column: extra, type: types[types.length - extras.length + index] ?? { base: 'int' as const } })); // prettier-ignore
  giveOutput(statement.output, target.table, changes, extraTypes, activation);
  activation.session.count(changes.length, !statement.output.some(({ into }) => into === null));
}

/** The source with a column that is NULL where the join found none of its rows. */
function markedSource(source: TableSource): { table: TableSource; name: string } {
  const alias = 'alias' in source ? source.alias : null;
  const own = source.kind === 'named_table' ? source.name.parts.at(-1)?.value : undefined;
  const name = alias?.name.value ?? own;
  if (name === undefined) throw new NotInEngine('ENGINE-MERGE-SOURCE', `MERGE from ${source.kind} without an alias`);
  const all: Expression = { kind: 'star', qualifier: [], span: NOWHERE };
  const query = selectQuery({ with: null, top: null, where: null, from: [source], items: [item(all), item(number(1), SOURCE_MARK)] }); // prettier-ignore
  const outer = { kind: 'table_alias', name: identifier(name), hasAs: true, columns: [], span: NOWHERE } as const;
  return { name, table: { kind: 'derived_table', query, alias: outer, span: NOWHERE } };
}

function joined(target: Target, source: TableSource, on: Expression): Join {
  const [left] = target.from;
  if (!left) throw new NotInEngine('ENGINE-MERGE-SOURCE', 'MERGE without a target');
  return { kind: 'join', type: 'full', explicitWord: true, hint: null, left, right: source, on, span: NOWHERE };
}

function prepared(clause: MergeClause, target: Target, source: string, activation: Activation): Clause {
  const mark = column(source, SOURCE_MARK);
  const isMatched = and(isNull(target.place, true), isNull(mark, true));
  const guardOf = {
    matched: isMatched,
    not_matched: isNull(target.place, false),
    not_matched_by_target: isNull(target.place, false),
    not_matched_by_source: isNull(mark, false),
  };
  const guard = clause.condition ? and(guardOf[clause.match], clause.condition) : guardOf[clause.match];
  const { action } = clause;
  if (action.type === 'update') {
    const assignments = assignmentsOf(action.assignments satisfies readonly Assignment[], target.table, activation);
    return { clause, guard, items: assignments.items, assignments };
  }
  const items = action.type === 'insert' ? (action.values ?? []).filter((value) => !isDefault(value)) : [];
  return { clause, guard, items, assignments: null };
}

const isDefault = (expression: Expression): boolean => expression.kind === 'literal' && expression.type === 'default';

/** Position of the first clause that fits, and one; 0 for none. */
const chosenClause = (clauses: readonly Clause[]): Expression => ({
  kind: 'case',
  operand: null,
  branches: clauses.map(({ guard }, index) => ({ when: guard, then: number(index + 1) })),
  otherwise: number(0),
  span: NOWHERE,
});

const guarded = (clauses: readonly Clause[], index: number, expression: Expression): Expression => ({
  kind: 'case',
  operand: null,
  branches: clauses.slice(0, index + 1).map(({ guard }, at) => ({ when: guard, then: at === index ? expression : NULL })), // prettier-ignore
  otherwise: null,
  span: NOWHERE,
});

interface Plan {
  readonly clauses: readonly Clause[];
  readonly table: StoredTable;
  readonly types: readonly Type[];
  readonly extraCount: number;
}

function applied(plan: Plan, rows: readonly Row[], activation: Activation): readonly Changed[] {
  const { table, clauses } = plan;
  const before = table.rows;
  const seen = new Set<Value>();
  const changed: Changed[] = [];
  const inserted = new Map<Clause, { values: Row; extra: Row }[]>();
  for (const row of rows) {
    const [place = null, chosen] = row;
    const clause = clauses[Number(chosen) - 1];
    if (!clause) continue;
    const extra = row.slice(row.length - plan.extraCount);
    const values = row.slice(2 + offsetOf(clauses, clause)).slice(0, clause.items.length);
    if (clause.clause.action.type === 'insert') {
      inserted.set(clause, [...(inserted.get(clause) ?? []), { values, extra }]);
      continue;
    }
    if (seen.has(place))
      throw new SqlError(8672, 'The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens when a target row matches more than one source row. A MERGE statement cannot UPDATE/DELETE the same row of the target table multiple times. Refine the ON clause to ensure a target row matches at most one source row, or use the GROUP BY clause to group the source rows.'); // prettier-ignore
    seen.add(place);
    const old = before[Number(place)];
    if (!old) continue;
    const types = plan.types.slice(2 + offsetOf(clauses, clause));
    const after = clause.assignments ? clause.assignments.apply(old, values, types) : null;
    changed.push({ before: old, after, extra, action: after ? 'UPDATE' : 'DELETE' });
  }
  changeRows(table, changed.flatMap(({ before: old, after }) => (old ? [{ before: old, after }] : [])), 'MERGE', activation); // prettier-ignore
  for (const [clause, list] of inserted) changed.push(...insertedRows(plan, clause, list, activation));
  return changed;
}

const offsetOf = (clauses: readonly Clause[], clause: Clause): number =>
  clauses.slice(0, clauses.indexOf(clause)).reduce((sum, { items }) => sum + items.length, 0);

function insertedRows(
  { clauses, table, types }: Plan,
  clause: Clause,
  list: readonly { readonly values: Row; readonly extra: Row }[],
  activation: Activation,
): Changed[] {
  const { action } = clause.clause;
  if (action.type !== 'insert') return [];
  const written = action.values ?? [];
  const names = action.columns.map(({ value }) => value);
  const positions = action.values === null ? [] : givenPositions(table, names, written.length, activation);
  if (positions.length !== written.length) throw new SqlError(213, 'Column name or number of supplied values does not match table definition.'); // prettier-ignore
  const given = list.map(({ values }) => withDefaults(written, values));
  const own = types.slice(2 + offsetOf(clauses, clause));
  const givenTypes = withDefaults(written, own).map((type) => type ?? ({ base: 'int', isUntypedNull: true } as const));
  const added = addRows(table, rowsToAdd(table, positions, givenTypes, given, activation), 'MERGE', activation);
  return added.map((after, index) => ({ before: null, after, extra: list[index]?.extra ?? [], action: 'INSERT' }));
}

/** What was left out of the query because it is DEFAULT comes back as `undefined`. */
function withDefaults<T>(written: readonly Expression[], values: readonly T[]): (T | undefined)[] {
  let next = 0;
  return written.map((expression) => (isDefault(expression) ? undefined : values[next++]));
}
