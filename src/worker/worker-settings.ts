import type { ChildProgram } from './run-process.js';

/** What a worker is told at its start. */
export class WorkerSettings {
  constructor(
    /** Names this process in a lease. */
    readonly owner: string,
    /** Runs at work at the same time. */
    readonly concurrency: number,
    /** Folder for the work folders of runs. */
    readonly runsFolder: string,
    readonly child: ChildProgram,
    readonly leaseMs = 30_000,
    readonly renewIntervalMs = 5_000,
  ) {}
}
