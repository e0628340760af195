/** dbt_project.yml and profiles.yml. */
import type { Project } from '../project.js';
import { yamlText } from './yaml.js';

/** Variable that switches models on that need a person's review. */
export const REVIEW_VAR = 'include_needs_review';

/** Settings of the project; the profile has its name. */
export function dbtProjectYml(project: Project): string {
  return yamlText({
    name: project.name,
    version: '1.0.0',
    'config-version': 2,
    'require-dbt-version': ['>=1.8.0', '<3.0.0'],
    profile: project.name,
    'model-paths': ['models'],
    'macro-paths': ['macros'],
    'test-paths': ['tests'],
    vars: { [REVIEW_VAR]: false },
    models: { [project.name]: { '+materialized': 'view' } },
  });
}

/** DuckDB: the file that lies in the project. PostgreSQL: connection from the environment, nothing secret in the file. */
export function profilesYml(project: Project): string {
  return yamlText({ [project.name]: { target: 'dev', outputs: { dev: OUTPUTS[project.target](project) } } });
}

const OUTPUTS: Readonly<Record<Project['target'], (project: Project) => Record<string, unknown>>> = {
  duckdb: (project) => ({ type: 'duckdb', path: duckdbFile(project), schema: 'main', threads: 4 }),
  postgres: () => ({
    type: 'postgres',
    host: "{{ env_var('PGHOST', 'localhost') }}",
    port: "{{ env_var('PGPORT', '5432') | as_number }}",
    user: "{{ env_var('PGUSER', 'postgres') }}",
    password: "{{ env_var('PGPASSWORD', '') }}",
    dbname: "{{ env_var('PGDATABASE', 'postgres') }}",
    schema: "{{ env_var('PGSCHEMA', 'public') }}",
    threads: 4,
  }),
};

/** Name of the DuckDB file in the project's root. */
export function duckdbFile(project: Pick<Project, 'name'>): string {
  return `${project.name}.duckdb`;
}
