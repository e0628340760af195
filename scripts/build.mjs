// Compiles src/, bench/ and ormconfig.ts with swc into dist/ (same tree below it, so every relative import holds in both places).
// usage: build.mjs [--if-stale]     with --if-stale only what changed since the last build is compiled, and nothing is printed when nothing did
//
// dist/.build.json is the stamp: the build's settings, and size and modification time of every source when it was compiled.
// Files are replaced one by one through a rename, so that a program running from dist/, or a second build at the same time, never reads half a file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const roots = ['src', 'bench', 'ormconfig.ts'];
const settingsFiles = ['.swcrc', 'package.json', 'scripts/build.mjs'];

/**
 * Brings dist/ up to date.
 * @param {{ all?: boolean, top?: string }} options `all` compiles every file again; `top` is the project's folder
 * @returns {Promise<{ compiled: number, removed: number }>} number of files written and removed
 * @throws when a source does not parse, or when there is neither a compiler nor an earlier build
 */
export async function build({ all = false, top = root } = {}) {
  const dist = join(top, 'dist');
  const stamp = readStamp(dist);
  if (!existsSync(join(top, 'src')) || !hasCompiler(top)) return shippedBuild(dist, stamp);
  const sources = await listSources(top);
  const settings = settingsDigest(top);
  const old = !all && stamp?.settings === settings ? stamp.sources : {};
  const changed = Object.keys(sources).filter(
    (file) => all || old[file] !== sources[file] || !existsSync(outputOf(dist, file)),
  );
  const removed = Object.keys(stamp?.sources ?? {}).filter((file) => !(file in sources));
  if (!changed.length && !removed.length) return { compiled: 0, removed: 0 };
  await compileAll(top, dist, changed);
  await sweep(dist, new Set(Object.keys(sources).flatMap((file) => outputsOf(dist, file))));
  await replace(join(dist, '.build.json'), JSON.stringify({ settings, sources }, null, 1));
  return { compiled: changed.length, removed: removed.length };
}

/** An installation without sources or without the compiler (`npm ci --omit=dev`) runs the build that came with it. */
function shippedBuild(dist, stamp) {
  if (stamp) return { compiled: 0, removed: 0 };
  throw new Error(
    `there is no build in ${dist} and no compiler to make one: run "npm ci" (with the development packages) first`,
  );
}

function hasCompiler(top) {
  return existsSync(join(top, 'node_modules', '@swc', 'core'));
}

/** @returns the last build's stamp, or undefined when there is none or it cannot be read (then everything is compiled) */
function readStamp(dist) {
  try {
    return JSON.parse(readFileSync(join(dist, '.build.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns every source file, relative to the project's folder, with its size and modification time as one text */
async function listSources(top) {
  const found = {};
  for (const start of roots) {
    const path = join(top, start);
    if (!existsSync(path)) continue;
    const entries = statSync(path).isFile() ? [path] : await filesBelow(path);
    for (const file of entries) {
      const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
      if (size !== undefined) found[relative(top, file)] = `${size}:${mtimeMs}`;
    }
  }
  return found;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Of package.json only what changes the output counts: the module type and the compiler's version. */
function settingsDigest(top) {
  const hash = createHash('sha256');
  for (const file of settingsFiles) {
    const text = existsSync(join(top, file)) ? readFileSync(join(top, file), 'utf8') : '';
    hash.update(file === 'package.json' ? packageSettings(text) : text);
  }
  return hash.digest('hex');
}

function packageSettings(text) {
  const { type, devDependencies } = JSON.parse(text || '{}');
  return `${type} ${devDependencies?.['@swc/core']}`;
}

/** Sources that are not TypeScript (schemas, style sheets) are copied as they are. */
async function compileAll(top, dist, files) {
  const { transform } = createRequire(join(top, 'package.json'))('@swc/core');
  for (const file of files) {
    const source = join(top, file);
    const output = outputOf(dist, file);
    await mkdir(dirname(output), { recursive: true });
    if (!isTypeScript(file)) await copyFile(source, output);
    else await compile(transform, top, source, output).catch((error) => fail(file, error));
  }
}

/** Of swc's message only the part for people: after it come its own stack frames. */
function fail(file, error) {
  throw new Error(`${file} does not parse\n${String(error.message).split(/\n\s*(?:Caused by|Stack backtrace)/)[0]}`);
}

async function compile(transform, top, source, output) {
  const { code, map } = await transform(await readFile(source, 'utf8'), {
    filename: source,
    sourceFileName: relative(dirname(output), source),
    configFile: join(top, '.swcrc'),
    swcrc: false,
  });
  await replace(`${output}.map`, map);
  await replace(output, `${code}\n//# sourceMappingURL=${basename(output)}.map\n`);
}

async function replace(file, text) {
  const draft = `${file}.${process.pid}.draft`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(draft, text);
  await rename(draft, file);
}

/** Removes what an earlier build wrote for sources that are gone; drafts of a build at work are left to it. */
async function sweep(dist, wanted) {
  for (const file of await filesBelow(dist)) {
    if (wanted.has(file) || file.endsWith('.draft') || file === join(dist, '.build.json')) continue;
    await rm(file, { force: true });
  }
}

const isTypeScript = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');
const outputOf = (dist, file) => join(dist, isTypeScript(file) ? file.replace(/\.ts$/, '.js') : file);
const outputsOf = (dist, file) =>
  isTypeScript(file) ? [outputOf(dist, file), `${outputOf(dist, file)}.map`] : [outputOf(dist, file)];

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedMs = Date.now();
  const quiet = process.argv.includes('--if-stale');
  try {
    const { compiled, removed } = await build({ all: !quiet });
    if (compiled || removed || !quiet) {
      console.error(`built dist/: ${compiled} compiled, ${removed} removed, ${Date.now() - startedMs} ms`);
    }
  } catch (error) {
    console.error(`build failed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
