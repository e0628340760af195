/** State of the graph: hashes of stored values and counters, never the values themselves (well under 64 KB for any source). */
import { Annotation } from '@langchain/langgraph';
import { z } from 'zod';
import type { ArtifactHash } from '../../artifacts/artifact-store.js';

export const WorkflowState = Annotation.Root({
  catalog: Annotation<ArtifactHash>(),
  options: Annotation<ArtifactHash>(),
  /** What a person wrote; left out when nobody did. */
  edits: Annotation<ArtifactHash | undefined>(),
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

/** What a run begins with: hashes of stored values. */
export const startHashesSchema = z.object({
  catalog: z.string(),
  options: z.string(),
  edits: z.string().optional(),
});
export type StartHashes = z.infer<typeof startHashesSchema>;

/** Names under which values of the state are known outside. */
const ARTIFACT_NAMES = {
  catalog: 'catalog',
  options: 'options',
  edits: 'edits',
  assessment: 'assessment',
  plan: 'plan',
  execution: 'execution',
  testReport: 'test_report',
  evaluation: 'evaluation',
} as const;
export type StateArtifact = (typeof ARTIFACT_NAMES)[keyof typeof ARTIFACT_NAMES];
export type StateArtifacts = Partial<Record<StateArtifact, ArtifactHash>>;
/** Of a run that ended. */
export type RunArtifacts = Record<Exclude<StateArtifact, 'edits'>, ArtifactHash> & { edits?: ArtifactHash };

/** Hashes of the state of a run that ended. */
export function runArtifacts({ catalog, options, edits, assessment, plan, execution, testReport, evaluation }: State): RunArtifacts {
  const test_report = testReport;
  return { catalog, options, ...(edits === undefined ? {} : { edits }), assessment, plan, execution, test_report, evaluation };
} // prettier-ignore

/** Hashes of a state, or of a change of it, by their public names. */
export function artifactsOf(state: StateChange): StateArtifacts {
  const artifacts: StateArtifacts = {};
  for (const key of keysOf(ARTIFACT_NAMES)) {
    const hash = state[key];
    if (hash !== undefined) artifacts[ARTIFACT_NAMES[key]] = hash;
  }
  return artifacts;
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  // The table above is closed: it has just these keys.
  return Object.keys(value) as (keyof T)[];
}
