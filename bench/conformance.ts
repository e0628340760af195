/**
 * `npm run conformance [-- FILE...] [--json] [--differences [AREA]] [--update]`: replays recorded answers in the reference engine and
 * prints how many are equal. Ends with 1 when a result that was equal (bench/conformance/equal.txt: whole batches, or places in them) is not
 * any more, or when a batch with an explained difference differs otherwise than when it was reviewed (bench/conformance/explained.txt).
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Explained } from './conformance/explained.js';
import { parseRecording } from './conformance/recording.js';
import { replay } from './conformance/replay.js';
import {
  answeredOtherwise,
  equalPlaces,
  explainedAnswers,
  noLongerEqual,
  reportText,
  summarise,
  type JudgedBatch,
} from './conformance/report.js';

const folder = resolve('bench/conformance');
const defaultFile = '../shared/corpus/tsql-recorded/recorded.jsonl';
const equalFile = join(folder, 'equal.txt');
const explainedFile = join(folder, 'explained.txt');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      differences: { type: 'boolean', default: false },
      lacking: { type: 'string' },
      update: { type: 'boolean', default: false },
    },
  });
  const files = positionals.length > 0 ? positionals : [defaultFile];
  const explained = Explained.parse(await readFile(join(folder, 'explained.json'), 'utf8'));
  const batches: JudgedBatch[] = [];
  for (const file of files)
    for (const script of parseRecording(await readFile(file, 'utf8'))) batches.push(...replay(script, explained));
  const summary = summarise(batches);
  print(values.json ? JSON.stringify(summary, null, 2) : reportText(summary));
  if (values.differences) printDifferences(batches);
  if (values.lacking !== undefined) printLacking(batches, values.lacking);
  if (values.update) {
    await writeFile(equalFile, `${equalPlaces(batches).join('\n')}\n`);
    await writeFile(explainedFile, `${explainedAnswers(batches).join('\n')}\n`);
  } else if (positionals.length === 0) await requireNoLoss(batches);
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

function printDifferences(batches: readonly JudgedBatch[]): void {
  for (const { id, sql, results } of batches)
    for (const { verdict, reason } of results)
      if (verdict === 'different') print(`${id}: ${reason}\n    ${sql.replace(/\s+/g, ' ').slice(0, 200)}`);
}

function printLacking(batches: readonly JudgedBatch[], code: string): void {
  for (const { id, sql, results } of batches)
    if (results.some((result) => result.code === code)) print(`${id}: ${sql.replace(/\s+/g, ' ').slice(0, 200)}`);
}

async function requireNoLoss(batches: readonly JudgedBatch[]): Promise<void> {
  refuse('no longer equal', noLongerEqual(batches, await linesOf(equalFile)));
  refuse('explained, but answered otherwise', answeredOtherwise(batches, await linesOf(explainedFile)));
}

const linesOf = async (file: string): Promise<string[]> => (existsSync(file) ? (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '') : []); // prettier-ignore

function refuse(what: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  process.stderr.write(`${what}: ${ids.length}\n${ids.slice(0, 50).join('\n')}\n`);
  process.exitCode = 1;
}

await main();
