import type { Project, ProjectColumn, ProjectModel, ProjectSourceTable, ProjectTest } from '../../src/dbt/project.js';
import { quoteIdentifier } from '../../src/dbt/write/model-text.js';

/** A column with its target type; nullable unless said otherwise. */
export function column(name: string, targetType: string, part: Partial<ProjectColumn> = {}): ProjectColumn {
  return { name, sourceType: targetType, targetType, nullable: true, description: null, ...part };
}

export function test(name: string, part: Partial<ProjectTest> = {}): ProjectTest {
  return { test: name, column: null, arguments: {}, severity: 'error', origin: 'trusted', ...part };
}

/** A dbt source table in schema `raw`; its rows, if any, are stored under its own name. */
export function sourceTable(table: string, columns: ProjectColumn[], part: Partial<ProjectSourceTable> = {}): ProjectSourceTable {
  const rowColumns = columns.map(({ name }) => name);
  return { source: 'shop', database: null, schema: 'raw', table, description: null, columns, tests: [], object: `dbo.${table}`, rowsKey: table, rowColumns, ...part };
} // prettier-ignore

/** A view in schema `dbo`. */
export function model(name: string, sql: string, part: Partial<ProjectModel> = {}): ProjectModel {
  return {
    object: `dbo.${name}`,
    model: name,
    path: `models/marts/${name}.sql`,
    schema: 'dbo',
    identifier: name,
    materialized: 'view',
    layer: 'marts',
    sql,
    enabled: true,
    review: null,
    description: null,
    columns: [],
    tests: [],
    refs: [],
    sources: [],
    lineMap: [],
    findings: [],
    ...part,
  };
}

/** The pass-through model of a source table. */
export function staging(table: ProjectSourceTable, part: Partial<ProjectModel> = {}): ProjectModel {
  const name = `stg_${table.table.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  const columns = table.columns.map((each) => `    ${quoteIdentifier(each.name)}`).join(',\n');
  const quoted = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
  const sql = `select\n${columns}\nfrom {{ source(${quoted(table.source)}, ${quoted(table.table)}) }}\n`;
  return model(name, sql, { path: `models/staging/shop/${name}.sql`, identifier: table.table, layer: 'staging', columns: table.columns, ...part }); // prettier-ignore
}

export function project(part: Partial<Project> = {}): Project {
  return {
    schemaVersion: 1,
    name: 'shop',
    source: 'shop',
    target: 'duckdb',
    sources: [],
    models: [],
    macros: [],
    singularTests: [],
    ...part,
  };
}
