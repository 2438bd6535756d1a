// VS Code's server on the loopback address, with a private profile.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exec } from './exec.mjs';
import { writeSettings } from './settings.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;

/**
 * @typedef {object} Server a running VS Code
 * @property {string} origin its address without the token
 * @property {string} token without it, nothing is served
 * @property {(file: string) => string} uri the name of a file of this machine inside the window
 * @property {() => string} log everything the server printed
 * @property {() => Promise<void>} stop ends it and everything it started
 */

/**
 * Starts VS Code's server.
 * @param {import('./vscode.mjs').Installed} vscode
 * @param {object} [options]
 * @param {string} [options.extensionsDir] the installed extensions; none by default
 * @param {string} [options.userDataDir] the profile; by default a new one that is removed at the end
 * @param {object} [options.settings] user settings on top of the quiet ones, where the profile has none yet
 * @param {NodeJS.ProcessEnv} [options.env] for the extension host
 * @param {boolean} [options.driver] VS Code's smoke-test driver: needed for tests that run in the extension host
 * @returns {Promise<Server>}
 */
export async function startServer(vscode, options = {}) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-vscode-'));
  const data = options.userDataDir ?? path.join(temporary, 'data');
  const extensions = options.extensionsDir ?? path.join(temporary, 'extensions');
  writeSettings(data, options.settings);
  mkdirSync(extensions, { recursive: true });
  const token = randomBytes(16).toString('hex');
  const child = spawn(
    vscode.node,
    [
      path.join(vscode.dir, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      ...['--accept-server-license-terms', '--disable-workspace-trust', '--disable-telemetry'],
      ...['--server-data-dir', temporary, '--user-data-dir', data, '--extensions-dir', extensions],
      ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: environment(temporary, options.env), detached: true },
  );
  const { log, stop } = supervise(child, temporary);
  try {
    const port = await listening(child, log);
    const authority = `127.0.0.1:${port}`;
    const uri = (file) => `vscode-remote://${authority}${file}`;
    return { origin: `http://${authority}`, token, uri, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions. */
export async function installExtension(vscode, vsix, extensionsDir) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-install-'));
  try {
    const dirs = ['--server-data-dir', data, '--user-data-dir', data, '--extensions-dir', extensionsDir];
    const main = path.join(vscode.dir, 'out/server-main.js');
    const args = [main, '--accept-server-license-terms', '--install-extension', vsix, '--force', ...dirs];
    await exec(vscode.node, args, { env: environment(data) });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The own environment without what a surrounding VS Code left in it; sockets go where they are removed. */
function environment(runtimeDir, more) {
  const env = { ...process.env, XDG_RUNTIME_DIR: runtimeDir, ...more };
  for (const name of Object.keys(env))
    if (/^(VSCODE_(?!TEST)|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/.test(name)) delete env[name];
  return env;
}

/** The server is a process group of its own: it never outlives this process, nor its folder. */
function supervise(child, temporary) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const remove = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  const atExit = () => (kill('SIGKILL'), remove());
  process.once('exit', atExit);
  const stop = async () => {
    kill('SIGTERM');
    const timer = setTimeout(kill, STOP_LIMIT_MS, 'SIGKILL');
    await ended;
    clearTimeout(timer);
    kill('SIGKILL');
    process.off('exit', atExit);
    remove();
  };
  return { log: () => text, stop };
}

function listening(child, log) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`VS Code's server ${why}\n${log()}`));
    const timer = setTimeout(fail, START_LIMIT_MS, 'did not start');
    child.once('error', reject);
    child.once('exit', (code) => fail(`ended with ${code}`));
    child.stdout.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port) resolve((clearTimeout(timer), port));
    });
  });
}
