/** Turns the agents' counts into what a run reports: never backwards, and not too often. */
import { AGENTS, type AgentName } from '../agents/workflow/agent-names.js';

/** The Rebuilder and every further turn of the Tester count nothing: how many there will be, nobody knows before. */
const COUNTED: readonly AgentName[] = AGENTS.filter((agent) => agent !== 'rebuilder');

export interface Counts {
  readonly done: number;
  readonly total: number;
}

/** Between two reports. */
const intervalMs = 500;

/**
 * A run counts each object once for each of five agents: `total` is five times the number of objects, and `done` says how far
 * along this way it is.
 */
export class RunProgress {
  private objects = 0;
  private done = 0;
  private reportedAtMs = -Infinity;

  constructor(
    private readonly report: (run: Counts, step: Counts) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** How many objects the source has: as soon as it is known. */
  setObjects(count: number): void {
    this.objects = count;
  }

  update(agent: AgentName, done: number, total: number): void {
    const stage = COUNTED.indexOf(agent);
    const share = total === 0 ? 1 : Math.min(1, done / total);
    if (stage >= 0) this.done = Math.max(this.done, Math.floor((stage + share) * this.objects));
    const isDue = done >= total || this.nowMs() - this.reportedAtMs >= intervalMs;
    if (!isDue) return;
    this.reportedAtMs = this.nowMs();
    this.report({ done: this.done, total: this.objects * COUNTED.length }, { done, total });
  }
}
