/** A database whose views were proved, kept open: its rows on both sides, so that other SQL for a view can be held against the original. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, View } from '../../src/catalog/catalog.js';
import { AppError } from '../../src/common/app-error.js';
import { makeCompiler } from '../../src/compiler/compiler.js';
import type { StageChanges } from '../../src/compiler/compile.js';
import { runProject, type ProjectRun } from '../../src/dbt/run/index.js';
import type { ProjectModel } from '../../src/dbt/project.js';
import { execute } from '../../src/agents/executor/execute.js';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { displayName } from '../../src/agents/assessment/assess.js';
import { runOnFixtures } from '../../src/agents/tester/proof/fixture-run.js';
import { readSourceRows, unknownTables } from '../../src/agents/tester/proof/source-ground.js';
import { proofSurroundings } from '../../src/agents/tester/proof/surroundings.js';
import { runMigration, type MigrationResult } from '../../src/agents/workflow/run-migration.js';
import { fixturesFor } from '../../src/proof/fixtures/index.js';
import { Prover, type DatasetName } from '../../src/proof/prover/index.js';
import { listInputs } from '../../src/sources/input.js';

const ROWS_MAX = 200_000;

interface Bench {
  readonly dataset: DatasetName;
  readonly run: ProjectRun;
  /** What each `ref()` stands for, by model. */
  readonly relations: ReadonlyMap<string, string>;
}

/** A view that was proved, with its model. */
export interface ProvedView {
  readonly view: View;
  readonly model: ProjectModel;
}

export class Ground {
  /** What the compiler writes for the proved views when nothing is broken. */
  readonly whole: ReadonlyMap<string, string | null>;

  private constructor(
    readonly name: string,
    readonly proved: readonly ProvedView[],
    private readonly result: MigrationResult,
    private readonly prover: Prover,
    private readonly benches: readonly Bench[],
    private readonly folder: string,
  ) {
    this.whole = this.compiled({});
  }

  /** Migrates the inputs and keeps what the proof stood on. @throws AppError for inputs that cannot be read */
  static async open(name: string, paths: readonly string[], target: 'duckdb' | 'postgres'): Promise<Ground> {
    const folder = await mkdtemp(join(tmpdir(), 'datamigrate-breaks-'));
    const options = migrationOptionsSchema.parse({ target });
    const source = { kind: 'scripts' as const, inputs: await listInputs(paths), variables: {}, dataFiles: [] };
    const result = await runMigration({ source, options, workFolder: folder, onProgress: () => undefined });
    const { catalog, execution, rows } = result;
    const { project } = execution;
    const own = await readSourceRows(catalog, rows);
    const fixtures = fixturesFor(catalog, own.dataset);
    const run = await runProject(project, { rows: catalog.rows.length > 0 ? rows : null, readModels: false });
    const staged = await runOnFixtures(project, fixtures, undefined);
    const grounds = [
      { dataset: fixtures, unknown: unknownTables(catalog, project, staged.sources) },
      { dataset: own.dataset, unknown: [...own.tooLarge, ...unknownTables(catalog, project, run.sources)] },
    ];
    const benches = await Promise.all([
      benchOf('fixtures', staged, project.models),
      benchOf('source rows', run, project.models),
    ]);
    const prover = new Prover(catalog, grounds, proofSurroundings(catalog));
    const ground = new Ground(name, provedViews(result), result, prover, benches, folder);
    await ground.requireWhole();
    return ground;
  }

  /** Were a view not equal here though nothing is broken, then every break of it would seem to be caught. */
  private async requireWhole(): Promise<void> {
    for (const view of this.proved)
      if (!(await this.isEqual(view, this.whole.get(view.model.model) ?? '')))
        throw new Error(`${this.name}: ${view.model.object} is not equal though nothing is broken`);
  }

  get catalog(): Catalog {
    return this.result.catalog;
  }

  /** The proved views' models as a compiler with these changes writes them; null for one that it does not convert any more. */
  compiled(changes: StageChanges): Map<string, string | null> {
    const { catalog, plan, project } = { ...this.result, project: this.result.execution.project };
    const options = migrationOptionsSchema.parse({ target: project.target });
    const broken = execute(catalog, plan, options, (own, target, namer, given) =>
      makeCompiler(own, target, namer, { ...given, changes }),
    );
    const models = new Map(broken.project.models.map((model) => [model.model, model]));
    return new Map(
      this.proved.map(({ model }) => {
        const made = models.get(model.model);
        return [model.model, made?.enabled ? made.sql : null];
      }),
    );
  }

  /** Whether other SQL for a view gives the original's rows on every dataset that the proof stood on. */
  async isEqual({ view, model }: ProvedView, sql: string): Promise<boolean> {
    let compared = 0;
    for (const bench of this.benches) {
      if (this.prover.expected(view.name, bench.dataset).kind !== 'rows') continue;
      const rows = await answered(bench, sql);
      if (rows === null) return false;
      const names = model.columns.map(({ name }) => name);
      const { outcome } = this.prover.compare(view.name, bench.dataset, rows, names);
      if (outcome.kind !== 'equal') return false;
      compared += outcome.rows;
    }
    return compared > 0;
  }

  async close(): Promise<void> {
    for (const { run } of this.benches) await run.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function provedViews({ catalog, execution, evaluation }: MigrationResult): ProvedView[] {
  const proved = new Set(evaluation.objects.filter(({ status }) => status === 'proved').map(({ name }) => name));
  const views = new Map(
    catalog.objects.flatMap((object) => (object.kind === 'view' ? [[displayName(object), object] as const] : [])),
  );
  return execution.project.models.flatMap((model) => {
    const view = proved.has(model.object) ? views.get(model.object) : undefined;
    return view ? [{ view, model }] : [];
  });
}

async function benchOf(dataset: DatasetName, run: ProjectRun, models: readonly ProjectModel[]): Promise<Bench> {
  const { rows } = await run.query('select table_schema, table_name from information_schema.tables', 100_000);
  const found = rows.map(([schema, name]) => ({ schema: String(schema), name: String(name) }));
  const relations = models.flatMap(({ model, identifier, schema }) => {
    const table = found.find((each) => each.name === identifier && each.schema.endsWith(schema));
    return table ? [[model, `"${table.schema}"."${table.name}"`] as const] : [];
  });
  return { dataset, run, relations: new Map<string, string>(relations) };
}

/** Null when the target refuses it, or it reads what is not there. */
async function answered({ run, relations }: Bench, sql: string) {
  const text = sql.replace(/\{\{ ref\('([^']*)'\) \}\}/g, (ref, model: string) => relations.get(model) ?? ref);
  try {
    const rows = await run.query(text, ROWS_MAX);
    return rows.truncated ? null : rows;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return null;
  }
}
