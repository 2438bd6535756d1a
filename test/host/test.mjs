// npm test, and each of its parts alone, on a fresh clone too:
//   node test/host/test.mjs [unit] [bundle] [pandoc] [references] [vscode] [web] [e2e] [--grep=TEXT]
// Ends with one line, `N passed, N failed, N skipped`, over everything that ran.
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { seconds, timed } from './exec.mjs';
import { ensurePandoc, ensureReferencePrograms } from './pandoc.mjs';
import { HEADLESS } from './paths.mjs';
import { bundleTests, ensureDependencies, packageExtension } from './project.mjs';
import { add, runStage } from './stage.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const grep = values.grep ? [`--grep=${values.grep}`] : [];
const wanted = positionals.length
  ? positionals
  : ['unit', 'bundle', 'pandoc', 'references', 'vscode', 'web', 'e2e'];

/**
 * Stages of each part: a title, and the script with its arguments. `headless` ones need Linux; `ready` resolves to what is
 * missing, if anything.
 */
const PARTS = {
  unit: [{ title: 'Unit tests', script: ['mocha.mjs', 'out/test/unit', '--timeout=20000', ...grep] }],
  // Reads dist/: alone, after a build for production.
  bundle: [
    { title: 'Bundles', script: ['mocha.mjs', 'out/test/bundle', '--list', '--timeout=20000', ...grep] },
  ],
  pandoc: [
    {
      title: 'Citation grammar: its cost, and pandoc as its judge',
      script: ['mocha.mjs', 'out/test/pandoc', '--list', '--timeout=280000', ...grep],
      ready: ensurePandoc,
    },
  ],
  references: [
    {
      title: 'References that go out: pandoc, BibTeX and biber as their readers',
      script: ['mocha.mjs', 'out/test/references', '--list', '--timeout=130000', ...grep],
      ready: ensureReferencePrograms,
    },
  ],
  vscode: ['1.100', '1.139'].map((v) => ({ title: `Inside VS Code ${v}`, script: ['in-vscode.mjs', v] })),
  web: ['1.100', '1.139'].flatMap((v) => [
    { title: `Web worker host of VS Code ${v}`, script: ['in-web.mjs', v, 'worker'], headless: true },
    { title: `Static web workbench of VS Code ${v}`, script: ['in-web.mjs', v, 'static'], headless: true },
  ]),
  e2e: [
    {
      title: 'Walks through the real window',
      script: ['mocha.mjs', 'out/test/e2e', '--list', '--timeout=120000', '--retries=1', ...grep],
      headless: true,
    },
  ],
};

const start = performance.now();
let total = { passed: 0, failed: 0, skipped: 0 };
try {
  await prepare();
  for (const stage of wanted.flatMap((part) => PARTS[part])) total = add(total, await runStage(stage));
} catch (error) {
  console.log(error.stack);
  total = add(total, { passed: 0, failed: 1, skipped: 0 });
}
console.log(`All stages: ${seconds(start)} s`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

async function prepare() {
  await ensureDependencies();
  const jobs = [timed('Tests bundled', () => bundleTests(wanted))];
  const packaged = wanted.some((part) => ['vscode', 'web', 'e2e'].includes(part));
  if (packaged) jobs.push(timed('Extension packaged', packageExtension));
  if (HEADLESS && packaged) jobs.push(timed('VS Code ready', installHosts));
  await Promise.all(jobs);
}

async function installHosts() {
  const [{ installVSCode }, { installChromium }] = await Promise.all([
    import('./vscode.mjs'),
    import('./chromium.mjs'),
  ]);
  await Promise.all([installVSCode('1.100'), installVSCode('1.139'), installChromium()]);
}
