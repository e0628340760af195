/** The six agents by name, and what the public calls the phase in which each works. */

/** In the order of the flow; Tester and Rebuilder take turns. */
export const AGENTS = ['assessment', 'planner', 'executor', 'tester', 'rebuilder', 'evaluator'] as const;
export type AgentName = (typeof AGENTS)[number];

/** `phase` of a migration and of a run. */
export const AGENT_PHASES = {
  assessment: 'assessment',
  planner: 'planning',
  executor: 'execution',
  tester: 'testing',
  rebuilder: 'rebuilding',
  evaluator: 'evaluation',
} as const satisfies Readonly<Record<AgentName, string>>;
export type AgentPhase = (typeof AGENT_PHASES)[AgentName];
