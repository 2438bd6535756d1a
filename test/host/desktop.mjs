// VS Code of the desktop, where there is a window to show it in: the one of this machine or a downloaded one.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { exec } from './exec.mjs';
import { CACHE } from './paths.mjs';
import { writeSettings } from './settings.mjs';

const CONNECT_LIMIT_MS = 20_000;

/** The executable of this machine's VS Code, if it has one that can open a window of its own. */
export function localDesktop() {
  // Inside VS Code's terminal, and in Linux under Windows, `code` talks to another machine's or session's window.
  if (process.env.VSCODE_IPC_HOOK_CLI || process.env.WSL_DISTRO_NAME) return undefined;
  return candidates().find((file) => existsSync(file));
}

function candidates() {
  const { LOCALAPPDATA, ProgramFiles, PATH = '' } = process.env;
  if (process.platform === 'win32')
    return [LOCALAPPDATA && path.join(LOCALAPPDATA, 'Programs'), ProgramFiles]
      .filter(Boolean)
      .map((dir) => path.join(dir, 'Microsoft VS Code/Code.exe'));
  if (process.platform === 'darwin')
    return ['Electron', 'Code'].map((name) => `/Applications/Visual Studio Code.app/Contents/MacOS/${name}`);
  return PATH.split(path.delimiter)
    .map((dir) => path.join(dir, 'code'))
    .filter((file) => existsSync(file))
    .map((file) => path.resolve(realpathSync(file), '../../code'));
}

/**
 * Downloads VS Code into the cache, unless it is there. Rejects when no connection is made in 20 s.
 * @param {string} version
 * @returns {Promise<string>} the executable
 */
export async function downloadDesktop(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no connection in 20 s')), CONNECT_LIMIT_MS);
    const reporter = {
      report: ({ stage }) => /download|exist|match/i.test(stage) && clearTimeout(timer),
      error: () => {},
    };
    downloadAndUnzipVSCode({ version, cachePath: path.join(CACHE, 'desktop'), reporter })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** Installs packaged extensions into a folder of extensions. */
export async function installIntoDesktop(executable, { vsix, extensionsDir, userDataDir }) {
  const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const cli = resolveCliPathFromVSCodeExecutablePath(executable);
  const dirs = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`];
  const shell = process.platform === 'win32';
  const quoted = (text) => (shell ? `"${text}"` : text);
  for (const file of vsix) {
    const args = [...dirs, '--install-extension', file, '--force'].map(quoted);
    await exec(quoted(cli), args, { shell, env: environment() });
  }
}

/**
 * Opens a try-out and resolves when its window is closed; ending this process ends VS Code.
 * @param {string} executable
 * @param {import('./tryout.mjs').Tryout} tryout
 */
export async function openDesktop(executable, tryout) {
  writeSettings(tryout.userDataDir);
  await installIntoDesktop(executable, tryout);
  const args = [
    ...[`--extensions-dir=${tryout.extensionsDir}`, `--user-data-dir=${tryout.userDataDir}`],
    ...['--new-window', '--skip-welcome', '--disable-workspace-trust'],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...[tryout.folder, tryout.file].filter(Boolean),
  ];
  const child = spawn(executable, args, { stdio: 'ignore', env: environment() });
  process.once('exit', () => child.kill());
  await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
}

/** The own environment without what a surrounding VS Code left in it. */
function environment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (/^(VSCODE_|ELECTRON_)/.test(name)) delete env[name];
  return env;
}
