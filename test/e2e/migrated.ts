/** A legacy folder read once and written for either target, without the command line around it. */
import { assess } from '../../src/agents/assessment/assess.js';
import { execute } from '../../src/agents/executor/execute.js';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { planMigration } from '../../src/agents/planner/plan-migration.js';
import { ASSUMED_COLLATION } from '../../src/agents/workflow/run-migration.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import type { Project } from '../../src/dbt/project.js';
import { listInputs } from '../../src/sources/input.js';
import { readScripts } from '../../src/sources/read-scripts.js';
import type { RowStore } from '../../src/sources/rows/row-store.js';

/** The catalog of a folder under the settings a migration has when nothing is said; its rows go to `rows`. */
export async function catalogOf(path: string, rows: RowStore): Promise<Catalog> {
  const options = migrationOptionsSchema.parse({});
  const settings = {
    collation: ASSUMED_COLLATION,
    collationAssumed: true,
    collationMode: options.collation_mode,
    dateFirst: options.date_first,
    language: options.language,
    compatibilityLevel: options.compatibility_level,
  };
  return readScripts(await listInputs([path]), { settings, variables: {}, dataFiles: [], withRows: true }, rows);
}

/** The project that the agents write of it, before any model is tested. */
export function projectOf(catalog: Catalog, target: Project['target']): Project {
  const options = migrationOptionsSchema.parse({ target });
  return execute(catalog, planMigration(catalog, assess(catalog), options), options, makeCompiler).project;
}
