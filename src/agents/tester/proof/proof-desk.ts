/** Compares what was built with what the original gives, on the source's rows and on fixtures, and measures what that is worth. */
import { setImmediate } from 'node:timers/promises';
import type { Catalog, View } from '../../../catalog/catalog.js';
import { AppError } from '../../../common/app-error.js';
import type { Project, ProjectModel } from '../../../dbt/project.js';
import type { LoadedSource, ProjectRun } from '../../../dbt/run/index.js';
import type { Dataset } from '../../../proof/dataset.js';
import { fixturesFor } from '../../../proof/fixtures/index.js';
import { Prover, type DatasetName, type DatasetOutcome, type Ground, type ProofReason, type Strength } from '../../../proof/prover/index.js'; // prettier-ignore
import type { RowStore } from '../../../sources/rows/row-store.js';
import { displayName } from '../../assessment/assess.js';
import { withBeneath } from './beneath.js';
import { capsOf } from './caps.js';
import { rowsKeyOf } from './closure.js';
import { runOnFixtures } from './fixture-run.js';
import { isEquivalent, type ObjectProof } from './object-proof.js';
import { readSourceRows, unknownTables } from './source-ground.js';
import { proofSurroundings } from './surroundings.js';

/** Rows of one model that are compared. */
const ROWS_MAX = 200_000;
/** Mutants and measurements of one run, in all; what is left then is said to be left. */
const STRENGTH_STEPS_MAX = 20_000;

type Judged = readonly { readonly model: ProjectModel; readonly view: View }[];

interface Compared {
  readonly outcome: DatasetOutcome;
  readonly notes: readonly string[];
}

export class ProofDesk {
  private source: { readonly dataset: Dataset; readonly tooLarge: Ground['unknown'] } | null = null;
  private fixtures: Dataset | null = null;
  /** Tables as the last run on fixtures loaded them. */
  private staged: readonly LoadedSource[] = [];
  /** By what a model's rows depend on: a turn that changes nothing of it needs no other run on fixtures. */
  private readonly onFixtures = new Map<string, Compared>();
  private prover: { readonly key: string; readonly prover: Prover } | null = null;
  private stepsLeft = STRENGTH_STEPS_MAX;

  constructor(
    private readonly rows: RowStore | null,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** By model: those that stand for a view, are built, and run on the project's engine. @param run on the source's rows, still open */
  async prove(catalog: Catalog, project: Project, run: ProjectRun): Promise<Map<string, ObjectProof>> {
    const judged = judgedModels(catalog, project, run);
    if (judged.length === 0) return new Map();
    this.source ??= await readSourceRows(catalog, this.rows);
    this.fixtures ??= fixturesFor(catalog, this.source.dataset);
    const isNew = judged.some(({ model }) => !this.onFixtures.has(rowsKeyOf(model, project)));
    const staged = isNew ? await runOnFixtures(project, this.fixtures, this.signal) : null;
    try {
      this.staged = staged?.sources ?? this.staged;
      const prover = this.proverOf(catalog, [
        { dataset: this.fixtures, unknown: unknownTables(catalog, project, this.staged) },
        { dataset: this.source.dataset, unknown: [...this.source.tooLarge, ...unknownTables(catalog, project, run.sources)] }, // prettier-ignore
      ]);
      const proofs = await this.all(judged, project, prover, { run, staged });
      const views = new Map(judged.map(({ model, view }) => [model.model, view]));
      return withBeneath(proofs, views, catalog, project);
    } finally {
      await staged?.close();
    }
  }

  /** The same one as long as both sides have the same tables: what the original gives does not change from turn to turn. */
  private proverOf(catalog: Catalog, grounds: readonly Ground[]): Prover {
    const key = JSON.stringify(grounds.map(({ dataset, unknown }) => [dataset.name, unknown]));
    if (this.prover?.key !== key)
      this.prover = { key, prover: new Prover(catalog, grounds, proofSurroundings(catalog)) };
    return this.prover.prover;
  }

  private async all(judged: Judged, project: Project, prover: Prover, runs: Runs): Promise<Map<string, ObjectProof>> {
    const proofs = new Map<string, ObjectProof>();
    for (const each of judged) {
      await this.pause();
      const found = [await compared(each, prover, runs.run, 'source rows'), await this.comparedOnFixtures(each, project, prover, runs)];
      const outcomes = found.map(({ outcome }) => outcome);
      const notes = [...new Set(found.flatMap((one) => one.notes))];
      const caps: readonly ProofReason[] = capsOf(each.model, project);
      const proof: ObjectProof = { outcomes, notes, caps, strength: null, beneath: null, place: each.view.definition.place };
      const isWorthIt = caps.length === 0 && isEquivalent(proof);
      proofs.set(each.model.model, isWorthIt ? { ...proof, strength: await this.strength(each.view, prover, proof) } : proof);
    }
    return proofs;
  } // prettier-ignore

  private async comparedOnFixtures(each: Judged[number], project: Project, prover: Prover, { staged }: Runs): Promise<Compared> {
    const key = rowsKeyOf(each.model, project);
    const known = this.onFixtures.get(key);
    if (known || !staged) return known ?? { outcome: left('fixtures', 'PROOF-NO-ROWS', 'It did not run on fixtures.'), notes: [] };
    const made = await compared(each, prover, staged, 'fixtures');
    this.onFixtures.set(key, made);
    return made;
  } // prettier-ignore

  /** On those datasets where the rows were equal. */
  private async strength({ name }: View, prover: Prover, { outcomes }: ObjectProof): Promise<Strength | null> {
    const equal = outcomes.filter(({ kind }) => kind === 'equal').map(({ dataset }) => dataset);
    const steps = prover.strength(name, equal);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await this.pause();
      this.stepsLeft -= 1;
      if (this.stepsLeft <= 0) return null;
    }
  }

