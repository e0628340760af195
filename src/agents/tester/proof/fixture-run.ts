/** The project once more, on fixtures: models without tests, which are about other rows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '../../../dbt/project.js';
import { runProject, type ProjectRun } from '../../../dbt/run/index.js';
import type { Dataset } from '../../../proof/dataset.js';
import { RowStore } from '../../../sources/rows/row-store.js';
import { displayName } from '../../assessment/assess.js';

/** The caller closes the run. @throws AppError, CompileError as runProject */
export async function runOnFixtures(
  project: Project,
  fixtures: Dataset,
  signal: AbortSignal | undefined,
): Promise<ProjectRun> {
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-fixtures-'));
  try {
    const rows = new RowStore(folder);
    for (const { table, rows: cells } of fixtures.tables)
      await rows.write(
        RowStore.keyOf(table),
        cells.map((row) => JSON.stringify(row)),
      );
    return await runProject(onFixtures(project, fixtures), { rows, readModels: false, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Source tables with fixtures have those rows, others none. */
function onFixtures(project: Project, { tables }: Dataset): Project {
  const byName = new Map(tables.map((rows) => [displayName({ name: rows.table }), rows]));
  const sources = project.sources.map((source) => {
    const rows = source.object === null ? undefined : byName.get(source.object);
    return rows
      ? { ...source, tests: [], rowsKey: RowStore.keyOf(rows.table), rowColumns: [...rows.columns] }
      : { ...source, tests: [], rowsKey: null, rowColumns: [] };
  });
  return { ...project, sources, models: project.models.map((model) => ({ ...model, tests: [] })), singularTests: [] };
}
