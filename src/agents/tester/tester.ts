/** The Tester agent: builds and tests the project on the target's engine, and compares its rows with the reference's. */
import type { Catalog } from '../../catalog/catalog.js';
import { CompileError } from '../../dbt/compile/compiled-project.js';
import type { Project, ProjectModel } from '../../dbt/project.js';
import { runProject, type NodeResult, type ProjectRun } from '../../dbt/run/index.js';
import type { RowStore } from '../../sources/rows/row-store.js';
import { testName } from '../rebuilder/rebuild.js';
import type { Recording } from '../../proof/baseline/index.js';
import { baselineOutcomes } from './baseline/baseline-desk.js';
import { withBaseline } from './baseline/with-baseline.js';
import { contractChecks } from './contract.js';
import { checksOf, evidenceOf, EXECUTED_ONLY, isEquivalent, reasonOf, WRITTEN_BY_HAND, type ObjectProof } from './proof/object-proof.js'; // prettier-ignore
import { ProofDesk } from './proof/proof-desk.js';
import type { Check, Evidence, TestedObject, TestReport } from './test-report.js';

type Progress = (done: number, total: number) => void;

export class Tester {
  private readonly desk: ProofDesk;

  /**
   * @param rows the source's own
   * @param baseline what a real server gave; null when nothing of that is at hand
   */
  constructor(
    private readonly rows: RowStore | null,
    private readonly signal?: AbortSignal,
    private readonly baseline: Recording | null = null,
  ) {
    this.desk = new ProofDesk(rows, signal);
  }

  /** Runs the project on the source's rows and on fixtures, and compares with the reference. A project that cannot be compiled at all blames the models at fault; nothing of it was built. */
  async test(catalog: Catalog, project: Project, attempt: number, onProgress: Progress): Promise<TestReport> {
    try {
      const run = await runProject(project, {
        rows: catalog.rows.length > 0 ? this.rows : null,
        onNode: (_node, done, total) => onProgress(done, total),
        ...(this.signal ? { signal: this.signal } : {}),
      });
      try {
        const contracts = await contractChecks(project, run);
        const report = this.reportOf(project, run, attempt, contracts, await this.desk.prove(catalog, project, run));
        return this.baseline ? await comparedWith(this.baseline, report, catalog, project, run) : report;
      } finally {
        await run.close();
      }
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return uncompiled(project, error, attempt);
    }
  }

  private reportOf(
    project: Project,
    run: ProjectRun,
    attempt: number,
    contracts: ReadonlyMap<string, Check>,
    proofs: ReadonlyMap<string, ObjectProof>,
  ): TestReport {
    const byModel = groupNodes(run.nodes);
    const isLoaded = run.sources.some((source) => source.rows > 0);
    const objects = project.models
      .filter((model) => model.enabled)
      .map((model) => {
        const tested = testedObject(model, byModel.get(model.model) ?? [], run.engine, isLoaded);
        const contract = contracts.get(model.model);
        const checked = contract ? { ...tested, checks: [...tested.checks, contract] } : tested;
        const proof = proofs.get(model.model);
        return proof ? withProof(checked, model, proof) : checked;
      });
    return { schemaVersion: 1, engine: run.engine, attempt, objects };
  }
}

async function comparedWith(
  baseline: Recording,
  report: TestReport,
  { settings }: Catalog,
  project: Project,
  run: ProjectRun,
): Promise<TestReport> {
  const outcomes = await baselineOutcomes(baseline, project, run);
  const objects = report.objects.map((tested) => {
    const outcome = outcomes.get(tested.model);
    return outcome ? withBaseline(tested, outcome, baseline, settings) : tested;
  });
  return { ...report, objects };
}

function groupNodes(nodes: readonly NodeResult[]): Map<string, NodeResult[]> {
  const groups = new Map<string, NodeResult[]>();
  for (const node of nodes) if (node.model !== null) groups.set(node.model, [...(groups.get(node.model) ?? []), node]);
  return groups;
}

