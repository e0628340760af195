/** What a person sees while agents work: one live line on a terminal, plain lines when piped; always on stderr. */
import type { AgentName } from '../agents/workflow/workflow.js';

/** A stream that may be a terminal. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const AGENT_TITLES: Readonly<Record<AgentName | 'reading' | 'writing', string>> = {
  reading: 'Reading',
  assessment: 'Assessment',
  planner: 'Planner',
  executor: 'Executor',
  tester: 'Tester',
  rebuilder: 'Rebuilder',
  evaluator: 'Evaluator',
  writing: 'Writing',
};
export type Phase = keyof typeof AGENT_TITLES;

const REDRAW_MS = 80;
const PLAIN_LINE_MS = 2_000;
const CLEAR_LINE = '\r\u001b[2K';

export class Progress {
  private readonly startedMs = performance.now();
  private readonly live: boolean;
  private phase: Phase | null = null;
  private lastDrawMs = 0;
  private lastText = '';

  constructor(
    private readonly stream: ProgressStream,
    environment: NodeJS.ProcessEnv,
    private readonly quiet: boolean,
  ) {
    this.live = stream.isTTY === true && environment['TERM'] !== 'dumb' && environment['NO_COLOR'] === undefined;
  }

  /** `done` of `total` objects of a phase. */
  update(phase: Phase, done: number, total: number): void {
    if (this.quiet) return;
    const text = `${AGENT_TITLES[phase].padEnd(10)} ${done}/${total} objects, ${this.elapsed()}`;
    if (this.live) this.drawLive(phase, text);
    else this.drawPlain(phase, text, done >= total && total > 0);
  }

  /** Ends the live line, so that what follows starts on a new one. */
  end(): void {
    if (this.live && this.phase !== null) this.stream.write(`${CLEAR_LINE}${this.lastText}\n`);
    this.phase = null;
  }

  private drawLive(phase: Phase, text: string): void {
    const now = performance.now();
    if (phase !== this.phase && this.phase !== null) this.stream.write(`${CLEAR_LINE}${this.lastText}\n`);
    else if (phase === this.phase && now - this.lastDrawMs < REDRAW_MS) {
      this.lastText = text;
      return;
    }
    this.phase = phase;
    this.lastDrawMs = now;
    this.lastText = text;
    this.stream.write(CLEAR_LINE + text.slice(0, Math.max(20, (this.stream.columns ?? 80) - 1)));
  }

  /** The first, the last, and at most one line every two seconds in between. */
  private drawPlain(phase: Phase, text: string, isLast: boolean): void {
    const now = performance.now();
    const isFirst = phase !== this.phase;
    if (!isFirst && !isLast && now - this.lastDrawMs < PLAIN_LINE_MS) return;
    if (isLast && text.split(',')[0] === this.lastText) return;
    this.phase = phase;
    this.lastDrawMs = now;
    this.lastText = text.split(',')[0] ?? '';
    this.stream.write(`${text}\n`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.startedMs) / 1000).toFixed(1)} s`;
  }
}
