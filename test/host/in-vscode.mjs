// Runs the bundled suites inside one version of VS Code, against the packaged extension:
//   node test/host/in-vscode.mjs 1.100|1.139
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { downloadDesktop, installIntoDesktop } from './desktop.mjs';
import { CACHE, DISPLAY, EMPTY_EXTENSION, HEADLESS, ROOT, VSIX } from './paths.mjs';
import { VSCODE } from './pins.mjs';
import { installExtension } from './server.mjs';
import { writeSettings } from './settings.mjs';
import { makeFolders } from './tryout.mjs';
import { installVSCode } from './vscode.mjs';

const name = process.argv[2];
const { version } = VSCODE[name];
const folders = makeFolders(path.join(CACHE, `test-${name}`));
writeSettings(folders.userDataDir);
const vscodeExecutablePath = await host();
await runTests({
  vscodeExecutablePath,
  // The extension under test is the installed one; without any under development no tests would run.
  extensionDevelopmentPath: EMPTY_EXTENSION,
  extensionTestsPath: path.join(ROOT, 'out/test/vscode/run.js'),
  extensionTestsEnv: { HEADLESS_VSCODE: name },
  launchArgs: [
    folders.folder,
    `--extensions-dir=${folders.extensionsDir}`,
    `--user-data-dir=${folders.userDataDir}`,
  ],
}).catch(() => (process.exitCode = 1)); // The tests have said why.

/** Installs the extension into the desktop's VS Code or the headless one, and says which. */
async function host() {
  if (DISPLAY) {
    try {
      const executable = await downloadDesktop(version);
      await installIntoDesktop(executable, { ...folders, vsix: [VSIX] });
      console.log(`  in VS Code ${version} of the desktop`);
      return executable;
    } catch (error) {
      if (!HEADLESS) throw error;
      console.log(`  VS Code of the desktop cannot be had: ${error.message}`);
    }
  }
  await installExtension(await installVSCode(name), VSIX, folders.extensionsDir);
  console.log(`  in VS Code ${version}, headless`);
  return path.join(ROOT, 'test/host/code.mjs');
}