function testedObject(
  model: ProjectModel,
  nodes: readonly NodeResult[],
  engine: string,
  isLoaded: boolean,
): TestedObject {
  const build = nodes.find((node) => node.kind === 'model');
  const problem = build?.problem ?? build?.readProblem ?? null;
  const built = build?.status === 'success' && build.readProblem === null;
  const wasSkipped = build === undefined || build.status === 'skipped';
  return {
    name: model.object,
    model: model.model,
    built,
    rows: build?.rows ?? null,
    proof: built ? 'executed' : 'static',
    checks: [buildCheck(build), ...nodes.filter((node) => node.kind === 'test').map((node) => testCheck(model, node))],
    evidence: runEvidence(model, built, engine, isLoaded),
    error: built || wasSkipped || !problem ? null : { code: problem.code, message: problem.message },
    openProof: null,
  };
}

function withProof(tested: TestedObject, model: ProjectModel, proof: ObjectProof): TestedObject {
  return {
    ...tested,
    proof: isEquivalent(proof) ? 'equivalent' : tested.proof,
    checks: [...tested.checks, ...checksOf(proof)],
    evidence: evidenceOf(tested.evidence, model, proof),
    openProof: reasonOf(proof),
  };
}

function buildCheck(build: NodeResult | undefined): Check {
  if (!build) return { name: 'build', result: 'skipped', detail: 'not part of the run' };
  const problem = build.problem ?? build.readProblem;
  if (build.status === 'skipped') return { name: 'build', result: 'skipped', detail: problem?.message ?? null };
  const rows = build.rows === null ? null : `${build.rows} rows`;
  return problem
    ? { name: 'build', result: 'fail', detail: problem.message }
    : { name: 'build', result: 'pass', detail: rows };
}

const CHECK_RESULTS: Readonly<Record<NodeResult['status'], Check['result']>> = {
  success: 'pass',
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  error: 'fail',
  skipped: 'skipped',
};

function testCheck(model: ProjectModel, node: NodeResult): Check {
  const test = node.test ? model.tests[node.test.index] : undefined;
  const name = test && node.test ? testName(test, node.test.index) : `test:${node.name}`;
  const failures = node.failures === null || node.failures === 0 ? null : `${node.failures} rows fail`;
  return { name, result: CHECK_RESULTS[node.status], detail: node.problem?.message ?? failures };
}

/** Before anything is compared. */
function runEvidence(model: ProjectModel, built: boolean, engine: string, isLoaded: boolean): Evidence {
  const notChecked = built ? [EXECUTED_ONLY] : ['the model was not built'];
  if (model.authorKind === 'human') notChecked.unshift(WRITTEN_BY_HAND);
  if (built && !isLoaded) notChecked.push('values: the tables held no rows');
  return {
    reference: null,
    engines: built ? [engine] : [],
    datasets: built ? [isLoaded ? 'source rows' : 'no rows'] : [],
    rowsCompared: 0,
    predicates: { covered: 0, total: 0 },
    mutants: { killed: 0, total: 0, justified: 0 },
    notChecked,
    comparisons: [],
    uncovered: [],
    survivors: [],
    difference: null,
  };
}

/** Nothing was built; the models the compiler named get its error, so that the Rebuilder switches them off. */
function uncompiled(project: Project, error: CompileError, attempt: number): TestReport {
  const atFault = new Set(error.models);
  const objects = project.models
    .filter((model) => model.enabled)
    .map((model): TestedObject => {
      const isAtFault = atFault.size === 0 || atFault.has(model.model);
      const fault = isAtFault ? error.faultOf(model.model) : null;
      return {
        name: model.object,
        model: model.model,
        built: false,
        rows: null,
        proof: 'static',
        checks: [{ name: 'compile', result: isAtFault ? 'fail' : 'skipped', detail: fault?.message ?? null }],
        evidence: runEvidence(model, false, '', false),
        error: fault,
        openProof: null,
      };
    });
  return { schemaVersion: 1, engine: 'none', attempt, objects };
}
