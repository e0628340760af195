#!/usr/bin/env node
// The `datamigrate` command. In a checkout it compiles first what changed; an installed package just runs its build. Prints nothing itself.
import { existsSync } from 'node:fs';

const build = new URL('../scripts/build.mjs', import.meta.url);
try {
  if (existsSync(build)) await (await import(build.href)).build();
} catch (error) {
  console.error(`datamigrate: the build failed: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
const { main } = await import('../dist/src/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
