#!/usr/bin/env node
// Starts the server in the role that ROLE names (all, when it names none); `start.mjs schema` brings the tables up to date and ends.
// From the bundle and its V8 code cache where they are, else from the compiled files.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @returns the compiled script, from its cache where this node made it */
function compile(file) {
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const cache = `${file}.cache`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new vm.Script(wrapped, { filename: file, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  return { script, isCached: cachedData !== undefined && !script.cachedDataRejected };
}

/** Beside the bundle, whole or not at all; a folder that cannot be written is no fault. */
function keepCache(file, script) {
  const draft = `${file}.cache.${process.pid}.draft`;
  try {
    writeFileSync(draft, script.createCachedData());
    renameSync(draft, `${file}.cache`);
  } catch {
    // A read-only image: it starts a little slower.
  }
}

function run(file) {
  const { script, isCached } = compile(file);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, isCached };
}

/** Functions that are compiled when they first run are in the cache only if it is made after they ran: so a start is made of it. */
async function makeCodeCache(file) {
  process.env.DATAMIGRATE_COMPILE_ONLY = '1';
  const { script } = run(file);
  await new Promise((done) => setTimeout(done, 10));
  keepCache(file, script);
  process.exit(0);
}

const [first, second] = process.argv.slice(2);
if (first === '--make-code-cache') await makeCodeCache(second);
else {
  const role = first === 'schema' ? 'schema' : process.env.ROLE?.trim() || 'all';
  const file = join(root, 'dist', 'bundle', `${role}.cjs`);
  if (!/^[a-z]+$/.test(role) || !existsSync(file)) await import(pathToFileURL(join(root, 'dist', 'src', 'main.js')).href);
  else {
    const { script, isCached } = run(file);
    if (!isCached) setTimeout(() => keepCache(file, script), 5_000).unref();
  }
}
