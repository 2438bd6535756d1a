// Runs bundled tests in this process: node test/host/mocha.mjs FOLDER [--list] [--grep=TEXT] [--timeout=MS] [--retries=N]
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { Reporter } from './reporter.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    grep: { type: 'string' },
    timeout: { type: 'string' },
    retries: { type: 'string' },
  },
});
process.setSourceMapsEnabled(true);
const mocha = new Mocha({
  ui: 'tdd',
  reporter: Reporter,
  reporterOptions: { list: values.list },
  timeout: Number(values.timeout ?? 2000),
  retries: Number(values.retries ?? 0),
  ...(values.grep ? { grep: values.grep } : {}),
});
const dir = path.resolve(positionals[0]);
for (const file of readdirSync(dir, { recursive: true }).sort())
  if (file.endsWith('.test.js')) mocha.addFile(path.join(dir, file));
await mocha.loadFilesAsync();
// Tests that leave something running behind would otherwise keep the process, and the stage, from ending.
mocha.run((failures) => process.exit(failures ? 1 : 0));
