/** Source tables and their staging models: the only place that reads `source()`; passes columns through and computes computed ones. */
import type { Column, Finding, Table } from '../../catalog/catalog.js';
import type { ProjectColumn, ProjectModel, ProjectSourceTable } from '../../dbt/project.js';
import { jinjaString, quoteIdentifier } from '../../dbt/write/model-text.js';
import { typeText } from '../../catalog/type-text.js';
import type { PlannedModel, PlannedObject, PlannedSource } from '../planner/plan.js';
import { constraintTests } from './constraint-tests.js';
import { tableKey, type Workbench } from './workbench.js';

/** A column of a staging model: its SQL, and what was found about it. */
interface StagedColumn {
  readonly column: Column;
  /** Null when the source's own value is passed through. */
  readonly computed: string | null;
  readonly project: ProjectColumn;
  readonly findings: readonly Finding[];
}

export function sourceTable(bench: Workbench, planned: PlannedObject): ProjectSourceTable | null {
  const table = bench.objects.get(planned.name);
  if (!planned.source || table?.kind !== 'table' || !planned.model) return null;
  const rows = bench.rows.get(tableKey(table.name));
  const columns = stagedColumns(bench, table).filter(({ computed }) => computed === null);
  return {
    ...planned.source,
    description: table.description,
    columns: columns.map(({ column, project }) => ({ ...project, name: column.name })),
    tests: [],
    object: planned.name,
    rowsKey: rows?.rowsKey ?? null,
    rowColumns: rows?.columns ?? [],
  };
} // prettier-ignore

/** A table of another database: nothing is known of its columns. */
export function externalSourceTable(source: PlannedSource): ProjectSourceTable {
  return { ...source, description: null, columns: [], tests: [], object: null, rowsKey: null, rowColumns: [] };
}

export function stagingModel(
  bench: Workbench,
  planned: PlannedObject,
  model: PlannedModel,
  table: Table,
): ProjectModel | null {
  const { source } = planned;
  if (!source) return null;
  const columns = stagedColumns(bench, table);
  const sql = stagingSql(bench, columns, source);
  return {
    object: planned.name,
    model: model.model,
    path: model.path,
    schema: model.schema,
    identifier: model.identifier,
    materialized: model.materialized,
    layer: model.layer,
    sql,
    enabled: true,
    review: null,
    description: table.description,
    columns: columns.map(({ project }) => project),
    tests: constraintTests(bench, table, model),
    refs: [],
    sources: [[source.source, source.table]],
    lineMap: columns.map(({ column }, index) => ({
      line: index + 2,
      sourceFile: column.place.file,
      sourceLine: column.place.line,
    })),
    findings: columns.flatMap(({ findings }) => findings),
  };
}

function stagingSql(bench: Workbench, columns: readonly StagedColumn[], source: PlannedSource): string {
  const items = columns.map(({ column, computed, project }) => {
    const name = quoteIdentifier(column.name);
    if (computed !== null) return `    ${computed} as ${quoteIdentifier(project.name)}`;
    return project.name === column.name ? `    ${name}` : `    ${name} as ${quoteIdentifier(project.name)}`;
  });
  const from = `{{ source(${jinjaString(source.source)}, ${jinjaString(source.table)}) }}`;
  return `select\n${items.join(',\n')}\nfrom ${from}\n`;
}

function stagedColumns(bench: Workbench, table: Table): StagedColumn[] {
  return table.columns.map((column) => (column.computed ? computedColumn(bench, table, column) : plainColumn(bench, table, column)));
} // prettier-ignore

function plainColumn(bench: Workbench, table: Table, column: Column): StagedColumn {
  const override = bench.options.type_overrides[`${table.name.schema}.${table.name.name}.${column.name}`];
  const mapped = bench.compiler.targetType(table.name, column.name);
  const project = projectColumn(bench, column, override ?? mapped.type);
  return { column, computed: null, project, findings: override ? [] : mapped.findings };
}

/** What cannot be computed in the target is read from the source, where SQL Server computed it. */
function computedColumn(bench: Workbench, table: Table, column: Column): StagedColumn {
  const compiled = bench.compiler.compileTableExpression(table.name, column.computed?.expression ?? '');
  const [result] = compiled.columns;
  if (compiled.ok && compiled.sql !== null) {
    const project = projectColumn(bench, column, result?.targetType ?? '', result?.sourceType);
    return { column, computed: compiled.sql, project, findings: compiled.findings };
  }
  const cause = compiled.findings.find((finding) => finding.severity === 'error');
  const carried: Finding = {
    code: 'TSQL-COMPUTED-CARRIED',
    severity: 'warning',
    message: `The computed column ${column.name} is read from the source as it stands there: its expression cannot be compiled (${cause?.code ?? 'unknown'}).`,
    place: column.place,
  };
  return { column, computed: null, project: projectColumn(bench, column, 'varchar', result?.sourceType), findings: [carried] };
} // prettier-ignore

function projectColumn(bench: Workbench, column: Column, targetType: string, sourceType?: string): ProjectColumn {
  return {
    name: bench.columnName(column.name),
    sourceType: sourceType ?? typeText(column.type),
    targetType,
    nullable: column.nullable,
    description: column.description,
  };
}
