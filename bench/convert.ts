/**
 * `npm run bench:convert [-- --fast]`: speed, memory and growth of a conversion, each measured in a process of its own, beside
 * `@polyglot-sql/sdk` parsing the same text. Objects per second, peak RSS; growth is processor time per object at 4,000 over that at 2,000.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { measure, type Mode } from './convert-child.js';
import { generateDump, generateScript } from './generate-script.js';

const OBJECTS = [500, 2_000, 4_000] as const;
const DUMP_MEBIBYTES = 200;
const TIMEOUT_MS = 900_000;

const measuredSchema = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  peakMebibytes: z.number(),
  phases: z.record(z.string(), z.number()),
  note: z.string(),
});
type Measured = z.infer<typeof measuredSchema>;

/** Runs one measurement in a fresh process, so that peaks do not add up. */
async function inChild(mode: Mode, path: string): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), ['--child', mode, path], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], timeout: TIMEOUT_MS }); // prettier-ignore
  let answer: unknown = null;
  child.on('message', (message) => {
    answer = message;
  });
  const [code] = await once(child, 'exit');
  if (answer === null) throw new Error(`${mode} of ${path} ended with ${String(code)} and no figures`);
  return measuredSchema.parse(answer);
}

function line(title: string, measured: Measured, objects: number | null): string {
  const speed = objects === null ? '' : `${Math.round((objects * 1000) / measured.ms)} objects/s`;
  const phases = Object.entries(measured.phases).map(([phase, ms]) => `${phase} ${Math.round(ms)}`);
  return `${title.padEnd(34)} ${(measured.ms / 1000).toFixed(2).padStart(7)} s (${(measured.cpuMs / 1000).toFixed(2)} s of processor)  ${speed.padStart(15)}  ${String(measured.peakMebibytes).padStart(5)} MiB  ${phases.join(', ')} ${measured.note}\n`; // prettier-ignore
}

/** Processor time per object at the last size over that at the size before: 1 is linear. Wall time would measure the neighbours too. */
function growth(times: readonly number[]): string {
  const [before = 1, last = 1] = times.slice(-2);
  const [smaller = 1, larger = 1] = OBJECTS.slice(-2);
  return (last / larger / (before / smaller)).toFixed(3);
}

async function benchScripts(folder: string, isFast: boolean): Promise<void> {
  const modes: readonly Mode[] = isFast ? ['convert', 'polyglot'] : ['convert', 'migrate', 'polyglot'];
  const times = new Map<Mode, number[]>(modes.map((mode) => [mode, []]));
  for (const objects of OBJECTS) {
    const { text, tables, views } = generateScript(objects);
    const path = join(folder, `bench_${objects}.sql`);
    await writeFile(path, text);
    process.stdout.write(`${tables} tables + ${views} views, ${(text.length / 1024 / 1024).toFixed(2)} MiB\n`);
    for (const mode of modes) {
      const measured = await inChild(mode, path);
      times.get(mode)?.push(measured.cpuMs);
      process.stdout.write(line(`  ${TITLES[mode]}`, measured, objects));
    }
  }
  for (const [mode, list] of times) process.stdout.write(`growth of ${TITLES[mode]}: ${growth(list)}\n`);
}

const TITLES: Readonly<Record<Mode, string>> = {
  convert: 'read, compile, write',
  migrate: 'whole run with build and tests',
  polyglot: '@polyglot-sql/sdk parsing alone',
};

async function benchDump(folder: string): Promise<void> {
  const path = join(folder, 'bench_dump.sql');
  const out = createWriteStream(path);
  for (const text of generateDump(DUMP_MEBIBYTES * 1024 * 1024)) if (!out.write(text)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  process.stdout.write(`INSERT dump, ${Math.round((await stat(path)).size / 1024 / 1024)} MiB\n`);
  process.stdout.write(line('  whole run with build and tests', await inChild('migrate', path), null));
}

async function main(args: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-bench-'));
  try {
    await benchScripts(folder, args.includes('--fast'));
    if (!args.includes('--no-dump')) await benchDump(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [, program, flag, mode, path] = process.argv;
if (flag === '--child' && mode && path)
  process.send?.(await measure(z.enum(['convert', 'migrate', 'polyglot']).parse(mode), path)); // prettier-ignore
else if (program?.endsWith('convert.js')) await main(process.argv.slice(2));
