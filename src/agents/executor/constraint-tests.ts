/** dbt tests from real constraints. Those SQL Server does not trust, or that a filter narrows, warn instead of failing. */
import type { Constraint, QualifiedName, Table } from '../../catalog/catalog.js';
import type { ProjectTest } from '../../dbt/project.js';
import type { PlannedModel } from '../planner/plan.js';
import { tableKey, type Workbench } from './workbench.js';

export function constraintTests(bench: Workbench, table: Table, model: PlannedModel): ProjectTest[] {
  const notNull = table.columns
    .filter((column) => !column.nullable && !column.computed && column.type.base !== 'rowversion')
    .map((column) => columnTest(bench, 'not_null', column.name, {}, `${table.name.name}.${column.name} NOT NULL`));
  const keys = table.constraints.flatMap((constraint) => testsOf(bench, table, model, constraint));
  return dedupe([...notNull, ...keys]);
}

function testsOf(bench: Workbench, table: Table, model: PlannedModel, constraint: Constraint): ProjectTest[] {
  switch (constraint.type) {
    case 'primary_key':
    case 'unique':
      return [uniqueTest(bench, table, constraint)].flatMap((test) => test ?? []);
    case 'foreign_key':
      return [foreignKeyTest(bench, table, constraint)].flatMap((test) => test ?? []);
    case 'check':
      return [checkTest(bench, table, constraint)].flatMap((test) => test ?? []);
  }
}

/** dbt's own `unique` where the column compares as it stands; else a key of expressions. */
function uniqueTest(bench: Workbench, table: Table, constraint: Constraint): ProjectTest | null {
  const known = constraint.columns.map((name) => columnOf(table, name));
  if (known.length === 0 || known.some((column) => column === undefined)) return null;
  const names = known.flatMap((column) => column?.name ?? []);
  const expressions = names.map((name) => bench.compiler.keyExpression(table.name, name));
  const [only] = names;
  const nullable = known.some((column) => column?.nullable);
  const isPlain = names.length === 1 && expressions[0] === quoted(bench.columnName(only ?? ''));
  if (isPlain && only !== undefined && !nullable && constraint.filter === null)
    return columnTest(bench, 'unique', only, {}, origin(constraint, 'trusted'), severityOf(constraint));
  const where = constraint.filter === null ? null : compiled(bench, table.name, constraint.filter);
  if (constraint.filter !== null && where === null) return null;
  const args = { expressions, ...(where === null ? {} : { where_expression: where }) };
  return modelTest('unique_key', args, origin(constraint, 'trusted'), severityOf(constraint));
}

function foreignKeyTest(bench: Workbench, table: Table, constraint: Constraint): ProjectTest | null {
  const { references } = constraint;
  const parent = references && bench.tables.get(tableKey(references.table));
  const planned = parent && bench.planned.get(`${parent.name.schema}.${parent.name.name}`);
  if (!references || !parent || !planned?.model || planned.role !== 'source') return null;
  const targets = references.columns.length > 0 ? references.columns : primaryKeyOf(parent);
  const pairs = constraint.columns.map((name, index) => [columnOf(table, name), columnOf(parent, targets[index] ?? '')] as const); // prettier-ignore
  if (pairs.length === 0 || pairs.some(([child, other]) => !child || !other)) return null;
  const args = {
    expressions: pairs.map(([child]) => bench.compiler.keyExpression(table.name, child?.name ?? '')),
    to: `ref('${planned.model.model}')`,
    to_expressions: pairs.map(([, other]) => bench.compiler.keyExpression(parent.name, other?.name ?? '')),
  };
  return modelTest('foreign_key', args, origin(constraint, constraint.trusted ? 'trusted' : 'untrusted'), severityOf(constraint)); // prettier-ignore
}

function checkTest(bench: Workbench, table: Table, constraint: Constraint): ProjectTest | null {
  const expression = constraint.expression === null ? null : compiled(bench, table.name, constraint.expression);
  if (expression === null) return null;
  return modelTest('expression_holds', { expression }, origin(constraint, constraint.trusted ? 'trusted' : 'untrusted'), severityOf(constraint)); // prettier-ignore
}

function compiled(bench: Workbench, table: QualifiedName, expression: string): string | null {
  const result = bench.compiler.compileTableExpression(table, expression);
  return result.ok ? result.sql : null;
}

function severityOf(constraint: Constraint): ProjectTest['severity'] {
  return constraint.trusted ? 'error' : 'warn';
}

function origin(constraint: Constraint, trust: string): string {
  return `${trust} ${constraint.type}${constraint.name === null ? '' : ` ${constraint.name}`}`;
}

function columnTest(
  bench: Workbench,
  test: string,
  column: string,
  args: Record<string, unknown>,
  from: string,
  severity: ProjectTest['severity'] = 'error',
): ProjectTest {
  return { test, column: bench.columnName(column), arguments: args, severity, origin: from };
}

function modelTest(test: string, args: Record<string, unknown>, from: string, severity: ProjectTest['severity']): ProjectTest {
  return { test, column: null, arguments: args, severity, origin: from };
} // prettier-ignore

function columnOf(table: Table, name: string) {
  return table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

function primaryKeyOf(table: Table): string[] {
  return table.constraints.find((constraint) => constraint.type === 'primary_key')?.columns ?? [];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Two constraints may say the same (a unique index beside a key): one test is enough, the stricter severity wins. */
function dedupe(tests: readonly ProjectTest[]): ProjectTest[] {
  const byKey = new Map<string, ProjectTest>();
  for (const test of tests) {
    const key = JSON.stringify([test.test, test.column, test.arguments]);
    const earlier = byKey.get(key);
    if (!earlier || (earlier.severity === 'warn' && test.severity === 'error')) byKey.set(key, test);
  }
  return [...byKey.values()];
}
