// Runs the bundled web suites in a web extension host, against the packaged extension:
//   node test/host/in-web.mjs 1.100|1.139 worker|static
// worker: beside a server, as in a remote window; static: without one, as in vscode.dev.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installChromium, startBrowser } from './chromium.mjs';
import { runInHost, runInPage } from './headless.mjs';
import { CACHE, ROOT, VSIX } from './paths.mjs';
import { installExtension } from './server.mjs';
import { serveWorkbench } from './static.mjs';
import { makeFolders } from './tryout.mjs';
import { installVSCode } from './vscode.mjs';

const EXTENSION = 'attention-notes.attention-notes';
const [name, kind] = process.argv.slice(2);
const tests = path.join(ROOT, 'out/test/web');
const folders = makeFolders(path.join(CACHE, `test-${kind}-${name}`));
const [vscode, chromium] = await Promise.all([installVSCode(name), installChromium()]);
await installExtension(vscode, VSIX, folders.extensionsDir);
// Tests run in the host of the extension whose folder they lie in: this one can only be in the web worker.
writeFileSync(
  path.join(tests, 'package.json'),
  JSON.stringify({
    name: 'web-tests',
    publisher: 'attention-notes',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    browser: './web.js',
  }),
);
process.exitCode = await (kind === 'static' ? inStaticWorkbench() : besideServer());

function besideServer() {
  return runInHost(vscode, chromium, {
    ...folders,
    development: [tests],
    tests: path.join(tests, 'web.js'),
    settings: { 'remote.extensionKind': { [EXTENSION]: ['web'] } },
  });
}

async function inStaticWorkbench() {
  const installed = readdirSync(folders.extensionsDir).find((entry) => entry.startsWith(EXTENSION));
  const site = await serveWorkbench(
    vscode,
    { extension: path.join(folders.extensionsDir, installed), tests },
    { extensions: ['/extension', '/tests'], tests: '/tests/web.js' },
  );
  const browser = await startBrowser(chromium);
  try {
    return await runInPage(browser, `${site.origin}/`);
  } finally {
    await browser.close();
    site.stop();
  }
}
