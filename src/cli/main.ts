/** The `datamigrate` command: reads arguments, runs, and turns failures into messages and exit codes. */
import { CommanderError } from 'commander';
import { AppError } from '../common/app-error.js';
import { EXIT } from './exit-codes.js';
import { makeProgram } from './program.js';

const KEEP_ALIVE_MS = 60_000;

/** Runs with arguments after the program's name; answers the exit code, never throws. */
export async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort(new AppError('RUN-INTERRUPTED', 'Stopped. Nothing was left behind.'));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // A library that hooks `beforeExit` must never end the process with code 0 while a promise is open.
  const alive = setInterval(() => undefined, KEEP_ALIVE_MS);
  let code: number = EXIT.done;
  try {
    const program = makeProgram(stop.signal, (result) => {
      code = result;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, stop.signal);
  } finally {
    clearInterval(alive);
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** Writes what a person needs of a failure to stderr. */
function exitCodeOf(error: unknown, signal: AbortSignal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (signal.aborted) {
    process.stderr.write('\nStopped. Nothing was left behind.\n');
    return EXIT.interrupted;
  }
  if (error instanceof AppError) {
    process.stderr.write(`error ${error.code}: ${error.publicText}\n`);
    return error.code.startsWith('CONFIG-') || error.code === 'USAGE' ? EXIT.usage : EXIT.failed;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `error INTERNAL: Something went wrong inside datamigrate. Please report it with this text:\n${text}\n`,
  );
  return EXIT.failed;
}
