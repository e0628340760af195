// Builds, runs the tests with Jest, and prints as the very last line what came of them: `N passed, N failed` (and `, N skipped`).
// usage: test.mjs [jest arguments]     with CI=true a skipped test is a failure, and is named
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs Jest, its own output going straight to the terminal; resolves to its exit code. */
function runJest(resultFile, args) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${resultFile}`, ...args], {
    cwd: root,
    stdio: ['inherit', 'ignore', 'inherit'], // with --json Jest prints the whole result on stdout as well
  });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((done) => child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal])));
}

/** @returns the counts of a Jest result: a file that could not run at all counts as one failure */
function countOf(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** @returns one line for each test that did not run: its file and full name */
function skippedTests(result) {
  return result.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => `${file.name.slice(root.length + 1)}: ${test.fullName}`),
  );
}

/** Jest's result file is absent when Jest itself could not start: that is a failure too. */
function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** @returns the exit code: 0 only when something ran and nothing failed */
async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'datamigrate-test-'));
  try {
    await build();
    const resultFile = join(folder, 'result.json');
    const code = await runJest(resultFile, process.argv.slice(2));
    const result = readResult(resultFile);
    if (!result) return report({ passed: 0, failed: 1, skipped: 0 }, code || 1);
    const counts = countOf(result);
    const forbidden = process.env.CI === 'true' ? skippedTests(result) : [];
    for (const name of forbidden) console.log(`skipped, which CI does not allow: ${name}`);
    return report(counts, code || (counts.failed || forbidden.length || !counts.passed ? 1 : 0));
  } catch (error) {
    console.log(`the tests did not start: ${error instanceof Error ? error.message : error}`);
    return report({ passed: 0, failed: 1, skipped: 0 }, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(counts, code) {
  console.log(lastLine(counts));
  return code;
}

process.exitCode = await main();
