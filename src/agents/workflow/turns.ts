/** One method an agent: load, run the pure function, store. Who watches is told before and after each turn. */
import type { z } from 'zod';
import { catalogSchema } from '../../catalog/catalog.js';
import type { ArtifactHash, ArtifactStore } from '../../artifacts/artifact-store.js';
import type { MakeCompiler } from '../../compiler/compile.js';
import { assess } from '../assessment/assess.js';
import { assessmentSchema } from '../assessment/assessment.js';
import { evaluate } from '../evaluator/evaluate.js';
import { executionSchema } from '../executor/execution.js';
import { execute } from '../executor/execute.js';
import { modelEditsSchema } from '../executor/model-edit.js';
import { migrationOptionsSchema } from '../options.js';
import { planSchema } from '../planner/plan.js';
import { planMigration } from '../planner/plan-migration.js';
import { rebuild } from '../rebuilder/rebuild.js';
import type { Tester } from '../tester/tester.js';
import { testReportSchema, type TestReport } from '../tester/test-report.js';
import type { AgentName } from './agent-names.js';
import { artifactsOf, type State, type StateArtifacts, type StateChange } from './state.js';

/**
 * Told before an agent works (`started`, nothing stored yet) and after it has (`finished`, with the hashes of what it stored); waited for
 * both times. `attempt` is 1 for agents that work once, and counts the turns of Tester and Rebuilder. What it throws ends the run.
 */
export type OnStep = (
  agent: AgentName,
  moment: 'started' | 'finished',
  attempt: number,
  artifacts: StateArtifacts,
) => Promise<void> | void;

/** What the agents work with. */
export interface TurnTools {
  readonly store: ArtifactStore;
  readonly makeCompiler: MakeCompiler;
  readonly tester: Tester;
  readonly onProgress: (agent: AgentName, done: number, total: number) => void;
  readonly onStep?: OnStep;
}

export class Turns {
  constructor(
    private readonly tools: TurnTools,
    private readonly signal: AbortSignal | undefined,
  ) {}

  assess(state: State): Promise<StateChange> {
    return this.turn('assessment', 1, async () => {
      const assessment = assess(await this.catalog(state), this.progress('assessment'));
      return { assessment: await this.tools.store.put(assessment) };
    });
  }

  plan(state: State): Promise<StateChange> {
    return this.turn('planner', 1, async () => {
      const assessment = await this.stored(state.assessment, assessmentSchema);
      this.tools.onProgress('planner', 0, assessment.objects.length);
      const plan = planMigration(await this.catalog(state), assessment, await this.options(state));
      this.tools.onProgress('planner', plan.objects.length, plan.objects.length);
      return { plan: await this.tools.store.put(plan) };
    });
  }

  execute(state: State): Promise<StateChange> {
    return this.turn('executor', 1, async () => {
      const catalog = await this.catalog(state);
      const plan = await this.stored(state.plan, planSchema);
      const options = await this.options(state);
      const edits = state.edits === undefined ? [] : await this.stored(state.edits, modelEditsSchema);
      const execution = execute(catalog, plan, options, this.tools.makeCompiler, this.progress('executor'), edits);
      return { execution: await this.tools.store.put(execution) };
    });
  }

  test(state: State): Promise<StateChange> {
    const attempt = state.attempt + 1;
    return this.turn('tester', attempt, async () => {
      const { project } = await this.stored(state.execution, executionSchema);
      const tested = await this.tools.tester.test(await this.catalog(state), project, attempt, this.progress('tester'));
      const report = withSwitchedOff(tested, await this.earlierReport(state));
      return { testReport: await this.tools.store.put(report), attempt };
    });
  }

  rebuild(state: State): Promise<StateChange> {
    return this.turn('rebuilder', state.attempt, async () => {
      const execution = await this.stored(state.execution, executionSchema);
      const report = await this.stored(state.testReport, testReportSchema);
      const { project, repairs } = rebuild(execution.project, report);
      this.tools.onProgress('rebuilder', repairs.length, repairs.length);
      if (repairs.length === 0) return { repaired: false };
      return { repaired: true, execution: await this.tools.store.put({ ...execution, project }) };
    });
  }

  evaluate(state: State): Promise<StateChange> {
    return this.turn('evaluator', 1, async () => {
      const evaluation = evaluate({
        catalog: await this.catalog(state),
        assessment: await this.stored(state.assessment, assessmentSchema),
        plan: await this.stored(state.plan, planSchema),
        execution: await this.stored(state.execution, executionSchema),
        report: await this.stored(state.testReport, testReportSchema),
      });
      this.tools.onProgress('evaluator', evaluation.objects.length, evaluation.objects.length);
      return { evaluation: await this.tools.store.put(evaluation) };
    });
  }

  /** A turn that was stopped tells of no end: it is done again when the run goes on. */
  private async turn(agent: AgentName, attempt: number, work: () => Promise<StateChange>): Promise<StateChange> {
    this.signal?.throwIfAborted();
    await this.tools.onStep?.(agent, 'started', attempt, {});
    const change = await work();
    this.signal?.throwIfAborted();
    await this.tools.onStep?.(agent, 'finished', attempt, artifactsOf(change));
    return change;
  }

  private catalog(state: State) {
    return this.stored(state.catalog, catalogSchema);
  }

  private async earlierReport({ testReport }: Partial<State>): Promise<TestReport | null> {
    return testReport === undefined ? null : this.stored(testReport, testReportSchema);
  }

  private options(state: State) {
    return this.stored(state.options, migrationOptionsSchema);
  }

  private stored<S extends z.ZodType>(hash: ArtifactHash, schema: S): Promise<z.infer<S>> {
    return this.tools.store.get(hash, schema);
  }

  private progress(agent: AgentName) {
    return (done: number, total: number) => this.tools.onProgress(agent, done, total);
  }
}

/** Models that were switched off since are not tested any more: what was seen of them, rows that differ among it, is kept. */
function withSwitchedOff(report: TestReport, earlier: TestReport | null): TestReport {
  const tested = new Set(report.objects.map(({ model }) => model));
  return {
    ...report,
    objects: [...report.objects, ...(earlier?.objects ?? []).filter(({ model }) => !tested.has(model))],
  };
}
