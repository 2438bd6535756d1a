// npm run bench: how long things take, against VS Code's own in the same run. Judges no time: it fails only when
// something does not work.
//   node test/host/bench.mjs [list] [tree] [activation] [provider] [profile] [notes] [search] [start] [bib] [open]
//     [--rounds=5] [--papers=331,10000] [--notes=20000] [--engines=ours,split] [--limit=900] [--heads]
//     [--peers=FOLDER] [--hostile]
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { exec, seconds, timed } from './exec.mjs';
import { NODE } from './pins.mjs';
import { CACHE, EMPTY_EXTENSION, EVERYTHING_EXTENSION, HEADLESS, ROOT, VSIX } from './paths.mjs';
import { bundleTests, ensureDependencies, pack, packageExtension } from './project.mjs';
import { COUNTS } from './reporter.mjs';
import { add, runStage } from './stage.mjs';
import { makeFolders } from './tryout.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

const OUT = path.join(ROOT, 'out/bench');
const SEARCH = path.join(OUT, 'search');
const SHIPPED = 331;
const EXTENSION = 'attention-notes.attention-notes';
/** VS Code's own, which has SQLite and tells what a thread did; the oldest supported Node has not. */
const OWN_NODE = path.join(CACHE, `node-${NODE.version}/node`);
/** The view's progress, while the library is read and indexed. */
const BUSY = '.pane:has(.monaco-list[aria-label*="Papers"]) .monaco-progress-container.active';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    papers: { type: 'string', default: `${SHIPPED},10000` },
    notes: { type: 'string', default: '20000' },
    engines: { type: 'string', default: '' },
    limit: { type: 'string', default: '900' },
    heads: { type: 'boolean', default: false },
    peers: { type: 'string', default: '.' },
    hostile: { type: 'boolean', default: false },
    stage: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

/** Each part's title, and what measures it. */
const PARTS = {
  list: ['The list in the window, from the key to the frame that draws it', list],
  tree: ['The tree in a fresh window, from the click on its icon', tree],
  activation: ['Activation in a fresh extension host', activation],
  provider: [
    'Completion asked by command in the extension host, a round trip to the window included',
    provider,
  ],
  notes: ["Notes, against VS Code's own Markdown", notes],
  profile: ["The extension host's thread, sampled; our bundles not minified", profile],
  search: ['Search, against other engines, each in a process of its own', search],
  start: ['The library worker from its start, with a snapshot and without', start],
  bib: ['A BibTeX file, against other parsers, each in a process of its own', bib],
  open: ['A BibTeX file comes into the library: until completion offers it, and all that follows', open],
};

if (values.stage) await runPart(positionals[0], Number(values.papers));
else process.exitCode = await runAll();

async function runAll() {
  const start = performance.now();
  const parts = positionals.length ? positionals : Object.keys(PARTS);
  const inVSCode = parts.some((part) => !['search', 'start', 'bib', 'open'].includes(part));
  if (inVSCode && !HEADLESS) throw new Error('These measurements need Linux on x64 or arm64.');
  await prepare(inVSCode);
  let total = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) {
    for (const papers of values.papers.split(',')) {
      const title = `${PARTS[part][0]}; ${papers} papers; load ${load()}`;
      const script = [
        'bench.mjs',
        '--stage',
        part,
        `--papers=${papers}`,
        `--rounds=${rounds}`,
        `--notes=${values.notes}`,
        `--engines=${values.engines}`,
        `--limit=${values.limit}`,
        `--peers=${values.peers}`,
        ...(values.heads ? ['--heads'] : []),
        ...(values.hostile ? ['--hostile'] : []),
      ];
      total = add(total, await runStage({ title, script }));
    }
  }
  console.log(
    `\nAll parts: ${seconds(start)} s; load ${load()}. Profiles lie in ${path.relative(ROOT, OUT)}.`,
  );
  return total.failed > 0 ? 1 : 0;
}

/** What waits for a processor: all figures but ratios suffer when it exceeds their number. */
function load() {
  return `${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} processors`;
}

async function prepare(inVSCode) {
  await ensureDependencies();
  mkdirSync(OUT, { recursive: true });
  rmSync(SEARCH, { recursive: true, force: true });
  if (!inVSCode) {
    await timed('Measurements bundled', () => bundleTests(['bench']));
    await timed('Workers bundled', () =>
      exec(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT }),
    );
    return;
  }
  const [{ installVSCode }, { installChromium }] = await Promise.all([
    import('./vscode.mjs'),
    import('./chromium.mjs'),
  ]);
  await Promise.all([
    timed('Measurements bundled', () => bundleTests(['bench'])),
    timed('Extension packaged', packageExtension),
    timed('VS Code ready', () => Promise.all([installVSCode('1.139'), installChromium()])),
  ]);
}

