// Headless Chromium: from npm on x64, the system's on arm64.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { part, unpack } from './parts.mjs';
import { CHROMIUM } from './pins.mjs';

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].map(
  (f) => `/usr/bin/${f}`,
);
const FONTS = ['Sans', 'Sans-Bold', 'Sans-Oblique', 'SansMono', 'SansMono-Bold', 'SansMono-Oblique'];

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {NodeJS.ProcessEnv} env
 */

/** Finds or installs Chromium. @returns {Promise<Chromium>} */
export async function installChromium() {
  if (process.arch !== 'x64') return systemChromium();
  const dir = await part(`chromium-${CHROMIUM.version}`, [CHROMIUM, FONTS], makeChromium);
  const libraries = [path.join(dir, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfiguration(dir) };
  return { executablePath: path.join(dir, 'chromium'), env };
}

function systemChromium() {
  const executablePath = SYSTEM.find((file) => existsSync(file));
  if (!executablePath) throw new Error(`Install Chromium for ${process.arch}: there is none in npm.`);
  return { executablePath, env: process.env };
}

async function makeChromium(dir) {
  const packed = path.join(dir, 'packed');
  const fonts = path.join(dir, 'fonts');
  for (const folder of [packed, fonts]) mkdirSync(folder);
  await Promise.all([
    unpack(CHROMIUM.package, packed, { members: ['package/bin'], strip: 2 }),
    unpack(CHROMIUM.fonts, fonts, { members: FONTS.map((f) => `package/ttf/DejaVu${f}.ttf`), strip: 2 }),
  ]);
  const inflate = async (name) => promisify(brotliDecompress)(readFileSync(path.join(packed, name)));
  await Promise.all([
    inflate('chromium.br').then((bytes) => writeFileSync(path.join(dir, 'chromium'), bytes, { mode: 0o755 })),
    ...['al2023', 'swiftshader'].map(async (name) => untar(await inflate(`${name}.tar.br`), dir)),
  ]);
  rmSync(packed, { recursive: true });
}

function untar(bytes, dir) {
  return new Promise((resolve, reject) => {
    const tar = spawn('tar', ['xf', '-', '-C', dir], { stdio: ['pipe', 'ignore', 'inherit'] });
    tar.once('error', reject);
    tar.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))));
    tar.stdin.end(bytes);
  });
}

/** The same fonts on every machine; written at each start, as it names the folder. */
function fontConfiguration(dir) {
  const file = path.join(dir, 'fonts.conf');
  const prefer = (family, font) =>
    `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${dir}/fonts</dir>
<cachedir>${dir}/fonts-cache</cachedir>
${prefer('monospace', 'DejaVu Sans Mono')}
${prefer('sans-serif', 'DejaVu Sans')}
</fontconfig>
`,
  );
  return file;
}

// No sandbox: root, containers and limits on user namespaces break it, and only pages of this machine are opened.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
];

/**
 * Starts the browser; once more if it does not come up, which happens now and then in a fresh container.
 * @param {Chromium} chromium
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser(chromium) {
  const playwright = await import('playwright-core');
  const launch = () => playwright.chromium.launch({ ...chromium, args: ARGUMENTS });
  return launch().catch(launch);
}
