// Child processes: npm, Node scripts and tar, with their output kept quiet unless they fail.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/**
 * Runs a program and resolves to its standard output. Rejects, with everything it printed, when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export function exec(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let out = '';
    let all = '';
    child.stdout?.on('data', (chunk) => ((out += chunk), (all += chunk)));
    child.stderr?.on('data', (chunk) => (all += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0
        ? resolve(out)
        : reject(new Error(`${command} ${args.join(' ')}\nended with ${code ?? signal}\n${all}`)),
    );
  });
}

/**
 * Runs npm, the same one that started this script where npm did. Resolves and rejects as `exec` does.
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  const env = { ...process.env, ...QUIET_NPM, ...options.env };
  if (cli?.endsWith('.js')) return exec(process.execPath, [cli, ...args], { ...options, env });
  return exec('npm', args, { ...options, env, shell: process.platform === 'win32' });
}

const QUIET_NPM = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
};

/**
 * Runs a step and prints its name with the seconds it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
export async function timed(name, step) {
  const start = performance.now();
  const result = await step();
  console.log(`${name} (${seconds(start)} s)`);
  return result;
}

/** Seconds since a `performance.now()`, with one decimal. */
export const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1);