async function runPart(part, papers) {
  console.log(await PARTS[part][1](papers));
}

function bundled(name) {
  return import(pathToFileURL(path.join(ROOT, `out/test/bench/${name}.js`)).href);
}

/**
 * A profile with the packaged extension. For another library than the shipped one, or for names in profiles, the
 * installed bundles and seeds are replaced by others of the same source.
 */
async function makeProfile(papers, { named = false } = {}) {
  const [{ installVSCode }, { installExtension }, { writeSeeds }] = await Promise.all([
    import('./vscode.mjs'),
    import('./server.mjs'),
    bundled('material'),
  ]);
  const vscode = await installVSCode('1.139');
  const folders = makeFolders(path.join(CACHE, 'bench'));
  await installExtension(vscode, VSIX, folders.extensionsDir);
  if (papers === SHIPPED && !named) return { vscode, folders };
  const entry = readdirSync(folders.extensionsDir).find((name) => name.startsWith(EXTENSION));
  const installed = path.join(folders.extensionsDir, entry);
  const seeds = path.join(OUT, `seeds-${papers}`);
  writeSeeds(seeds, papers - SHIPPED);
  cpSync(seeds, path.join(installed, 'seeds'), { recursive: true });
  const args = ['esbuild.mjs', `--seeds=${seeds}`, `--outdir=${path.join(installed, 'dist')}`];
  await exec(process.execPath, named ? args : [...args, '--production'], { cwd: ROOT });
  return { vscode, folders };
}

/** Runs `use` with the page of a window. */
async function inWindow({ vscode, folders }, file, use) {
  const [{ openWindow, waitForFamilies, CONTAINER, FAMILY_ROWS, screenshot }, { DRIVEN_SETTINGS }] =
    await Promise.all([import('./window.mjs'), import('./settings.mjs')]);
  const window = await openWindow(vscode, { ...folders, file, settings: DRIVEN_SETTINGS });
  try {
    return await use(window.page, { waitForFamilies, CONTAINER, FAMILY_ROWS, screenshot });
  } catch (error) {
    throw new Error(`${error.stack}\nThe window: ${await screenshot(window.page, 'failure-bench')}`);
  } finally {
    await window.close();
  }
}

function passed() {
  console.log(`${COUNTS}{"passed":1,"failed":0,"skipped":0}`);
}

async function list(papers) {
  const [{ measureLists }, { longNote }] = await Promise.all([bundled('list'), bundled('material')]);
  const profile = await makeProfile(papers);
  await installEverything(profile, papers);
  const file = path.join(profile.folders.folder, 'bench.md');
  writeFileSync(file, `# Windows\n\n## Channels\n\n${longNote(100_000)}\n`);
  const table = await inWindow(profile, file, async (page, { waitForFamilies }) => {
    const start = performance.now();
    await waitForFamilies(page, { show: true, limit: 60_000 + papers * 10 });
    const shown = seconds(start);
    await page.locator(BUSY).waitFor({ state: 'detached', timeout: 60_000 + papers * 20 });
    console.log(
      `  The tree shows families ${shown} s after the window, all is indexed ${seconds(start)} s after it.`,
    );
    await page.locator('.editor-group-container.active .monaco-editor .view-line').first().click();
    return measureLists(page, rounds, papers);
  });
  passed();
  return `  In a note of 100 kB:\n${table}`;
}

/** Adds an extension that hands over all papers. */
async function installEverything({ vscode, folders }, papers) {
  const [{ installExtension }, { corpus }] = await Promise.all([import('./server.mjs'), bundled('corpus')]);
  const dir = path.join(OUT, 'everything');
  cpSync(EVERYTHING_EXTENSION, dir, { recursive: true });
  const listed = Array.from(corpus(papers), ({ citekey, title, authors }) => {
    const names = authors.map(({ family, literal }) => family ?? literal);
    return { citekey, title, authors: names.join(' ') };
  });
  writeFileSync(path.join(dir, 'papers.json'), JSON.stringify(listed));
  const vsix = path.join(OUT, 'everything.vsix');
  await pack(dir, vsix);
  await installExtension(vscode, vsix, folders.extensionsDir);
}

