// VS Code's window: its address, and a page with it.

/**
 * The address of a window.
 * @param {import('./server.mjs').Server} server
 * @param {object} [target]
 * @param {string} [target.folder] absolute path
 * @param {string} [target.workspace] absolute path of a .code-workspace file
 * @param {string} [target.file] absolute path of a file to open
 * @param {[string, string][]} [target.payload] further facts for the workbench
 */
export function workbenchUrl(server, { folder, workspace, file, payload = [] } = {}) {
  const url = new URL(server.origin);
  if (workspace) url.searchParams.set('workspace', workspace);
  else if (folder) url.searchParams.set('folder', folder);
  else url.searchParams.set('ew', 'true');
  url.searchParams.set('tkn', server.token);
  const facts = file ? [['openFile', server.uri(file)], ...payload] : payload;
  if (facts.length) url.searchParams.set('payload', JSON.stringify(facts));
  return url.href;
}

/**
 * Opens a page of the size all pictures have.
 * @param {import('playwright-core').Browser} browser
 * @param {{ colorScheme?: 'light' | 'dark' }} [options]
 */
export async function openPage(browser, { colorScheme = 'dark' } = {}) {
  const viewport = { width: 1400, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  return context.newPage();
}
