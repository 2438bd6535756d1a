// What a window is opened with: a copy of the sample notes, a profile and a folder of extensions of its own.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT, VSIX } from './paths.mjs';
import { pack } from './project.mjs';

/**
 * @typedef {object} Folders
 * @property {string} extensionsDir empty at first
 * @property {string} userDataDir empty at first
 * @property {string} folder the copy of the sample notes
 */

/**
 * Makes the folders anew below a folder; what was there is removed.
 * @param {string} dir
 * @returns {Folders}
 */
export function makeFolders(dir) {
  rmSync(dir, { recursive: true, force: true });
  const [extensionsDir, userDataDir, folder] = ['extensions', 'profile', 'notes'].map((f) =>
    path.join(dir, f),
  );
  for (const made of [extensionsDir, userDataDir]) mkdirSync(made, { recursive: true });
  cpSync(path.join(ROOT, 'media/sample'), folder, { recursive: true });
  return { extensionsDir, userDataDir, folder };
}

/**
 * What `npm start` opens: besides the folders, the note to open and the packaged extensions to install, of which
 * the second does nothing but show the view.
 * @param {string} name of a folder in the cache
 * @returns {Promise<Folders & { file: string | undefined, vsix: string[] }>}
 */
export async function makeTryout(name) {
  const dir = path.join(CACHE, name);
  const folders = makeFolders(dir);
  const opener = path.join(dir, 'opener.vsix');
  await pack(path.join(ROOT, 'test/host/opener'), opener);
  return { ...folders, file: firstNote(folders.folder), vsix: [VSIX, opener] };
}

function firstNote(folder) {
  const name = readdirSync(folder)
    .sort()
    .find((entry) => entry.endsWith('.md'));
  return name && path.join(folder, name);
}
