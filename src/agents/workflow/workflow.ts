/** The six agents as a graph. The order of steps is code; each step reads and writes stored values by hash. */
import { END, MemorySaver, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { startHashesSchema, WorkflowState, type StartHashes, type State } from './state.js';
import { Turns, type TurnTools } from './turns.js';

export { AGENTS, AGENT_PHASES, type AgentName, type AgentPhase } from './agent-names.js';

/** Tester turns at most: after the last one what still fails is reported as it is. */
export const TEST_TURNS_MAX = 4;

/** What the agents work with, and where their state is kept. */
export interface WorkflowTools extends TurnTools {
  /** Where checkpoints go; in memory when left out. */
  readonly checkpointer?: BaseCheckpointSaver;
}

/**
 * Runs the graph over stored values; answers the final state. When the checkpointer holds a state of this run, the run goes on at its
 * first unfinished turn, and `start` is not looked at. `signal` stops it between and inside turns: its reason is thrown.
 */
export async function runWorkflow(
  tools: WorkflowTools,
  start: StartHashes,
  runId: string,
  signal?: AbortSignal,
): Promise<State> {
  const checkpointer = tools.checkpointer ?? new MemorySaver();
  const graph = buildGraph(tools, signal).compile({ checkpointer });
  const config = { configurable: { thread_id: runId }, durability: 'sync' as const, recursionLimit: 50, signal };
  if (!(await startOf(checkpointer, runId))) return graph.invoke({ ...start, attempt: 0, repaired: false }, config);
  const { values } = await graph.getState({ configurable: { thread_id: runId } });
  // The graph's own values, as its channels type them. The last turn alone stores an evaluation: `next` is empty also between a turn's
  // writes and the checkpoint that takes them in.
  const state = values as State;
  return isFinished(state) ? state : graph.invoke(null, config);
}

function isFinished({ evaluation }: Partial<State>): boolean {
  return evaluation !== undefined;
}

/** What an interrupted run of this id began with; null when there is none, or it had not begun. */
export async function startOf(checkpointer: BaseCheckpointSaver, runId: string): Promise<StartHashes | null> {
  const tuple = await checkpointer.getTuple({ configurable: { thread_id: runId } });
  const parsed = startHashesSchema.safeParse(tuple?.checkpoint.channel_values);
  return parsed.success ? parsed.data : null;
}

function buildGraph(tools: WorkflowTools, signal: AbortSignal | undefined) {
  const turns = new Turns(tools, signal);
  return new StateGraph(WorkflowState)
    .addNode('assess', (state: State) => turns.assess(state))
    .addNode('make_plan', (state: State) => turns.plan(state))
    .addNode('execute', (state: State) => turns.execute(state))
    .addNode('test', (state: State) => turns.test(state))
    .addNode('rebuild', (state: State) => turns.rebuild(state))
    .addNode('evaluate', (state: State) => turns.evaluate(state))
    .addEdge(START, 'assess')
    .addEdge('assess', 'make_plan')
    .addEdge('make_plan', 'execute')
    .addEdge('execute', 'test')
    .addEdge('test', 'rebuild')
    .addConditionalEdges(
      'rebuild',
      (state: State) => (state.repaired && state.attempt < TEST_TURNS_MAX ? 'test' : 'evaluate'),
      ['test', 'evaluate'],
    ) // prettier-ignore
    .addEdge('evaluate', END);
}
