// Tests inside the headless VS Code: the same contract as `code --extensionTestsPath=...`.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from './chromium.mjs';
import { SCREENSHOTS } from './paths.mjs';
import { COUNTS, LINE } from './reporter.mjs';
import { startServer } from './server.mjs';
import { openPage, workbenchUrl } from './workbench.mjs';

const LIMIT_MS = 300_000;

/**
 * Opens VS Code's server, a window and runs tests in its extension host, printing what the tests print.
 * @param {import('./vscode.mjs').Installed} vscode
 * @param {import('./chromium.mjs').Chromium} chromium
 * @param {object} run `startServer`'s options, `workbenchUrl`'s target and
 * @param {string[]} run.development folders of extensions under development
 * @param {string} run.tests the file that exports `run()`
 * @returns {Promise<number>} the exit code
 */
export async function runInHost(vscode, chromium, { development, tests, payload = [], ...run }) {
  const server = await startServer(vscode, { ...run, driver: true });
  let browser;
  try {
    browser = await startBrowser(chromium);
    const facts = development.map((dir) => ['extensionDevelopmentPath', server.uri(dir)]);
    facts.push(['extensionTestsPath', server.uri(tests)], ...payload);
    return await runInPage(browser, workbenchUrl(server, { ...run, payload: facts }), server.log);
  } finally {
    await browser?.close();
    await server.stop();
  }
}

/**
 * Opens a window that runs tests by itself and waits for their end.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {() => string} [serverLog] for the report of a failure
 * @returns {Promise<number>} the exit code
 */
export async function runInPage(browser, url, serverLog = () => '') {
  const page = await openPage(browser);
  const log = [];
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  const timer = setTimeout(() => end('did not finish in time'), LIMIT_MS);
  page.on('crash', () => end('crashed'));
  page.on('pageerror', (error) => log.push(String(error.stack)));
  page.on('close', () => end('was closed'));
  await page.exposeFunction('codeAutomationLog', (_level, args) => log.push(show(args.join(' '))));
  await page.exposeFunction('codeAutomationExit', (code) => end(code));
  await page.goto(url);
  const code = await ended;
  clearTimeout(timer);
  if (typeof code === 'number' && log.some((text) => text.startsWith(COUNTS))) return code;
  await report(page, `The test window ${typeof code === 'number' ? `ended early with ${code}` : code}.`, [
    ...log,
    serverLog(),
  ]);
  return 1;
}

/** Prints the tests' lines; the window's own ones are kept for the report of a failure. */
function show(text) {
  if (text.startsWith(COUNTS)) console.log(text);
  else if (text.startsWith(LINE)) console.log(text.slice(LINE.length));
  else if (process.env.VERBOSE) console.error(text);
  return text;
}

async function report(page, what, log) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const name = path.join(SCREENSHOTS, `failure-${process.pid}`);
  await page.screenshot({ path: `${name}.png`, timeout: 5000 }).catch(() => {});
  writeFileSync(`${name}.log`, log.join('\n'));
  console.log(`${what} See ${name}.png and ${name}.log, which ends with:\n${log.join('\n').slice(-3000)}`);
}