  /** So that whoever runs this process can do other things, and stop it. */
  private async pause(): Promise<void> {
    await setImmediate();
    this.signal?.throwIfAborted();
  }
}

function judgedModels({ objects }: Catalog, { models }: Project, { nodes }: ProjectRun): Judged {
  const built = new Set(nodes.filter(({ kind, status }) => kind === 'model' && status === 'success').map(({ name }) => name)); // prettier-ignore
  const views = new Map(objects.flatMap((object) => (object.kind === 'view' ? [[displayName(object), object]] : [])));
  return models.flatMap((model) => {
    const view = model.enabled && built.has(model.model) ? views.get(model.object) : undefined;
    return view ? [{ model, view }] : [];
  });
}

interface Runs {
  readonly run: ProjectRun;
  /** Null when nothing new was to be learned on fixtures. */
  readonly staged: ProjectRun | null;
}

async function compared(
  { model, view }: Judged[number],
  prover: Prover,
  run: ProjectRun,
  dataset: DatasetName,
): Promise<Compared> {
  const expected = prover.expected(view.name, dataset);
  if (expected.kind === 'open') return { outcome: { kind: 'open', dataset, reason: expected.reason }, notes: [] };
  const told = (outcome: DatasetOutcome) => ({ outcome, notes: [] });
  const node = run.nodes.find(({ kind, name }) => kind === 'model' && name === model.model);
  if (node?.status === 'error') return told({ kind: 'failed', dataset, message: node.problem?.message ?? 'no reason was given' }); // prettier-ignore
  if (node?.status !== 'success') return told(left(dataset, 'PROOF-NO-ROWS', `On the ${dataset} it was not built: what it reads was not.`)); // prettier-ignore
  try {
    const target = await run.rowsOf(model.model, ROWS_MAX);
    if (target.truncated) return told(left(dataset, 'PROOF-BUDGET', `On the ${dataset} it gives more than ${ROWS_MAX} rows.`)); // prettier-ignore
    const names = model.columns.length > 0 ? model.columns.map(({ name }) => name) : expected.rows.columns.map(({ name }) => name); // prettier-ignore
    return prover.compare(view.name, dataset, target, names);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === 'sql_resource_limit') return told(left(dataset, 'PROOF-BUDGET', `On the ${dataset} its rows could not be read within the bounds.`)); // prettier-ignore
    return told({ kind: 'failed', dataset, message: thrown.publicText });
  }
}

const left = (dataset: DatasetName, code: ProofReason['code'], message: string): DatasetOutcome => ({ kind: 'open', dataset, reason: { code, message } }); // prettier-ignore
