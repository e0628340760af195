/**
 * `npm run test:proof [-- PATH...] [--target duckdb|postgres] [--list]`: breaks each rule of the compiler, one at a time, and holds the
 * broken SQL of every proved view that uses the rule against the original. A view that is still equal would be a false `proved`.
 * Ends with 1 when one is. Without paths: the examples, and the databases of the corpus where it is.
 */
import { parseArgs } from 'node:util';
import type { Break } from './broken-rules/break.js';
import { FUNCTION_BREAKS } from './broken-rules/function-breaks.js';
import { Ground } from './broken-rules/ground.js';
import { judgeBreak, type Verdict } from './broken-rules/judge.js';
import { LOWERING_BREAKS } from './broken-rules/lowering-breaks.js';
import { callBreaks, WRITING_BREAKS } from './broken-rules/writing-breaks.js';
import { proofDatabases } from './proof-databases.js';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { target: { type: 'string', default: 'duckdb' }, list: { type: 'boolean', default: false } },
  });
  const target = values.target === 'postgres' ? 'postgres' : 'duckdb';
  const paths = proofDatabases(positionals);
  const grounds: Ground[] = [];
  try {
    for (const path of paths) {
      const ground = await Ground.open(path.split('/').at(-1) ?? path, [path], target);
      print(`${ground.name}: ${ground.proved.length} proved`);
      grounds.push(ground);
      if (positionals.length > 0 && ground.proved.length === 0)
        throw new Error(`${path}: no view of it is proved, so nothing can be held against it`);
    }
    const verdicts: Verdict[] = [];
    for (const each of breaksFor(grounds)) verdicts.push(await judgeBreak(each, grounds));
    report(verdicts, values.list);
  } finally {
    for (const ground of grounds) await ground.close();
  }
}

/** The rules of the compiler, and the functions of the target that it calls for these databases. */
function breaksFor(grounds: readonly Ground[]): readonly Break[] {
  const texts = grounds.flatMap((ground) => [...ground.whole.values()]);
  const names = new Set(texts.flatMap((sql) => [...(sql ?? '').matchAll(/\b([a-z_]\w*)\(/g)].map(([, name = '']) => name)));
  return [...LOWERING_BREAKS, ...FUNCTION_BREAKS, ...WRITING_BREAKS, ...callBreaks([...names].sort())];
} // prettier-ignore

function report(verdicts: readonly Verdict[], isListed: boolean): void {
  const used = verdicts.filter(({ uses }) => uses > 0);
  const surviving = used.filter(({ survivors }) => survivors.length > 0);
  const harmless = used.reduce((sum, each) => sum + each.harmless.length, 0);
  const uses = used.reduce((sum, each) => sum + each.uses, 0);
  const left = surviving.reduce((sum, { survivors }) => sum + survivors.length, 0);
  print(`rules broken: ${verdicts.length}; used by a proved view: ${used.length}; uncovered: ${verdicts.length - used.length}`);
  print(`broken views: ${uses}; caught: ${uses - left - harmless}; harmless for a reason: ${harmless}; false proved: ${left}`);
  for (const { name, survivors } of surviving) print(`  NOT CAUGHT ${name}: ${survivors.join(', ')}`);
  const uncovered = verdicts.filter(({ uses: count }) => count === 0).map(({ name }) => name);
  if (isListed) for (const { name, harmless: kept } of used) for (const why of kept) print(`  harmless ${name}: ${why}`);
  print(`uncovered: ${uncovered.join('; ')}`);
  if (left > 0 || used.length === 0) process.exitCode = 1;
} // prettier-ignore

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await main();
