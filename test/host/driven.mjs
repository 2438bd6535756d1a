// What the end-to-end walks use of the host.
import path from 'node:path';
import { CACHE, VSIX } from './paths.mjs';
import { installExtension } from './server.mjs';
import { DRIVEN_SETTINGS } from './settings.mjs';
import { makeFolders } from './tryout.mjs';
import { installVSCode } from './vscode.mjs';
import { FAMILY_ROWS, middleOf, openWindow, screenshot, waitForFamilies } from './window.mjs';

export { FAMILY_ROWS, middleOf, screenshot, waitForFamilies };

/** Opens the packaged extension on a copy of the sample notes. See driven.d.mts. */
export async function openDriven({ theme, colorScheme, settings = {}, version = '1.139' }) {
  const vscode = await installVSCode(version);
  const folders = makeFolders(path.join(CACHE, `test-window-${colorScheme}`));
  await installExtension(vscode, VSIX, folders.extensionsDir);
  const window = await openWindow(vscode, {
    ...folders,
    colorScheme,
    settings: { ...DRIVEN_SETTINGS, 'workbench.colorTheme': theme, ...settings },
  });
  return { ...window, folder: folders.folder };
}
