// The suites that run in a web extension host, which is a web worker: the same ones as in Node where they can be.
import { workspace } from 'vscode';
import { LINE, Reporter } from '../host/reporter.mjs';

/** VS Code calls this in its web extension host. Rejects when a test fails. */
export async function run(): Promise<void> {
  // Not earlier: the browser's mocha takes the place of this file's exports when it starts.
  // @ts-expect-error: that build has no types of its own.
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'tdd', timeout: 30_000, retries: 1 });
  mocha.reporter(Reporter as unknown as Mocha.ReporterConstructor, { mark: LINE, list: true });
  await import('./activation.test.js');
  await import('./annotations.test.js');
  await import('./api.test.js');
  await import('./checks.test.js');
  await import('./commands.test.js');
  await import('./completion.test.js');
  await import('./export.test.js');
  await import('./familyPage.test.js');
  await import('./locators.test.js');
  await import('./previewPlugin.test.js');
  await import('./symbols.test.js');
  // A workspace in memory has no search: nothing is found by a glob there.
  if (workspace.workspaceFolders?.[0]?.uri.scheme !== 'tmp') await import('./userFiles.test.js');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
