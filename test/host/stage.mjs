// One stage of `npm test`: a child process that prints its tests and their counts.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { seconds } from './exec.mjs';
import { HEADLESS, ROOT } from './paths.mjs';
import { COUNTS } from './reporter.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs a stage, printing its title, what it prints, its counts and the seconds it took. A stage that ends without
 * counts, or in failure without a failed test, counts as one failure; one that cannot run here as one skipped, but where
 * something is missing that could be there it is a failure in continuous integration.
 * @param {{ title: string, script: string[], headless?: boolean, ready?: () => Promise<string | undefined> }} stage
 * @returns {Promise<Counts>}
 */
export async function runStage({ title, script, headless = false, ready = async () => undefined }) {
  if (headless && !HEADLESS) {
    console.log(`\n${title}: skipped, as it needs Linux on x64 or arm64`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const missing = await ready();
  if (missing !== undefined) {
    console.log(`\n${title}: ${process.env.CI ? '✗' : 'skipped,'} ${missing}`);
    return process.env.CI ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`\n${title}`);
  const start = performance.now();
  const counts = await runScript(script);
  const { passed, failed, skipped } = counts;
  console.log(`  ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds(start)} s)`);
  return counts;
}

/** @returns {Promise<Counts>} */
async function runScript([file, ...args]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'test/host', file), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const kill = () => child.kill();
  process.once('exit', kill);
  let counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    const at = line.indexOf(COUNTS);
    if (at >= 0) counts = add(counts, JSON.parse(line.slice(at + COUNTS.length)));
    else if (!/^Exit code: /.test(line)) console.log(line);
  }
  const code = await ended;
  process.off('exit', kill);
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) {
    console.log(`  ✗ ended with ${code} after ${counts.passed} tests`);
    counts.failed = 1;
  }
  return counts;
}

/** The sum of two runs' counts. */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
