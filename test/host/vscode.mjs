// VS Code's server and workbench in the cache, and a Node that can run them. Nothing is compiled and no install
// script runs; modules and built-in extensions the tests do not meet are left out.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exec, npm } from './exec.mjs';
import { unpack, part } from './parts.mjs';
import { NODE, RIPGREP, VSCODE } from './pins.mjs';
import { STAND_INS, writeStandIns } from './stand-ins.mjs';

const PLATFORM = `linux-${process.arch}`;

/** Modules kept; both versions' names. The others serve terminals, telemetry, other systems or the agents. */
const MODULES = new Set(
  `cookie ws minimist yauzl yazl http-proxy-agent https-proxy-agent jschardet katex node-pty tas-client-umd
  @microsoft/1ds-core-js @microsoft/1ds-post-js @parcel/watcher @vscode/proxy-agent @vscode/ripgrep
  @vscode/ripgrep-universal @vscode/vscode-languagedetection @vscode/iconv-lite-umd
  vscode-oniguruma vscode-textmate vscode-regexpp
  @xterm/headless @xterm/xterm @xterm/addon-serialize @xterm/addon-unicode11 @xterm/addon-clipboard
  @xterm/addon-progress`.split(/\s+/),
);

/** Built-in extensions left out: they need modules that are not there, accounts, or the internet. */
const LEFT_OUT = `copilot github github-authentication microsoft-authentication git terminal-suggest
  mermaid-markdown-features ms-vscode.js-debug ms-vscode.js-debug-companion ms-vscode.vscode-js-profile-table
  tunnel-forwarding php-language-features npm grunt gulp jake debug-auto-launch debug-server-ready ipynb
  notebook-renderers typescript-language-features extension-editing node_modules`.split(/\s+/);

/**
 * @typedef {object} Installed a VS Code ready to run
 * @property {string} version of VS Code
 * @property {string} dir the folder with `out` and `product.json`
 * @property {string} node the Node to run it with
 */

/**
 * Installs one of the pinned versions, unless it is there.
 * @param {keyof typeof VSCODE} name
 * @returns {Promise<Installed>}
 */
export async function installVSCode(name) {
  const { version, package: pin } = VSCODE[name];
  const recipe = [pin, RIPGREP, [...MODULES], LEFT_OUT, STAND_INS, makeVSCode.toString()];
  const [dir, node] = await Promise.all([
    part(`vscode-${version}`, recipe, (dir) => makeVSCode(pin, dir)),
    nodeFor(name),
  ]);
  return { version, dir, node };
}

async function makeVSCode(pin, dir) {
  await unpack(pin, dir, {
    members: ['package/lib/vscode'],
    strip: 3,
    exclude: ['*.map', ...LEFT_OUT.map((name) => `package/lib/vscode/extensions/${name}`)],
  });
  slimDown(dir);
  await npm(['install', '--omit=dev', '--ignore-scripts', '--prefer-offline'], { cwd: dir });
  const modules = path.join(dir, 'node_modules');
  keepPlatform(path.join(modules, '@vscode/ripgrep-universal/bin'));
  keepPlatform(path.join(modules, 'node-pty/prebuilds'));
  await exec('find', [modules, '-name', '*.map', '-delete']);
  if (existsSync(path.join(modules, '@vscode/ripgrep')))
    await addRipgrep(path.join(modules, '@vscode/ripgrep'));
  writeStandIns(modules);
}

/** Takes modules out of the manifest and the lock file; the locked versions and hashes of the others stay. */
function slimDown(dir) {
  for (const file of ['package.json', 'npm-shrinkwrap.json']) {
    const json = JSON.parse(readFileSync(path.join(dir, file), 'utf8'));
    const manifest = json.packages?.[''] ?? json;
    for (const kind of ['dependencies', 'optionalDependencies', 'devDependencies'])
      for (const name of Object.keys(manifest[kind] ?? {}))
        if (!MODULES.has(name)) delete manifest[kind][name];
    delete json.allowScripts;
    writeFileSync(path.join(dir, file), JSON.stringify(json));
  }
}

function keepPlatform(dir) {
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir))
    if (name !== PLATFORM) rmSync(path.join(dir, name), { recursive: true, force: true });
}

async function addRipgrep(dir) {
  mkdirSync(path.join(dir, 'bin'), { recursive: true });
  const members = [`package/bin/${PLATFORM}/rg`];
  await unpack(RIPGREP, path.join(dir, 'bin'), { members, strip: 3 });
}

/** The own Node where it will do; VS Code 1.139 uses `module.registerHooks`, which came with Node 22.15. */
async function nodeFor(name) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (name === '1.100' || major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  const dir = await part(`node-${NODE.version}`, NODE, async (dir) => {
    await unpack(NODE[process.arch], dir, { members: ['package/bin/node'], strip: 2 });
    chmodSync(path.join(dir, 'node'), 0o755);
  });
  return path.join(dir, 'node');
}
