/**
 * Ends a process whose parent is gone, whatever it is doing: from a thread of its own, as a busy event loop would not notice that the
 * channel to the parent closed. A process without a parent is adopted by another one, so the parent's id changes.
 */
import { Worker } from 'node:worker_threads';

const checkIntervalMs = 500;

const WATCH = `
  const { workerData: parentPid } = require('node:worker_threads');
  setInterval(() => { if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL'); }, ${checkIntervalMs});
`;

export function dieWithParent(parentPid: number): void {
  const watch = new Worker(WATCH, {
    eval: true,
    workerData: parentPid,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  });
  watch.unref();
}
