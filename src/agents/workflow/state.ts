/** State of the graph: hashes of stored values and counters, never the values themselves (well under 64 KB for any source). */
import { Annotation } from '@langchain/langgraph';
import type { ArtifactHash } from '../../artifacts/artifact-store.js';

export const WorkflowState = Annotation.Root({
  catalog: Annotation<ArtifactHash>(),
  options: Annotation<ArtifactHash>(),
  assessment: Annotation<ArtifactHash>(),
  plan: Annotation<ArtifactHash>(),
  execution: Annotation<ArtifactHash>(),
  testReport: Annotation<ArtifactHash>(),
  evaluation: Annotation<ArtifactHash>(),
  /** Turns of the Tester so far. */
  attempt: Annotation<number>(),
  /** The Rebuilder changed something that must be tested again. */
  repaired: Annotation<boolean>(),
});

export type State = typeof WorkflowState.State;
export type StateChange = Partial<State>;
