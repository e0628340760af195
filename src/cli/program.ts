/** Commands, arguments and help. Heavy parts are loaded only when a command runs, so that help is instant. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AssessFlags } from './assess.js';
import type { BaselineScriptFlags } from './baseline-script.js';
import type { MigrateFlags } from './migrate.js';
import type { SqlFlags } from './sql.js';

type Finish = (exitCode: number) => void;

/** The program; `finish` is told the exit code of the command that ran. */
export function makeProgram(signal: AbortSignal, finish: Finish): Command {
  const program = new Command('datamigrate')
    .description('Turns a legacy SQL Server database into a dbt project that builds and tests green.')
    .version('0.1.0')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for the arguments)')
    .addHelpText('beforeAll', '')
    .addHelpText('after', EXAMPLES);
  program.addCommand(migrateCommand(signal, finish));
  program.addCommand(assessCommand(signal, finish));
  program.addCommand(sqlCommand(signal, finish));
  program.addCommand(baselineScriptCommand(signal, finish));
  return program;
}

const EXAMPLES = `
Examples:
  datamigrate migrate shop.sql                       write ./shop-dbt
  datamigrate migrate scripts/ --target postgres --out warehouse
  datamigrate migrate install.sql --data csv/ --var DatabaseName=Shop
  datamigrate assess scripts/ --json                 inventory only, writes nothing
  datamigrate sql shop.sql -q "SELECT TOP 5 * FROM dbo.Orders"
  datamigrate baseline-script shop.sql -o baseline.sql   to record what the real server gives

Exit codes: 0 all converted, 2 some objects need review, 1 the run failed, 64 wrong arguments.`;

function inputArgument(command: Command): Command {
  return command
    .exitOverride()
    .argument('<input...>', 'SQL script, or a folder of them')
    .addOption(new Option('--source <dialect>', 'dialect of the scripts').choices(['tsql']).default('tsql'))
    .option('--var <NAME=VALUE>', 'value for $(NAME) or a template token @NAME; may be repeated', collectVariable, {})
    .option('--config <file>', 'options file (default: datamigrate.yml beside the input, when there)')
    .option('--json', 'print the result as JSON on standard output');
}

function migrateCommand(signal: AbortSignal, finish: Finish): Command {
  return inputArgument(new Command('migrate'))
    .description('Write a dbt project from SQL Server scripts, build and test it, and report')
    .addOption(new Option('--target <dialect>', 'warehouse of the project').choices(['duckdb', 'postgres']))
    .option('--out <dir>', 'output folder (default: ./<input name>-dbt)')
    .option('--data <dir>', 'folder of delimited files, one a table')
    .option(
      '--select <pattern>',
      'migrate only matching objects: schema.Name with * and ?; may be repeated',
      collect,
      [],
    )
    .addOption(new Option('--names <style>', 'keep names, or write snake case').choices(['preserve', 'dbt-style']))
    .option('--no-rows', 'leave sample rows out')
    .option('--baseline <dir>', 'folder with what the script of baseline-script recorded on the real server')
    .option('--force', 'overwrite files that were changed by hand')
    .action(async (inputs: string[], flags: MigrateFlags) => {
      const { migrate } = await import('./migrate.js');
      finish(await migrate(inputs, flags, signal));
    });
}

function assessCommand(signal: AbortSignal, finish: Finish): Command {
  return inputArgument(new Command('assess'))
    .description('Count and classify what the scripts hold; writes nothing')
    .action(async (inputs: string[], flags: AssessFlags) => {
      const { assessCommandAction } = await import('./assess.js');
      finish(await assessCommandAction(inputs, flags, signal));
    });
}

function sqlCommand(signal: AbortSignal, finish: Finish): Command {
  return new Command('sql')
    .exitOverride()
    .description("Ask a legacy script's rows by its own T-SQL, without a server; a prompt when no query is given")
    .argument('<input...>', 'SQL script, or a folder of them')
    .option('-q, --query <sql>', 'T-SQL to run once the scripts are loaded')
    .addOption(
      new Option('--format <format>', 'how rows are written').choices(['table', 'csv', 'json']).default('table'),
    )
    .option('--var <NAME=VALUE>', 'value for $(NAME); may be repeated', collectVariable, {})
    .option('--now <moment>', 'what GETDATE gives: 2024-05-31T12:00:00Z (default: the present moment)')
    .action(async (inputs: string[], flags: SqlFlags) => {
      const { sqlCommandAction } = await import('./sql.js');
      finish(await sqlCommandAction(inputs, flags, signal));
    });
}

function baselineScriptCommand(signal: AbortSignal, finish: Finish): Command {
  return new Command('baseline-script')
    .exitOverride()
    .description(
      'Print T-SQL that records, reading only, what the views give on the real server; it runs nothing itself',
    )
    .argument('<input...>', 'SQL script, or a folder of them')
    .option('-o, --output <file>', 'file to write (default: standard output)')
    .option(
      '--rows <count>',
      'rows of one view that are recorded at most; only a view with all its rows can be compared',
      '10000',
    )
    .option('--var <NAME=VALUE>', 'value for $(NAME) or a template token @NAME; may be repeated', collectVariable, {})
    .option('--config <file>', 'options file (default: datamigrate.yml beside the input, when there)')
    .action(async (inputs: string[], flags: BaselineScriptFlags) => {
      const { baselineScriptAction } = await import('./baseline-script.js');
      finish(await baselineScriptAction(inputs, flags, signal));
    });
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function collectVariable(value: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const match = /^@?([A-Za-z_][\w-]*)=(.*)$/s.exec(value);
  if (!match) throw new InvalidArgumentError('Write NAME=VALUE.');
  return { ...earlier, [match[1] ?? '']: match[2] ?? '' };
}
