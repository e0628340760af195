/** `datamigrate sql`: a legacy script's rows, asked by its own T-SQL, without a server. */
import { createInterface } from 'node:readline/promises';
import { Session } from '../engine/session/session.js';
import type { BatchResult } from '../engine/session/batch-result.js';
import { listInputs, type InputFile, type Inputs } from '../sources/input.js';
import { includeReader } from '../sources/read-scripts.js';
import { parseScript } from '../syntax/tsql/index.js';
import { readChunks } from '../sources/script/chunks.js';
import { Sqlcmd } from '../sources/script/sqlcmd.js';
import { bulkFiles } from './bulk-files.js';
import { EXIT } from './exit-codes.js';
import { formatResult, type ResultFormat } from './result-text.js';
import { surroundingsOf } from './surroundings.js';

export interface SqlFlags {
  readonly query?: string;
  readonly format: ResultFormat;
  readonly var: Readonly<Record<string, string>>;
  /** `2024-05-31T12:00:00Z`: what GETDATE gives; now when left out. */
  readonly now?: string;
}

const LOAD_FAULTS_SHOWN_MAX = 10;
const SERVERS_OWN = /^(master|tempdb|model|msdb)$/i;

/** @throws AppError for inputs that cannot be read */
export async function sqlCommandAction(
  paths: readonly string[],
  flags: SqlFlags,
  signal: AbortSignal,
): Promise<number> {
  const inputs = await listInputs(paths);
  const session = new Session({
    surroundings: { ...surroundingsOf(flags.now, await databaseOf(inputs)), readFile: bulkFiles(inputs) },
    tolerances: { goesOnAfterLacks: true },
  });
  await load(session, inputs, new Sqlcmd(flags.var, includeReader(inputs)), signal);
  if (flags.query !== undefined) return answer(session, flags.query, flags.format) ? EXIT.done : EXIT.failed;
  await prompt(session, flags.format, signal);
  return EXIT.done;
}

/** Runs the scripts. What they do beyond tables and rows (logins, jobs, files) is counted and left out. */
async function load(session: Session, { scripts }: Inputs, sqlcmd: Sqlcmd, signal: AbortSignal): Promise<void> {
  const faults: string[] = [];
  for (const file of scripts)
    for await (const { text, line } of readChunks(file)) {
      signal.throwIfAborted();
      const { expanded, findings } = sqlcmd.expand(file.path, text, line);
      faults.push(...findings.map(({ code, message }) => `${file.path}: ${code}: ${message}`));
      for (const results of session.batches(expanded.text)) faults.push(...results.flatMap((result) => faultOf(file, result))); // prettier-ignore
    }
  for (const fault of faults.slice(0, LOAD_FAULTS_SHOWN_MAX)) process.stderr.write(`${fault}\n`);
  const more = faults.length - LOAD_FAULTS_SHOWN_MAX;
  if (more > 0) process.stderr.write(`... and ${more} more batches that did not run\n`);
}

function faultOf({ path }: InputFile, result: BatchResult): string[] {
  if (result.kind === 'error') return [`${path}: Msg ${result.number}: ${result.message}`];
  return result.kind === 'not_in_engine' ? [`${path}: ${result.code}: ${result.message}`] : [];
}

/** The database that the scripts are for: the first that they USE and that is not the server's own. */
async function databaseOf({ scripts }: Inputs): Promise<string> {
  for (const file of scripts)
    for await (const { text } of readChunks(file))
      for (const statement of parseScript({ path: file.path, text }).batches.flatMap(({ statements }) => statements))
        if (statement.kind === 'use' && !SERVERS_OWN.test(statement.database.value)) return statement.database.value;
  return 'master';
}

/** @returns whether all went well */
function answer(session: Session, sql: string, format: ResultFormat): boolean {
  let isGood = true;
  for (const result of session.run(sql)) {
    if (result.kind === 'rows') process.stdout.write(formatResult(result, format));
    else if (result.kind === 'row_count') process.stderr.write(`(${result.count} rows affected)\n`);
    else if (result.kind === 'message') process.stderr.write(`${result.text}\n`);
    else {
      isGood = false;
      process.stderr.write(result.kind === 'error' ? `Msg ${result.number}, Level ${result.severity}, State ${result.state}: ${result.message}\n` : `${result.code}: the engine has not: ${result.message}\n`); // prettier-ignore
    }
  }
  return isGood;
}

/** Lines until `GO` or a line that ends in a semicolon; `exit` or the end of the input ends it. */
async function prompt(session: Session, format: ResultFormat, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, signal, prompt: '1> ' });
  let pending = '';
  lines.prompt();
  for await (const line of lines) {
    const word = line.trim().toLowerCase();
    if (word === 'exit' || word === 'quit') break;
    if (word !== 'go') pending += `${line}\n`;
    if ((word === 'go' || word.endsWith(';')) && pending.trim() !== '') {
      answer(session, pending, format);
      pending = '';
    }
    lines.setPrompt(pending === '' ? '1> ' : '-> ');
    lines.prompt();
  }
  if (pending.trim() !== '') answer(session, pending, format);
  lines.close();
}
