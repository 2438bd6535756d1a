import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { LINE, Reporter } from '../host/reporter.mjs';

/**
 * VS Code calls this in its extension host, once the window is there: runs every suite that lies beside this file.
 * Rejects when a test fails, which makes VS Code end with a code other than 0.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 30_000,
    retries: 1,
    reporter: Reporter as unknown as typeof Mocha.reporters.Base,
    reporterOptions: { mark: LINE, list: true },
  });
  for (const file of readdirSync(__dirname).sort())
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
