/** The embedded runner: builds and tests a dbt project without dbt. Agrees with dbt-core's `dbt build` node for node. */
export type { Engine, QueryRows } from './engine.js';
export type { LoadedSource, NodeProblem, NodeResult, NodeStatus, OmittedNode, ProjectRun } from './project-run.js';
export { loadSources, type LoadOptions } from './load-sources.js';
export { runProject, type RunProjectOptions } from './run-project.js';
