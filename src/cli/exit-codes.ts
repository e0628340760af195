/** Exit codes of the command, documented in `docs/reference/cli.md`. */
export const EXIT = {
  /** Every object in scope is proved or converted. */
  done: 0,
  /** The run itself failed. */
  failed: 1,
  /** Finished; some objects need review or are blocked. */
  reviewNeeded: 2,
  /** Wrong arguments (sysexits EX_USAGE). */
  usage: 64,
  /** Ended by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;
