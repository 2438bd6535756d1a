// npm start: opens VS Code with the packaged extension on a copy of the sample notes.
//   --host=desktop|browser   where, instead of the desktop if there is one
//   --check                  open it unseen, wait until the families are there, and end
import { parseArgs } from 'node:util';
import { DISPLAY, HEADLESS } from './paths.mjs';
import { ensureDependencies, packageExtension } from './project.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));

const { values: options } = parseArgs({
  options: { host: { type: 'string' }, check: { type: 'boolean', default: false } },
});

try {
  await start();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function start() {
  if (options.host && !['desktop', 'browser'].includes(options.host))
    throw new Error('--host is desktop or browser.');
  await ensureDependencies();
  const packaged = packageExtension();
  if (options.check) return check(packaged);
  packaged.catch(() => {}); // Reported where it is awaited.
  const executable = options.host === 'browser' ? undefined : await desktop();
  await packaged;
  return executable ? showOnDesktop(executable) : serve();
}

/** The desktop's VS Code, downloaded if need be; undefined where the browser serves better. */
async function desktop() {
  const wanted = options.host === 'desktop';
  if (!DISPLAY && !wanted) return undefined;
  const { downloadDesktop, localDesktop } = await import('./desktop.mjs');
  const local = localDesktop();
  if (local) return local;
  return downloadDesktop('stable').catch((error) => {
    if (wanted || !HEADLESS)
      throw new Error(`There is no VS Code here, nor could one be downloaded: ${error.message}`);
    return undefined;
  });
}

async function showOnDesktop(executable) {
  const [{ makeTryout }, { openDesktop }] = await Promise.all([
    import('./tryout.mjs'),
    import('./desktop.mjs'),
  ]);
  const tryout = await makeTryout('try-desktop');
  console.log('VS Code opens on a copy of the sample notes. Closing its window, or Ctrl+C, ends it.');
  await openDesktop(executable, tryout);
  process.exit(0);
}

async function serve() {
  const [{ startServer }, { workbenchUrl }] = await Promise.all([
    import('./server.mjs'),
    import('./workbench.mjs'),
  ]);
  const { vscode, tryout } = await prepareBrowser('try-browser');
  const server = await startServer(vscode, tryout);
  console.log(
    `VS Code with Attention Notes, in your browser: ${workbenchUrl(server, tryout)}\nCtrl+C ends it.`,
  );
}

async function prepareBrowser(name, packaged) {
  if (!HEADLESS) throw new Error('VS Code in the browser needs Linux on x64 or arm64; use --host=desktop.');
  const [{ installVSCode }, { installExtension }, { makeTryout }] = await Promise.all([
    import('./vscode.mjs'),
    import('./server.mjs'),
    import('./tryout.mjs'),
  ]);
  const [vscode] = await Promise.all([installVSCode('1.139'), packaged]);
  const tryout = await makeTryout(name);
  for (const vsix of tryout.vsix) await installExtension(vscode, vsix, tryout.extensionsDir);
  return { vscode, tryout };
}

async function check(packaged) {
  const [{ openWindow, screenshot, waitForFamilies }, { installChromium }] = await Promise.all([
    import('./window.mjs'),
    import('./chromium.mjs'),
  ]);
  const [{ vscode, tryout }] = await Promise.all([prepareBrowser('try-check', packaged), installChromium()]);
  const window = await openWindow(vscode, tryout);
  try {
    await waitForFamilies(window.page);
    await screenshot(window.page, 'start');
    console.log(`VS Code showed the papers' families at ${window.url}`);
  } catch (error) {
    throw new Error(`${error.message}\nThe window: ${await screenshot(window.page, 'failure-start')}`);
  } finally {
    await window.close();
  }
}
