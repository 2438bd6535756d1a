// Bundles the extension and its workers for both kinds of extension host, and the tests.
//   node esbuild.mjs [--production] [--watch] [--tests=unit|vscode|web|e2e|pandoc|bench,...]
//   node esbuild.mjs [--production] --seeds=FOLDER --outdir=FOLDER   another library, for measurements
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';

const flag = (name) => process.argv.find((a) => a === `--${name}` || a.startsWith(`--${name}=`));
const production = Boolean(flag('production'));
const value = (name) => flag(name)?.split('=')[1];
const tests = value('tests')?.split(',');
const dist = value('outdir') ?? 'dist';

/** What the product is made of: what one build has kept no other one trusts. */
function build() {
  const hash = createHash('sha256');
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of files.map(({ parentPath, name }) => `${parentPath}/${name}`).sort())
    hash.update(file).update(readFileSync(file));
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
  legalComments: 'none',
  // The seed documents' names are fixed when the extension is built: a web host cannot list a folder over http.
  define: {
    SEED_FILES: JSON.stringify(readdirSync(value('seeds') ?? 'seeds').sort()),
    BUILD: JSON.stringify(build()),
  },
};
// Node of the oldest supported VS Code.
// `module` first: jsonc-parser's UMD build hides its requires from the bundler.
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
// `worker` chooses the builds of micromark's parts that need no document: the web extension host is a worker too.
const web = { ...common, platform: 'browser', target: 'es2022', conditions: ['worker'] };

const product = [
  {
    ...node,
    entryPoints: { extension: 'src/extension/main.node.ts' },
    outdir: `${dist}/node`,
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: { library: 'src/worker/library.node.ts', notes: 'src/worker/notes.node.ts' },
    outdir: `${dist}/node`,
  },
  {
    ...web,
    format: 'cjs',
    entryPoints: { extension: 'src/extension/main.web.ts' },
    outdir: `${dist}/web`,
    external: ['vscode'],
  },
  // Classic single-file scripts: the only kind every host can start from a blob.
  {
    ...web,
    format: 'iife',
    entryPoints: { library: 'src/worker/library.web.ts', notes: 'src/worker/notes.web.ts' },
    outdir: `${dist}/web`,
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { family: 'src/pages/family.ts', page: 'src/pages/page.css' },
    outdir: `${dist}/pages`,
  },
];

const testBundle = (kind) =>
  kind === 'web'
    ? {
        ...web,
        format: 'cjs',
        entryPoints: ['test/vscode/web.ts'],
        outdir: 'out/test/web',
        external: ['vscode'],
        alias: { 'node:assert/strict': './test/vscode/assert.web.ts' },
      }
    : {
        ...node,
        sourcemap: 'inline',
        entryPoints: [`test/${kind}/**/*.ts`],
        outdir: `out/test/${kind}`,
        // Tests read the bundles, fixtures and real libraries from where they lie.
        external: [
          ...['vscode', 'mocha', 'playwright-core', 'esbuild', '@vscode/test-electron', 'typescript'],
          'commonmark-spec',
        ],
      };

const configs = tests ? tests.map(testBundle) : product;
if (flag('watch')) {
  for (const config of configs) await (await esbuild.context(config)).watch();
} else {
  for (const { outdir } of configs) rmSync(outdir, { recursive: true, force: true });
  await Promise.all(configs.map((config) => esbuild.build(config)));
}
