/** Program of the child process of a run. It talks to its worker alone: it knows no database, no queue and no secret. */
import { AppError } from '../common/app-error.js';
import { ChildChannel } from './child-channel.js';
import type { ParentMessage } from './child-protocol.js';
import { workOnRun } from './child-work.js';
import { dieWithParent } from './parent-watch.js';

/** Longest text that the worker takes. */
const textMax = 10_000;

const stopped = new AbortController();
const channel = new ChildChannel((message) => process.send?.(message, undefined, undefined, () => undefined));

dieWithParent(Number(process.argv[2]));
process.once('SIGTERM', () => stopped.abort(new Error('stopped')));
process.once('disconnect', () => process.exit(1));
process.on('message', (message) => {
  // Only our worker holds the other end of this channel.
  const told = message as ParentMessage;
  if (told.type === 'start') void run(told);
  else channel.receive(told);
});

async function run(start: Extract<ParentMessage, { type: 'start' }>): Promise<void> {
  try {
    const rates = await workOnRun(start, channel, stopped.signal);
    await channel.ask({ type: 'done', ...rates });
  } catch (error) {
    if (!stopped.signal.aborted) await channel.ask({ type: 'failed', ...failureOf(error) });
  }
  process.exit(0);
}

/** Ours say what to do. Of anything else people are told only that it failed; the log gets the rest. */
function failureOf(error: unknown): { code: string; message: string; internal: string } {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof AppError) {
    const internal = `${error.internalText}\n${stack}`;
    return { code: error.code, message: error.publicText.slice(0, textMax), internal: internal.slice(0, textMax) };
  }
  const message = 'The work on this run failed on our side. Retry it; if it fails again, tell the operator.';
  return { code: 'internal_error', message, internal: stack.slice(0, textMax) };
}
