// Where things lie, and what this machine is.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything downloaded and every private profile; ignored by git, may be deleted at any time. */
export const CACHE = path.join(ROOT, '.cache');

/** The packaged extension. */
export const VSIX = path.join(ROOT, 'out/attention-notes.vsix');

/** Pictures of walks and of failures. */
export const SCREENSHOTS = path.join(ROOT, 'out/screenshots');

/** An extension that is nothing but a manifest. */
export const EMPTY_EXTENSION = path.join(ROOT, 'test/host/empty-extension');

/** An extension that hands all papers over to VS Code's completion. */
export const EVERYTHING_EXTENSION = path.join(ROOT, 'test/host/everything-extension');

/** Whether the headless VS Code can run here; elsewhere only the desktop one can. */
export const HEADLESS = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/** Whether a window can be shown. */
export const DISPLAY =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
