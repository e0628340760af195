import type { AgentName } from '../../src/agents/workflow/agent-names.js';
import { RunProgress, type Counts } from '../../src/worker/run-progress.js';

describe('the progress of a run', () => {
  function watched(): { progress: RunProgress; reports: Counts[]; clock: { nowMs: number } } {
    const reports: Counts[] = [];
    const clock = { nowMs: 0 };
    const progress = new RunProgress((run) => reports.push(run), () => clock.nowMs); // prettier-ignore
    progress.setObjects(10);
    return { progress, reports, clock };
  }

  test('never goes back, through every turn of Tester and Rebuilder, and ends where it is complete', () => {
    const { progress, reports, clock } = watched();
    const turns: AgentName[] = ['assessment', 'planner', 'executor', 'tester', 'rebuilder', 'tester', 'rebuilder', 'evaluator']; // prettier-ignore
    for (const agent of turns)
      for (let done = 0; done <= 7; done++) {
        clock.nowMs += 1_000;
        progress.update(agent, done, 7);
      }
    const dones = reports.map(({ done }) => done);
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
    expect(reports.at(-1)).toEqual({ done: 50, total: 50 });
    expect(new Set(reports.map(({ total }) => total))).toEqual(new Set([50]));
  });

  test('reports twice a second at most, and the end of each turn', () => {
    const { progress, reports, clock } = watched();
    for (let done = 0; done <= 10_000; done++) {
      clock.nowMs += 1;
      progress.update('executor', done, 10_000);
    }
    expect(reports.length).toBeLessThanOrEqual(22);
    expect(reports.at(-1)).toEqual({ done: 30, total: 50 });
  });

  test('a turn with nothing to do counts as done', () => {
    const { progress, reports } = watched();
    progress.update('tester', 0, 0);
    expect(reports).toEqual([{ done: 40, total: 50 }]);
  });
});