async function tree(papers) {
  const [{ installWatch, timeView }, { seriesTable }] = await Promise.all([
    bundled('list'),
    bundled('table'),
  ]);
  const profile = await makeProfile(papers);
  const explorer = '.activitybar .action-label[aria-label^="Explorer"]';
  const files = '.explorer-folders-view .monaco-list-row';
  const series = [
    { name: 'click → families', rounds: [], peer: 'click → files, second showing' },
    { name: 'click → files, second showing', rounds: [] },
    { name: 'click → families, second showing', rounds: [], peer: 'click → files, second showing' },
  ];
  for (let round = 0; round < rounds; round++) {
    await inWindow(profile, undefined, async (page, { CONTAINER, FAMILY_ROWS }) => {
      await page.locator(CONTAINER).waitFor();
      await page.locator(files).first().waitFor();
      await installWatch(page);
      for (const [index, [icon, shown]] of [
        [CONTAINER, FAMILY_ROWS],
        [explorer, files],
        [CONTAINER, FAMILY_ROWS],
      ].entries()) {
        await page.waitForTimeout(1000);
        series[index].rounds.push([await timeView(page, icon, shown)]);
      }
    });
    passed();
  }
  return seriesTable(series);
}

/** Runs a part inside the extension host and resolves to what it measured. */
async function inHost(part, papers, profile, start = 0) {
  const [{ runInHost }, { installChromium }, { DRIVEN_SETTINGS }] = await Promise.all([
    import('./headless.mjs'),
    import('./chromium.mjs'),
    import('./settings.mjs'),
  ]);
  const out = path.join(OUT, `${part}-${papers}.json`);
  const order = { part, out, rounds, start, papers, notes: Number(values.notes) };
  const code = await runInHost(profile.vscode, await installChromium(), {
    ...profile.folders,
    development: [EMPTY_EXTENSION],
    tests: path.join(ROOT, 'out/test/bench/inHost.js'),
    settings: DRIVEN_SETTINGS,
    env: { ATTENTION_NOTES_BENCH: JSON.stringify(order) },
  });
  if (code !== 0) throw new Error(`${part} ended with ${code}`);
  return JSON.parse(readFileSync(out, 'utf8'));
}

async function activation(papers) {
  const { activationTable } = await bundled('report');
  const profile = await makeProfile(papers);
  const starts = [];
  for (let start = 0; start < rounds; start++)
    starts.push(await inHost('activation', papers, profile, start));
  return activationTable(starts);
}

async function provider(papers) {
  const { providerTable } = await bundled('report');
  return providerTable(await inHost('provider', papers, await makeProfile(papers)));
}

async function notes(papers) {
  const [{ notesTable }, { writeNotes }] = await Promise.all([bundled('report'), bundled('material')]);
  const profile = await makeProfile(papers);
  writeNotes(path.join(profile.folders.folder, 'many'), Number(values.notes));
  return notesTable(await inHost('notes', papers, profile));
}

async function profile(papers) {
  const { profileTables } = await bundled('report');
  return profileTables(await inHost('profile', papers, await makeProfile(papers, { named: true })));
}

async function search(papers) {
  const { measureSearch } = await bundled('search');
  const tables = await measureSearch({
    ...{ papers, rounds, shipped: SHIPPED, folder: SEARCH },
    engines: values.engines.split(',').filter(Boolean),
    node: existsSync(OWN_NODE) ? OWN_NODE : process.execPath,
    ...{ limit: Number(values.limit), headsOnly: values.heads },
  });
  passed();
  return tables;
}

async function bib(papers) {
  const { measureBib } = await bundled('bib');
  const folder = path.join(OUT, `bib-${papers}`);
  const node = existsSync(OWN_NODE) ? OWN_NODE : process.execPath;
  const table = await measureBib({
    papers,
    rounds,
    folder,
    peers: values.peers,
    node,
    hostile: values.hostile,
  });
  rmSync(folder, { recursive: true, force: true });
  passed();
  return table;
}

async function open(papers) {
  const { measureOpen } = await bundled('open');
  const folder = path.join(OUT, `open-${papers}`);
  const table = await measureOpen({ papers, rounds, folder, peers: values.peers });
  rmSync(folder, { recursive: true, force: true });
  passed();
  return table;
}

async function start(papers) {
  const { measureStart } = await bundled('start');
  const folder = path.join(OUT, `start-${papers}`);
  const table = await measureStart({ papers, rounds, folder, shipped: SHIPPED });
  rmSync(folder, { recursive: true, force: true });
  passed();
  return table;
}
