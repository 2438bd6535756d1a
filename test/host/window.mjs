// A window of the headless VS Code with the packaged extension, ready to be driven as a person would.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { installChromium, startBrowser } from './chromium.mjs';
import { SCREENSHOTS } from './paths.mjs';
import { startServer } from './server.mjs';
import { openPage, workbenchUrl } from './workbench.mjs';

/** Longest wait for the workbench, and then for the first families: a cold start on a busy machine. */
const START_LIMIT_MS = 60_000;

/** The Papers tree, while it is shown. */
const TREE = '.pane-body .monaco-list[aria-label*="Papers"]';

/** Its rows that can be unfolded: the families. */
export const FAMILY_ROWS = `${TREE} .monaco-list-row[aria-level="2"][aria-expanded]`;

/** The icon of the view container. */
export const CONTAINER = '.activitybar .action-label[aria-label="Attention Notes"]';

/**
 * Opens a window and waits until it is drawn.
 * @param {import('./vscode.mjs').Installed} vscode
 * @param {object} options those of `startServer`, the target of `workbenchUrl`, and
 * @param {'light' | 'dark'} [options.colorScheme]
 */
export async function openWindow(vscode, options) {
  const [server, browser] = await Promise.all([
    startServer(vscode, options),
    installChromium().then((chromium) => startBrowser(chromium)),
  ]);
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  const url = workbenchUrl(server, options);
  const page = await openPage(browser, options);
  try {
    await page.goto(url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: START_LIMIT_MS });
    return { page, url, close };
  } catch (error) {
    const picture = await screenshot(page, 'failure-open');
    await close();
    throw new Error(`${error.message}\nThe window: ${picture}\nThe server:\n${server.log().slice(-2000)}`);
  }
}

/** Waits until the Papers tree shows families; with `show`, opens the view container unless it is open. */
export async function waitForFamilies(page, { show = false, limit = START_LIMIT_MS } = {}) {
  await page.locator(CONTAINER).waitFor({ timeout: START_LIMIT_MS });
  if (show && !(await page.locator(TREE).isVisible())) await page.locator(CONTAINER).click();
  await page.locator(FAMILY_ROWS).first().waitFor({ timeout: limit });
}

/** The middle of the first letters of a text within an element, however many parts they are in. */
export function middleOf(locator, text, letters = text.length) {
  return locator.evaluate(
    (element, [wanted, length]) => {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      // Editors draw blanks as no-break spaces.
      let start = element.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        if (start < node.length) {
          range.setStart(node, start);
          range.setEnd(node, Math.min(node.length, start + length));
          break;
        }
        start -= node.length;
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    [text, letters],
  );
}

/** Saves a picture of the window and resolves to the file's path. */
export async function screenshot(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}
