/** The six agents as a graph. The order of steps is code; each step reads and writes stored values by hash. */
import { END, MemorySaver, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { catalogSchema } from '../../catalog/catalog.js';
import type { ArtifactHash, ArtifactStore } from '../../artifacts/artifact-store.js';
import type { MakeCompiler } from '../../compiler/compile.js';
import { assess } from '../assessment/assess.js';
import { assessmentSchema } from '../assessment/assessment.js';
import { evaluate } from '../evaluator/evaluate.js';
import { executionSchema } from '../executor/execution.js';
import { execute } from '../executor/execute.js';
import { migrationOptionsSchema } from '../options.js';
import { planSchema } from '../planner/plan.js';
import { planMigration } from '../planner/plan-migration.js';
import { rebuild } from '../rebuilder/rebuild.js';
import type { Tester } from '../tester/tester.js';
import { testReportSchema } from '../tester/test-report.js';
import { WorkflowState, type State, type StateChange } from './state.js';

export const AGENTS = ['assessment', 'planner', 'executor', 'tester', 'rebuilder', 'evaluator'] as const;
export type AgentName = (typeof AGENTS)[number];

/** Tester turns at most: after the last one what still fails is reported as it is. */
export const TEST_TURNS_MAX = 4;

/** What the agents work with. */
export interface WorkflowTools {
  readonly store: ArtifactStore;
  readonly makeCompiler: MakeCompiler;
  readonly tester: Tester;
  readonly onProgress: (agent: AgentName, done: number, total: number) => void;
  /** Where checkpoints go; in memory when left out. */
  readonly checkpointer?: BaseCheckpointSaver;
}

/** Runs the graph over a stored catalog; answers the final state. `signal` stops it between and inside steps. */
export async function runWorkflow(
  tools: WorkflowTools,
  input: { readonly catalog: ArtifactHash; readonly options: ArtifactHash },
  runId: string,
  signal?: AbortSignal,
): Promise<State> {
  const graph = buildGraph(tools).compile({ checkpointer: tools.checkpointer ?? new MemorySaver() });
  const config = { configurable: { thread_id: runId }, durability: 'sync' as const, recursionLimit: 50, signal };
  return graph.invoke({ ...input, attempt: 0, repaired: false }, config);
}

function buildGraph(tools: WorkflowTools) {
  const steps = new Steps(tools);
  return new StateGraph(WorkflowState)
    .addNode('assess', (state: State) => steps.assess(state))
    .addNode('make_plan', (state: State) => steps.plan(state))
    .addNode('execute', (state: State) => steps.execute(state))
    .addNode('test', (state: State) => steps.test(state))
    .addNode('rebuild', (state: State) => steps.rebuild(state))
    .addNode('evaluate', (state: State) => steps.evaluate(state))
    .addEdge(START, 'assess')
    .addEdge('assess', 'make_plan')
    .addEdge('make_plan', 'execute')
    .addEdge('execute', 'test')
    .addConditionalEdges('test', (state: State) => (state.attempt < TEST_TURNS_MAX ? 'rebuild' : 'evaluate'), [
      'rebuild',
      'evaluate',
    ]) // prettier-ignore
    .addConditionalEdges('rebuild', (state: State) => (state.repaired ? 'test' : 'evaluate'), ['test', 'evaluate'])
    .addEdge('evaluate', END);
}

/** One method an agent: load, run the pure function, store. */
class Steps {
  constructor(private readonly tools: WorkflowTools) {}

  async assess(state: State): Promise<StateChange> {
    const catalog = await this.catalog(state);
    const assessment = assess(catalog, this.progress('assessment'));
    return { assessment: await this.tools.store.put(assessment) };
  }

  async plan(state: State): Promise<StateChange> {
    const catalog = await this.catalog(state);
    const assessment = await this.tools.store.get(state.assessment, assessmentSchema);
    this.tools.onProgress('planner', 0, assessment.objects.length);
    const plan = planMigration(catalog, assessment, await this.options(state));
    this.tools.onProgress('planner', plan.objects.length, plan.objects.length);
    return { plan: await this.tools.store.put(plan) };
  }

  async execute(state: State): Promise<StateChange> {
    const catalog = await this.catalog(state);
    const plan = await this.tools.store.get(state.plan, planSchema);
    const execution = execute(catalog, plan, await this.options(state), this.tools.makeCompiler, this.progress('executor')); // prettier-ignore
    return { execution: await this.tools.store.put(execution) };
  }

  async test(state: State): Promise<StateChange> {
    const { project } = await this.tools.store.get(state.execution, executionSchema);
    const attempt = state.attempt + 1;
    const report = await this.tools.tester.test(await this.catalog(state), project, attempt, this.progress('tester'));
    return { testReport: await this.tools.store.put(report), attempt };
  }

  async rebuild(state: State): Promise<StateChange> {
    const execution = await this.tools.store.get(state.execution, executionSchema);
    const report = await this.tools.store.get(state.testReport, testReportSchema);
    const { project, repairs } = rebuild(execution.project, report);
    this.tools.onProgress('rebuilder', repairs.length, repairs.length);
    if (repairs.length === 0) return { repaired: false };
    return { repaired: true, execution: await this.tools.store.put({ ...execution, project }) };
  }

  async evaluate(state: State): Promise<StateChange> {
    const catalog = await this.catalog(state);
    const assessment = await this.tools.store.get(state.assessment, assessmentSchema);
    const plan = await this.tools.store.get(state.plan, planSchema);
    const execution = await this.tools.store.get(state.execution, executionSchema);
    const report = await this.tools.store.get(state.testReport, testReportSchema);
    const evaluation = evaluate({ catalog, assessment, plan, execution, report });
    this.tools.onProgress('evaluator', evaluation.objects.length, evaluation.objects.length);
    return { evaluation: await this.tools.store.put(evaluation) };
  }

  private catalog(state: State) {
    return this.tools.store.get(state.catalog, catalogSchema);
  }

  private options(state: State) {
    return this.tools.store.get(state.options, migrationOptionsSchema);
  }

  private progress(agent: AgentName) {
    return (done: number, total: number) => this.tools.onProgress(agent, done, total);
  }
}
