#!/usr/bin/env node
// Stands in for the program `code` of the desktop: takes the part of its command line that runs tests, and runs
// them in the headless VS Code named by the environment variable HEADLESS_VSCODE.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installChromium } from './chromium.mjs';
import { runInHost } from './headless.mjs';
import { installVSCode } from './vscode.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

const several = { type: 'string', multiple: true };
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: several,
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});

const target = positionals.map((p) => path.resolve(p)).find((p) => existsSync(p));
const isFolder = target !== undefined && statSync(target).isDirectory();
const [vscode, chromium] = await Promise.all([
  installVSCode(process.env.HEADLESS_VSCODE ?? '1.139'),
  installChromium(),
]);
process.exitCode = await runInHost(vscode, chromium, {
  development: (values.extensionDevelopmentPath ?? []).map((p) => path.resolve(p)),
  tests: path.resolve(values.extensionTestsPath),
  extensionsDir: values['extensions-dir'],
  userDataDir: values['user-data-dir'],
  ...(isFolder ? { folder: target } : { workspace: target }),
});
