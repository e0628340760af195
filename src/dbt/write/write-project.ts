/** Project value -> text files. Pure and sorted: the same project always gives the same bytes. */
import type { Project, ProjectFile, ProjectModel } from '../project.js';
import { dbtProjectYml, profilesYml } from './settings.js';
import { genericTestFiles } from './generic-tests.js';
import { modelText } from './model-text.js';
import { modelsYml, sourcesYml } from './properties.js';

/** Every file of the project, sorted by path. */
export function writeProject(project: Project): ProjectFile[] {
  const files = [
    { path: 'dbt_project.yml', text: dbtProjectYml(project) },
    { path: 'profiles.yml', text: profilesYml(project) },
    { path: '.gitignore', text: 'target/\nlogs/\ndbt_packages/\n*.duckdb.wal\n' },
    ...macroFiles(project),
    ...project.singularTests.map(({ path, text }) => ({ path, text })),
    ...project.models.map((model) => ({ path: model.path, text: modelText(model) })),
    ...propertyFiles(project),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Files that hold macros and generic tests: what every model and test may call. */
export function macroFiles(project: Project): ProjectFile[] {
  return [
    { path: 'macros/generate_schema_name.sql', text: GENERATE_SCHEMA_NAME },
    ...genericTestFiles(project),
    ...project.macros.map(({ path, text }) => ({ path, text })),
  ];
}

/** Models keep their legacy schema exactly; dbt's own rule would put the profile's schema before it. Source: dbt docs, "Custom schemas". */
const GENERATE_SCHEMA_NAME = `{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
`;

function propertyFiles(project: Project): ProjectFile[] {
  const files: ProjectFile[] = [];
  for (const folder of foldersOf(project.models)) {
    const models = project.models.filter((model) => folderOf(model) === folder);
    files.push({ path: `${folder}/_models.yml`, text: modelsYml(models) });
  }
  if (project.sources.length > 0)
    files.push({ path: `models/staging/${project.source}/_sources.yml`, text: sourcesYml(project.sources) });
  return files;
}

function foldersOf(models: readonly ProjectModel[]): string[] {
  return [...new Set(models.map(folderOf))].sort();
}

function folderOf(model: ProjectModel): string {
  return model.path.slice(0, model.path.lastIndexOf('/'));
}
