#!/usr/bin/env node
// Starts the server in the role that ROLE names (all, when it names none); `start.mjs schema` brings the tables up to date and ends.
// From the bundle and its V8 code cache where they are, else from the compiled files.
// usage: start.mjs [schema]     start.mjs --make-code-cache ROLE: makes the cache of a role, for the NODE_OPTIONS that are set now
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** A server with its first requests done has run what the next start will run too. */
const cacheDelayMs = 5_000;

/**
 * While a server starts, nearly all it makes is there to stay. V8's space for what is young would double with it, to 30 MB or more that
 * stay taken while nothing happens: so it may not grow until the start is over.
 */
const keepYoungSpaceSmall = (isStarting) => v8.setFlagsFromString(`--semi-space-growth-factor=${isStarting ? 1 : 2}`);

/** V8 takes a cache only from its own version, on a like processor, with the same flags: each of these has its own file. */
const cacheFileOf = (file) => `${file}.${v8.cachedDataVersionTag()}.cache`;

/** Compiles a bundle, from its cache where there is one, and runs it. It is a function, and ASCII: V8 keeps it as it is, in one byte a letter. */
function load(file) {
  const cache = cacheFileOf(file);
  const script = new vm.Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
    importModuleDynamically: (specifier) => import(specifier), // of packages only, which lie where this file's do
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, isCached: script.cachedDataRejected === false, run: module.exports.run };
}

/** Beside the bundle, whole or not at all; a folder that cannot be written is no fault: without the cache a start takes longer. */
function keepCache(file, script) {
  keepYoungSpaceSmall(true); // a flag like any other: the cache must carry what the next start has
  const cache = cacheFileOf(file);
  const draft = `${cache}.${process.pid}.draft`;
  try {
    writeFileSync(draft, script.createCachedData());
    renameSync(draft, cache);
    return true;
  } catch {
    rmSync(draft, { force: true });
    return false;
  } finally {
    keepYoungSpaceSmall(false);
  }
}

const bundleOf = (role) => join(root, 'dist', 'bundle', `${role}.cjs`);

/** V8 keeps in a cache what has been compiled by then, and compiles a function when it first runs: so a start must have happened. */
async function makeCodeCache(role) {
  const { script, run } = load(bundleOf(role));
  await run();
  process.exit(!process.exitCode && keepCache(bundleOf(role), script) ? 0 : 1);
}

async function start(role) {
  const file = bundleOf(role);
  if (!/^[a-z]+$/.test(role) || !existsSync(file))
    return import(pathToFileURL(join(root, 'dist', 'src', 'main.js')).href);
  const { script, isCached, run } = load(file);
  await run();
  if (!isCached) setTimeout(() => keepCache(file, script), cacheDelayMs).unref();
}

const [first, second] = process.argv.slice(2);
keepYoungSpaceSmall(true);
if (first === '--make-code-cache') await makeCodeCache(second);
else await start(first === 'schema' ? first : process.env.ROLE?.trim() || 'all');
keepYoungSpaceSmall(false);
