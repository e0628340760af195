/** `_sources.yml` and `_models.yml`: descriptions, columns and tests. Source: dbt docs, "Model properties", "Source properties", "Data tests". */
import { stringify } from 'yaml';
import type { ProjectColumn, ProjectModel, ProjectSourceTable, ProjectTest } from '../project.js';

const YAML = { lineWidth: 0 } as const;
type Property = Record<string, unknown>;

export function sourcesYml(tables: readonly ProjectSourceTable[]): string {
  const names = [...new Set(tables.map((table) => table.source))].sort();
  return stringify({ version: 2, sources: names.map((name) => source(name, tables)) }, YAML);
}

function source(name: string, all: readonly ProjectSourceTable[]): Property {
  const tables = all.filter((table) => table.source === name);
  const [first] = tables;
  return {
    name,
    ...(first?.database ? { database: literal(first.database) } : {}),
    schema: literal(first?.schema ?? name),
    tables: tables.map((table) => ({
      name: literal(table.table),
      ...description(table.description),
      ...(table.columns.length > 0 ? { columns: table.columns.map((column) => columnProperty(column, [])) } : {}),
    })),
  };
}

export function modelsYml(models: readonly ProjectModel[]): string {
  return stringify({ version: 2, models: models.map(modelProperty) }, YAML);
}

function modelProperty(model: ProjectModel): Property {
  const own = model.tests.filter((test) => test.column === null);
  return {
    name: model.model,
    ...description(model.description),
    ...(model.enabled && own.length > 0 ? { data_tests: own.map(testProperty) } : {}),
    columns: model.columns.map((column) =>
      columnProperty(column, model.enabled ? model.tests.filter((test) => test.column === column.name) : []),
    ),
  };
}

function columnProperty(column: ProjectColumn, tests: readonly ProjectTest[]): Property {
  return {
    name: literal(column.name),
    ...description(column.description),
    quote: true,
    ...(column.targetType === '' ? {} : { data_type: column.targetType }),
    ...(tests.length > 0 ? { data_tests: tests.map(testProperty) } : {}),
  };
}

/** A column as dbt names it to a test: quoted. */
export function columnNameArgument(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

/** A test without arguments or settings is its name. */
function testProperty(test: ProjectTest): Property | string {
  const settings: Property = {
    ...(Object.keys(test.arguments).length > 0 ? { arguments: test.arguments } : {}),
    ...(test.severity === 'warn' ? { config: { severity: 'warn' } } : {}),
  };
  return Object.keys(settings).length > 0 ? { [test.test]: settings } : test.test;
}

function description(text: string | null): Property {
  return text ? { description: literal(text) } : {};
}

/** dbt renders YAML strings as Jinja: text that holds its marks is wrapped so that it stays text. */
function literal(text: string): string {
  if (!/[{][{%#]/.test(text)) return text;
  return `{% raw %}${text.replaceAll('{% endraw %}', '')}{% endraw %}`;
}
