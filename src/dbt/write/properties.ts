/** `_sources.yml` and `_models.yml`: descriptions, columns and tests. Source: dbt docs, "Model properties", "Source properties", "Data tests". */
import type { ProjectColumn, ProjectModel, ProjectSourceTable, ProjectTest } from '../project.js';
import { yamlText } from './yaml.js';

type Property = Record<string, unknown>;

export function sourcesYml(tables: readonly ProjectSourceTable[]): string {
  const names = [...new Set(tables.map((table) => table.source))].sort();
  return yamlText({ version: 2, sources: names.map((name) => source(name, tables)) });
}

function source(name: string, all: readonly ProjectSourceTable[]): Property {
  const tables = all.filter((table) => table.source === name);
  const [first] = tables;
  return {
    name,
    ...(first?.database ? { database: literal(first.database) } : {}),
    schema: literal(dbtIdentifier(first?.schema ?? name)),
    tables: tables.map((table) => ({
      name: literal(table.table),
      ...(table.table.includes('"') ? { identifier: literal(dbtIdentifier(table.table)) } : {}),
      ...description(table.description),
      ...(table.columns.length > 0 ? { columns: table.columns.map((column) => columnProperty(column, [])) } : {}),
    })),
  };
}

export function modelsYml(models: readonly ProjectModel[]): string {
  return yamlText({ version: 2, models: models.map(modelProperty) });
}

function modelProperty(model: ProjectModel): Property {
  const tests = model.enabled ? model.tests : [];
  const ofColumns = new Set(model.columns.map(({ name }) => name).filter((name) => !name.includes('"')));
  const own = tests.filter(({ column }) => column === null || !ofColumns.has(column)).map(onModel);
  return {
    name: model.model,
    ...description(model.description),
    ...(own.length > 0 ? { data_tests: own.map(testProperty) } : {}),
    columns: model.columns.map((column) =>
      columnProperty(column, ofColumns.has(column.name) ? tests.filter((test) => test.column === column.name) : []),
    ),
  };
}

/** dbt puts quotes around a column's name without doubling those inside, so such a column is named in an argument. */
function onModel(test: ProjectTest): ProjectTest {
  if (test.column === null) return test;
  return { ...test, arguments: { ...test.arguments, column_name: columnNameArgument(test.column) } };
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

/** A name as dbt wants it where it will put quotes around it: dbt itself does not double those inside. */
export function dbtIdentifier(name: string): string {
  return name.replaceAll('"', '""');
}

/** A column as dbt names it to a test: quoted. */
export function columnNameArgument(column: string): string {
  return `"${dbtIdentifier(column)}"`;
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

/** dbt renders YAML strings as Jinja: its marks in a text are printed by Jinja itself, so that they stay text. */
function literal(text: string): string {
  return text.replace(/[{][{%#]/g, "{{ '$&' }}");
}
