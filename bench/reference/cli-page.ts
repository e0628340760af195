/** The reference page of the command, from the definition that parses its arguments. */
import type { Command, Option } from 'commander';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { EXIT } from '../../src/cli/exit-codes.js';
import { makeProgram } from '../../src/cli/program.js';
import { markdownTable, plainCell } from './markdown-table.js';

export function cliPage(): string {
  const program = makeProgram(new AbortController().signal, () => undefined);
  const usage = program.commands.map((command) => `    ${program.name()} ${command.name()} ${command.usage().replace('[options] ', '')} [options]`); // prettier-ignore
  return (
    [
      `# The command\n\n${plainCell(program.description())}\n\n${usage.join('\n')}\n\n${CHECKOUT}`,
      ...program.commands.map(commandSection),
      OUTPUT,
      `## Exit codes\n\n${markdownTable(['code', 'means'], Object.entries(EXIT).map(([name, code]) => [String(code), EXIT_MEANINGS[name] ?? '']))}`, // prettier-ignore
    ].join('\n\n') + '\n'
  );
}

function commandSection(command: Command): string {
  const table = markdownTable(
    ['option', 'default', 'meaning'],
    command.options.map((option) => [`\`${option.flags}\``, defaultOf(option), meaningOf(option)]),
  );
  return `## ${command.name()}\n\n${plainCell(command.description())}.\n\n${table}`;
}

/** A flag that is not given leaves its field of the options file, which has a default. */
function defaultOf(option: Option): string {
  const fields: Readonly<Record<string, unknown>> = migrationOptionsSchema.parse({});
  const value: unknown = option.defaultValue ?? fields[option.attributeName()];
  if (typeof value === 'string') return `\`${value}\``;
  return option.required || option.optional ? 'none' : 'off';
}

function meaningOf({ description, argChoices }: Option): string {
  const choices = argChoices && argChoices.length > 1 ? `: ${argChoices.map((choice) => `\`${choice}\``).join(' or ')}` : ''; // prettier-ignore
  return `${plainCell(description)}${choices}`;
}

const CHECKOUT = `From a checkout: \`npm run migrate -- ...\` and \`npm run assess -- ...\`, which compile first what changed. A flag wins over the [options file](configuration.md).`;

const OUTPUT = `## Output

Progress and messages go to standard error: a live view on a terminal, plain lines when piped; \`NO_COLOR\` is respected. \`assess\` prints its result to standard output and writes nothing;
\`migrate\` prints there only with \`--json\`, and what it prints is \`migration_report.json\` ([schema](migration-report.schema.json)). A misspelt command or option gets a suggestion.

An output folder that holds something else is refused, with or without \`--force\`. If a person changed files in it, they are named and nothing is written, unless \`--force\` is given.`;

const EXIT_MEANINGS: Readonly<Record<string, string>> = {
  done: 'everything in scope is proved or converted; for `assess`: the input was read',
  failed: 'the run failed',
  reviewNeeded: 'finished, and something needs review or is blocked',
  usage: 'called wrongly, or the options file has faults',
  interrupted: 'stopped by Ctrl-C or a signal; no half project is left',
};
