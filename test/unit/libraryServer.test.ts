import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Arrangement } from '../../src/core/arrangement';
import { asExport } from '../../src/core/exportMark';
import { type Problem, UNREAD_FAMILY } from '../../src/core/paper';
import type { TreeNode } from '../../src/core/tree';
import { CLOCK } from '../../src/worker/lane';
import { LibraryServer } from '../../src/worker/libraryServer';
import { listFamilies } from '../../src/worker/familyProtocol';
import { exportPapers, formatPapers } from '../../src/worker/exportProtocol';
import * as messages from '../../src/worker/protocol';
import { connectionPair } from '../support/fakeWorker';

/** A macrotask like the real clock's, without its millisecond. */
const soon = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** A library server in this thread whose every generator step is a slice of its own; counts the slices. */
function served(pause = soon) {
  const { host, worker, close } = connectionPair();
  const slices = { count: 0 };
  let now = 0;
  const counted = () => {
    slices.count++;
    return pause();
  };
  new LibraryServer(worker, { now: () => (now += 10), pause: counted }).listen();
  const problems = new Map<string, readonly Problem[]>();
  host.onNotification(messages.didRead, ({ uri, problems: found }) => {
    problems.set(uri, found);
  });
  host.listen();
  return { host, slices, problems, close };
}

let writes = 0;

async function write(
  host: MessageConnection,
  name: string,
  content: string | Uint8Array,
  kind: messages.LibraryFileKind,
): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file: messages.LibraryFile = { uri: `test:/${name}`, name, kind, origin: 'user' };
  const write = ++writes;
  for (let offset = 0; offset === 0 || offset < bytes.length; offset += messages.SLICE_BYTES) {
    const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
    await host.sendRequest(messages.writeFile, { file, write, size: bytes.length, offset, bytes: slice });
  }
}

const seeds = readdirSync('seeds');
const writeSeeds = (host: MessageConnection) =>
  Promise.all(
    seeds.map((name) =>
      write(host, name, readFileSync(`seeds/${name}`), name.endsWith('.json') ? 'csl-json' : 'listing'),
    ),
  );

const total = async (host: MessageConnection) =>
  (await host.sendRequest(messages.listPapers, { offset: 0, limit: 1 })).total;

const listing = (papers: number) =>
  Array.from(
    { length: papers },
    (_, index) =>
      `Paper number ${index} on some attention\n\nWe propose attention of kind ${index}. It works well on every task.\n\n  • 3 authors\n·\nJan 1, 2024\n`,
  ).join('\n');

suite('Library worker', () => {
  test('writes and lists every paper once where all are asked for', async () => {
    const { host, close } = served();
    await write(host, 'a.md', listing(5), 'listing');
    await host.sendRequest(messages.openLibrary);
    const { papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 1 });
    const keys = [papers[0]?.citekey ?? '', '*', 'nobody'];
    const { text, ...counts } = await host.sendRequest(exportPapers, { keys, format: 'csl-json' });
    const ids = (JSON.parse(text) as { id: string }[]).map(({ id }) => id);
    assert.deepEqual(counts, { count: 5, unknown: ['nobody'], ambiguous: [], unwritable: [], shared: [] });
    assert.equal(new Set(ids).size, 5);
    assert.equal((await host.sendRequest(formatPapers, { keys, style: 'ieee' })).length, 5);
    close();
  });

  test('answers only when every file known at start is read, whatever was asked before', async () => {
    const { host, close } = served();
    const early = total(host);
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    assert.equal(await early, 331);
    close();
  });

  test('answers questions between two slices of background reading', async () => {
    const { host, slices, close } = served(CLOCK.pause);
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    await write(host, 'big.txt', listing(1200), 'listing');
    const waited: number[] = [];
    let reading = true;
    const settled = host.sendRequest(messages.settle, {}).then(() => (reading = false));
    while (reading) {
      const asked = slices.count;
      await host.sendRequest(messages.getPaper, { key: 'chen2021crossvit' });
      await host.sendRequest(messages.suggest, { typed: 'cross vit', limit: 10 });
      waited.push(slices.count - asked);
    }
    await settled;
    assert.ok(slices.count > 30, `only ${slices.count} slices of background work`);
    assert.ok(Math.max(...waited) <= 4, `${Math.max(...waited)} slices ran while two questions waited`);
    assert.equal(await total(host), 1531);
    close();
  }).timeout(60_000);

  test('offers entries that have been read before papers are made of them, and takes their keys for known', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const entries = Array.from(
      { length: 600 },
      (_, index) =>
        `@article{moe:n${index}, title = {Sparse Heads ${index}}, author = {Moe, Ann}, year = 2020}`,
    );
    const typed = { cited: [], without: [], limit: 3 };
    await write(host, 'big.bib', entries.join('\n'), 'bibtex');
    let offered: messages.Completions | undefined;
    while (!offered?.rows.length)
      offered = await host.sendRequest(messages.complete, { ...typed, typed: 'moe:n599' });
    // The questions were asked at once, so that nothing has gone on between them.
    const [paper, [judged], byTitle, other] = await Promise.all([
      host.sendRequest(messages.getPaper, { key: 'moe:n599' }),
      host.sendRequest(messages.judgeKeys, { keys: ['moe:n599'] }),
      host.sendRequest(messages.complete, { ...typed, typed: 'heads 599' }),
      host.sendRequest(messages.complete, { ...typed, without: ['moe:n599'], typed: 'moe:n599' }),
    ]);
    assert.equal(paper, null);
    const [row] = offered.rows;
    assert.deepEqual(
      [row?.citekey, row?.title, row?.byline, row?.year, row?.exact, row?.named],
      ['moe:n599', 'Sparse Heads 599', 'Moe', 2020, true, true],
    );
    assert.deepEqual(judged, { kind: 'known', citekey: 'moe:n599', year: 2020 });
    assert.equal(byTitle.rows[0]?.citekey, 'moe:n599');
    assert.deepEqual(other.rows, []);
    await host.sendRequest(messages.settle, {});
    const { rows } = await host.sendRequest(messages.complete, { ...typed, typed: 'moe:n599' });
    assert.deepEqual(rows.map(({ citekey }) => citekey).slice(0, 1), ['moe:n599']);
    assert.equal(new Set(rows.map(({ citekey }) => citekey)).size, rows.length);
    close();
  });

  test('offers many papers before their abstracts are read, and then tells what these say', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const arrangement = { groupBy: 'family', sortBy: 'newest', filter: '' } as const;
    const unread = async () => {
      const rows = await host.sendRequest(messages.treeChildren, { arrangement, id: null });
      return rows.find((row) => row.kind === 'group' && row.value === UNREAD_FAMILY);
    };
    const suggested = () => host.sendRequest(messages.suggest, { typed: 'number 1199', limit: 1 });
    const seen: Promise<[TreeNode | undefined, readonly object[]]>[] = [];
    host.onNotification(messages.didChange, () => {
      seen.push(Promise.all([unread(), suggested()]));
    });
    await write(host, 'big.txt', listing(1200), 'listing');
    await host.sendRequest(messages.settle, {});
    const [first, ...others] = await Promise.all(seen);
    const [row, hits] = first ?? [];
    assert.deepEqual([row?.kind === 'group' && row.count, hits?.length], [1200, 1]);
    assert.ok(others.length > 0);
    assert.equal(others.at(-1)?.[0], undefined);
    assert.equal(await unread(), undefined);
    // Abstracts are found, and one more paper comes, as ever.
    const find = (query: string) => host.sendRequest(messages.findPapers, { query, limit: 2000 });
    assert.equal((await find('"works well on every task"')).papers.length, 1200);
    await write(host, 'one.txt', listing(1201), 'listing');
    await host.sendRequest(messages.settle, {});
    assert.equal((await find('"attention of kind 1200"')).papers.length, 1);
    close();
  });

  test('answers other questions while it formats all there is', async () => {
    const { host, slices, close } = served();
    await write(host, 'list.txt', listing(400), 'listing');
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const { papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 400 });
    const keys = papers.map(({ citekey }) => citekey);
    const style = 'chicago-author-date';
    const note: messages.NoteToFormat = { style, citations: [], uncited: ['*'] };
    const all = [
      async () => (await host.sendRequest(messages.formatNote, note)).entries.length,
      async () => (await host.sendRequest(formatPapers, { keys, style })).length,
    ];
    for (const format of all) {
      const [before, done] = [slices.count, [] as (number | string)[]];
      const formatting = format().then((count) => done.push(count));
      await host.sendRequest(messages.getPaper, { key: keys[0] ?? '' }).then(() => done.push('card'));
      await formatting;
      assert.deepEqual(done, ['card', 400]);
      assert.ok(slices.count - before > 20, `${slices.count - before} slices`);
    }
    close();
  });

  test('one bad file costs no other, and its message names the line', async () => {
    const { host, problems, close } = served();
    await writeSeeds(host);
    const binary = new Uint8Array(5000).map((_, index) => (index * 7) % 32);
    await write(host, 'binary.txt', binary, 'listing');
    await write(host, 'empty.txt', '', 'listing');
    await write(
      host,
      'latin1.txt',
      Buffer.from('Subscribe\n\nGl\xfcck and attention\n\nWe show that it helps a lot.\n', 'latin1'),
      'listing',
    );
    await write(host, 'broken.json', '[{"id":"a","title":"One"},\n{"id": }]', 'csl-json');
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const codes = (name: string) => problems.get(`test:/${name}`)?.map(({ code, line }) => [code, line]);
    assert.deepEqual(codes('binary.txt'), [['listing.binary', 1]]);
    assert.deepEqual(codes('empty.txt'), [['listing.empty', 1]]);
    assert.deepEqual(codes('latin1.txt'), [['file.encoding', 3]]);
    assert.equal(problems.get('test:/broken.json')?.[0]?.line, 2);
    for (const name of seeds) assert.deepEqual(codes(name), []);
    assert.ok((await total(host)) >= 332);
    close();
  });

  test('a file that changes replaces what it said; one that goes takes its papers along', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    await write(host, 'a.json', '[{"id":"a","title":"One"},{"id":"b","title":"Two"}]', 'csl-json');
    await host.sendRequest(messages.settle, {});
    assert.equal(await total(host), 2);
    await write(host, 'a.json', '[{"id":"a","title":"One, again"}]', 'csl-json');
    await host.sendRequest(messages.settle, {});
    assert.equal((await host.sendRequest(messages.getPaper, { key: 'a' }))?.title, 'One, again');
    assert.deepEqual((await host.sendRequest(messages.suggest, { typed: 'two', limit: 5 })).length, 0);
    await host.sendRequest(messages.removeFile, { uri: 'test:/a.json' });
    await host.sendRequest(messages.settle, {});
    assert.equal(await total(host), 0);
    close();
  });

  test('says which files it has not read', async () => {
    const { host, close } = served();
    const uris = ['test:/a.bib', 'test:/b.bib', 'test:/c.bib'];
    const unread = () => host.sendRequest(messages.findUnread, { uris });
    await write(host, 'a.bib', '@misc{a, title = {On attention}}', 'bibtex');
    await write(host, 'b.bib', '', 'bibtex');
    await host.sendRequest(messages.openLibrary);
    assert.deepEqual(await unread(), ['test:/c.bib']);
    await write(host, 'c.bib', '@misc{c', 'bibtex');
    await host.sendRequest(messages.removeFile, { uri: 'test:/a.bib' });
    await host.sendRequest(messages.settle, {});
    assert.deepEqual(await unread(), ['test:/a.bib']);
    close();
  });

  test('the newest of two writes wins, also when their slices arrive in turns', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    const [older, newer] = ['old', 'new'].map((word) => {
      const items = Array.from({ length: 1300 }, (_, index) => ({
        id: `${word}${index}`,
        title: `No. ${index}`,
        abstract: word.repeat(280),
      }));
      return JSON.stringify(items);
    }) as [string, string];
    await Promise.all([write(host, 'a.json', older, 'csl-json'), write(host, 'a.json', newer, 'csl-json')]);
    await host.sendRequest(messages.settle, {});
    const { papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 2000 });
    assert.equal(papers.length, 1300);
    assert.deepEqual(
      papers.filter(({ citekey, abstract }) => !/^new/.test(citekey) || !/^(new)+$/.test(abstract ?? '')),
      [],
    );
    close();
  });

  test('a file that goes while it waits to be read stays away', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    await write(host, 'big.txt', listing(500), 'listing');
    await write(host, 'a.json', '[{"id":"a","title":"One"}]', 'csl-json');
    await host.sendRequest(messages.removeFile, { uri: 'test:/a.json' });
    await host.sendRequest(messages.settle, {});
    assert.equal(await host.sendRequest(messages.getPaper, { key: 'a' }), null);
    assert.equal(await total(host), 500);
    close();
  });

  test('pages of two libraries never carry the same revision', async () => {
    const { host, close } = served();
    await write(host, 'a.txt', listing(300), 'listing');
    await host.sendRequest(messages.openLibrary);
    const first = new Map<number, string | undefined>();
    let settled = false;
    await write(host, 'a.txt', listing(300).replaceAll('Paper', 'Other paper'), 'listing');
    void host.sendRequest(messages.settle, {}).then(() => (settled = true));
    while (!settled) {
      const { revision, papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 1 });
      if (!first.has(revision)) first.set(revision, papers[0]?.title);
      assert.equal(first.get(revision), papers[0]?.title);
    }
    close();
  });

  test('finds papers as rows: by full text, and the newest where nothing is asked for', async () => {
    const { host, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    const find = async (query: string) =>
      (await host.sendRequest(messages.findPapers, { query, limit: 20 })).papers;
    const keys = (papers: readonly { citekey: string }[]) => papers.map(({ citekey }) => citekey);
    const newest = await host.sendRequest(messages.suggest, { typed: '', limit: 20 });
    assert.equal(newest.length, 20);
    assert.deepEqual(keys(await find(' ')), keys(newest));
    const hits = await host.sendRequest(messages.searchPapers, { query: 'dilated neighborhood', limit: 20 });
    const found = await find('dilated neighborhood');
    assert.deepEqual(keys(found), keys(hits));
    const [{ beginning, ...row } = { beginning: '' }] = found;
    assert.deepEqual(row, {
      citekey: 'hassani2022dilated',
      title: 'Dilated Neighborhood Attention Transformer',
      byline: 'Hassani & Shi',
      year: 2022,
      family: {
        id: 'sparse-local',
        label: 'Sparse, local and windowed attention',
        short: 'Sparse, local, windowed',
      },
      venue: null,
      arxiv: '2209.15001',
      excerpt: null,
    });
    assert.match(beginning, /^Transformers are quickly becoming/);
    assert.ok(found.every((paper) => paper.beginning.length <= 160));
    close();
  });

  test('gives the symbols of the workspace, the entries of a file, and cited papers in short', async () => {
    const { host, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    const find = (query: string, limit = 50) => host.sendRequest(messages.findSymbols, { query, limit });
    const [{ place, ...symbol } = { place: undefined }] = await find('crossvit');
    assert.equal('name' in symbol && symbol.name.startsWith('chen2021crossvit · CrossViT: Cross-Att'), true);
    assert.ok(place && place.line > 1 && /\.txt$/.test(place.file));
    assert.equal((await find('', 7)).length, 7);
    assert.deepEqual(await find('crossvitx'), []);

    const uri = `test:/${place.file}`;
    const lines = readFileSync(`seeds/${place.file}`, 'utf8').split(/\r?\n/);
    const entries = await host.sendRequest(messages.listEntries, { uri });
    const own = entries.find(({ citekey }) => citekey === 'chen2021crossvit');
    assert.equal(own?.line, place.line);
    for (const [index, { title, line, endLine }] of entries.entries()) {
      assert.ok(lines[line - 1]?.includes(title), title);
      assert.ok(endLine >= line && endLine < (entries[index + 1]?.line ?? Infinity), title);
      assert.notEqual(lines[endLine - 1]?.trim(), '', title);
    }
    assert.deepEqual(await host.sendRequest(messages.listEntries, { uri: 'test:/nothing.txt' }), []);

    const citekeys = ['nobody', 'chen2021crossvit'];
    const cited = await host.sendRequest(messages.describeCited, { citekeys });
    assert.deepEqual(
      cited.map((paper) => paper && [paper.citekey, paper.byline, paper.year, paper.page]),
      [null, ['chen2021crossvit', 'Chen et al.', 2021, 'https://doi.org/10.1109/iccv48922.2021.00041']],
    );
    close();
  });

  test('nonsense in a workspace file leaves every question answered', async () => {
    const { host, problems, close } = served();
    await writeSeeds(host);
    const facts = { abstract: 5, title: null, author: 'Smith', issued: [] };
    await write(
      host,
      'attention-notes.json',
      JSON.stringify({ papers: { ali2021xcit: { facts } } }),
      'decisions',
    );
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    assert.equal(await total(host), 331);
    assert.ok((await host.sendRequest(messages.suggest, { typed: 'xcit', limit: 3 })).length > 0);
    assert.ok((problems.get('test:/attention-notes.json') ?? []).length > 0);
    close();
  });

  test('arranges, filters and finds papers of the tree, and writes them as BibTeX', async () => {
    const { host, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    const all = { groupBy: 'year', sortBy: 'newest', filter: '' } as const;
    const rows = (arrangement: Arrangement, id: string | null = null) =>
      host.sendRequest(messages.treeChildren, { arrangement, id });
    const counted = (nodes: readonly TreeNode[]) =>
      nodes.reduce((sum, node) => sum + (node.kind === 'group' ? node.count : 0), 0);
    assert.equal(counted(await rows(all)), 331);
    const found = { ...all, filter: 'cross vit 2021 ' };
    const [year, ...others] = await rows(found);
    assert.ok(year?.kind === 'group' && year.expanded && others.length === 0);
    assert.equal(year.value, '2021');
    const hits = await host.sendRequest(messages.suggest, { typed: found.filter, limit: 331 });
    assert.equal(year.count, hits.length);
    const papers = await rows(found, year.id);
    assert.ok(papers.some((row) => row.kind === 'paper' && row.citekey === 'chen2021crossvit'));
    const path = await host.sendRequest(messages.locatePaper, {
      arrangement: found,
      key: 'chen2021crossvit',
    });
    assert.deepEqual(
      path.map(({ id }) => id),
      [year.id, `${year.id}/chen2021crossvit`],
    );
    const hidden = { arrangement: { ...all, filter: 'linformer' }, key: 'chen2021crossvit' };
    assert.deepEqual(await host.sendRequest(messages.locatePaper, hidden), []);
    const keys = ['chen2021crossvit', 'nobody', 'ali2021xcit'];
    const copied = await host.sendRequest(exportPapers, { keys, format: 'bibtex', inOrderGiven: true });
    assert.deepEqual(copied.text.match(/(?<=^@\w+\{).+(?=,)/gm), ['chen2021crossvit', 'ali2021xcit']);
    close();
  });

  test('judges keys, once it knows the papers, and anew when these change', async () => {
    const { host, close } = served();
    const judge = async (...keys: string[]) =>
      (await host.sendRequest(messages.judgeKeys, { keys })).map((judged) =>
        [judged.kind, 'papers' in judged ? judged.papers.map(({ citekey }) => citekey) : judged.citekey]
          .flat()
          .join(' '),
      );
    const early = judge('ali2021xcit', 'ali2021xcite', 'nobody1999');
    await writeSeeds(host);
    const twins = ['2001.00001', '2001.00002'].map((id) => ({
      title: `Twins ${id}`,
      author: [{ family: 'Moe' }],
      issued: { 'date-parts': [[2020]] },
      URL: `https://arxiv.org/abs/${id}`,
    }));
    await write(host, 'twins.json', JSON.stringify(twins), 'csl-json');
    await write(host, 'attention-notes.json', '{"papers":{"ali2021xcit":{"aliases":["x"]}}}', 'decisions');
    await host.sendRequest(messages.openLibrary);
    assert.deepEqual(await early, ['known ali2021xcit', 'unknown ali2021xcit', 'unknown']);
    assert.deepEqual(await judge('x', 'moe2020twins'), [
      'alias ali2021xcit',
      'ambiguous moe2020twins-2001.00001 moe2020twins-2001.00002',
    ]);
    await write(host, 'more.json', '[{"id":"nobody1998","title":"One"}]', 'csl-json');
    await host.sendRequest(messages.settle, {});
    assert.deepEqual(await judge('nobody1999'), ['unknown nobody1998']);
    close();
  });

  test('says of a key that several own entries have which others there are, and exports the first', async () => {
    const { host, close } = served();
    const bib = `@misc{dup, title = {Zebra}, author = {Zeb, Ra}}
      @misc{dup, title = {Alpha}, author = {Alp, Bo}}
      @misc{once, title = {Beta}}`;
    await write(host, 'refs.bib', bib, 'bibtex');
    await host.sendRequest(messages.openLibrary);
    const [dup, once] = await host.sendRequest(messages.judgeKeys, { keys: ['dup', 'once'] });
    assert.ok(dup?.kind === 'known' && once?.kind === 'known');
    assert.deepEqual([dup.others?.map(({ title }) => title), once.others], [['Alpha'], undefined]);
    const keys = ['dup', 'once'];
    const { text, shared } = await host.sendRequest(exportPapers, { keys, format: 'biblatex' });
    assert.deepEqual(shared, ['dup']);
    assert.match(text, /@\w+\{dup,[^@]*Zebra/);
    assert.doesNotMatch(text, /Alpha/);
    close();
  });

  test('answers other questions while it judges many keys', async () => {
    const { host, slices, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const keys = Array.from({ length: 60 }, (_, index) => `nobody19${index}attention`);
    let judging = true;
    const judged = host.sendRequest(messages.judgeKeys, { keys }).then(() => (judging = false));
    let answers = 0;
    const before = slices.count;
    while (judging) {
      await host.sendRequest(messages.getPaper, { key: 'ali2021xcit' });
      answers++;
    }
    await judged;
    assert.ok(
      slices.count - before >= 60 && answers > 5,
      `${slices.count - before} slices, ${answers} answers`,
    );
    close();
  });

  test('judges keys while it indexes papers, and those that it knows before all others', async () => {
    const { host, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    await host.sendRequest(messages.settle, {});
    const said: string[] = [];
    const told = new Promise<void>((resolve) => {
      host.onNotification(messages.didChange, () => {
        said.push('changed');
        resolve();
      });
    });
    host.onNotification(messages.didProgress, ({ total }) => {
      if (total === 0) said.push('indexed');
    });
    await write(host, 'big.txt', listing(1200), 'listing');
    await told;
    const judge = async (name: string, ...keys: string[]) => {
      await host.sendRequest(messages.judgeKeys, { keys });
      said.push(name);
    };
    await Promise.all([judge('unknown', 'chen2021crossvt'), judge('known', 'chen2021crossvit')]);
    await host.sendRequest(messages.settle, {});
    assert.deepEqual([...new Set(said)], ['changed', 'known', 'unknown', 'indexed']);
    close();
  });

  test('says the same of a paper and of its family while papers are moved', async () => {
    const { host, close } = served();
    await writeSeeds(host);
    await host.sendRequest(messages.openLibrary);
    const { papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 100 });
    const mine = Object.fromEntries(papers.map(({ citekey }) => [citekey, { family: 'mine' }]));
    const families = () => host.sendRequest(listFamilies, {});
    await families();
    const decisions = { papers: mine, families: { mine: { label: 'Mine' } } };
    await write(host, 'attention-notes.json', JSON.stringify(decisions), 'decisions');
    const key = papers[0]?.citekey ?? '';
    const isMoved = async () =>
      (await host.sendRequest(messages.getPaper, { key }))?.families.primary.family === 'mine';
    while (!(await isMoved()));
    assert.equal((await families()).find(({ id }) => id === 'mine')?.count, 100);
    close();
  });

  test('shows a paper in the tree as soon as its file is read, under a filter too', async () => {
    const { host, close } = served();
    await host.sendRequest(messages.openLibrary);
    const rows = () =>
      host.sendRequest(messages.treeChildren, {
        arrangement: { groupBy: 'year', sortBy: 'newest', filter: 'two' },
        id: null,
      });
    const told: Promise<number>[] = [];
    host.onNotification(messages.didChange, () => {
      told.push(rows().then(({ length }) => length));
    });
    await write(host, 'a.json', '[{"id":"a","title":"One"}]', 'csl-json');
    await host.sendRequest(messages.settle, {});
    await write(host, 'b.json', '[{"id":"b","title":"Two"}]', 'csl-json');
    await host.sendRequest(messages.settle, {});
    await host.sendRequest(messages.removeFile, { uri: 'test:/b.json' });
    await host.sendRequest(messages.settle, {});
    // Told again when abstracts are indexed.
    const seen = (await Promise.all(told)).filter((count, index, all) => count !== all[index - 1]);
    assert.deepEqual(seen.slice(-3), [0, 1, 0]);
    close();
  });
});

suite('Notes in the library worker', () => {
  test('gives a paper another key, and the one before again, whatever was decided of it', async () => {
    for (const record of [
      '',
      '"chen2021crossvit":{"facts":{"DOI":"10.1234/abc"}}',
      '"chen2021crossvit":{"facts":{"title":"Mine"},"aliases":["x"]}',
    ]) {
      const { host, close } = served();
      await writeSeeds(host);
      let text = `{"papers":{${record}}}`;
      await write(host, 'attention-notes.json', text, 'decisions');
      await host.sendRequest(messages.openLibrary);
      const titled = async (key: string) => (await host.sendRequest(messages.getPaper, { key }))?.title ?? '';
      const title = await titled('chen2021crossvit');
      for (const [key, citekey] of [
        ['chen2021crossvit', 'crossvit'],
        ['crossvit', 'chen2021crossvit'],
        ['chen2021crossvit', 'crossvit'],
      ] as const) {
        const { record: recorded } = await host.sendRequest(messages.changeKey, { key, citekey });
        assert.equal(recorded?.key, key);
        const change = await host.sendRequest(messages.recordKey, { text, key, citekey });
        assert.ok(change);
        text = text.slice(0, change.start) + change.text + text.slice(change.end);
        await write(host, 'attention-notes.json', text, 'decisions');
        await host.sendRequest(messages.settle, {});
        const paper = await host.sendRequest(messages.getPaper, { key: citekey });
        assert.equal(paper?.citekey, citekey, text);
        assert.equal(paper.title, title);
        assert.equal(await titled(key), title);
      }
      close();
    }
  });

  test('say where a paper is cited, by any of its keys, and count for the ranking', async () => {
    const { host, close } = served();
    let changes = 0;
    host.onNotification(messages.didChangeCited, () => {
      changes++;
    });
    await writeSeeds(host);
    await write(host, 'attention-notes.json', '{"papers":{"ali2021xcit":{"aliases":["x"]}}}', 'decisions');
    await host.sendRequest(messages.openLibrary);
    const cites = (uri: string, ...keys: string[]) =>
      host.sendRequest(messages.putCites, {
        notes: [{ uri, cites: keys.map((citekey, index) => ({ citekey, line: index + 1, column: 2 })) }],
      });
    await cites('b.md', 'nobody', 'x', 'ali2021xcit');
    await cites('a.md', 'ali2021xcit');
    const described = await host.sendRequest(messages.describePaper, { key: 'x' });
    assert.deepEqual(described?.citedIn.notes, [
      { uri: 'a.md', lines: [1] },
      { uri: 'b.md', lines: [2, 3] },
    ]);
    const [meant, ...others] = await host.sendRequest(messages.locateKey, { key: 'x' });
    assert.deepEqual([meant?.citekey, others], ['ali2021xcit', []]);
    assert.ok(meant?.keys.includes('ali2021xcit') && meant.keys.includes('x'));
    assert.match(meant?.places[0]?.file ?? '', /\.txt$/);
    assert.deepEqual(await host.sendRequest(messages.locateKey, { key: 'nobody' }), []);
    const change = (key: string, citekey: string) => host.sendRequest(messages.changeKey, { key, citekey });
    const uri = 'test:/attention-notes.json';
    assert.deepEqual((await change('x', 'new')).record, { key: 'ali2021xcit', uri });
    assert.deepEqual((await change('chen2021crossvit', 'new')).record, {
      key: 'chen2021crossvit',
      uri: null,
    });
    assert.deepEqual(
      await change('x', 'ali2021xcit').then(({ record, keys }) => [record, keys.includes('x')]),
      [null, true],
    );
    assert.deepEqual(await change('nobody', 'ali2021xcit'), {
      keys: ['nobody'],
      record: null,
      entries: [],
      citekey: 'nobody',
    });
    assert.equal((await change('x', 'chen2021crossvit')).refused, 'taken');
    assert.equal((await change('x', 'a b')).refused, 'invalid');
    assert.deepEqual(await host.sendRequest(messages.findCites, { keys: ['x', 'ali2021xcit'] }), [
      { uri: 'a.md', cites: [{ citekey: 'ali2021xcit', line: 1, column: 2 }] },
      {
        uri: 'b.md',
        cites: [
          { citekey: 'x', line: 2, column: 2 },
          { citekey: 'ali2021xcit', line: 3, column: 2 },
        ],
      },
    ]);
    const first = await host.sendRequest(messages.complete, { typed: '', cited: [], without: [], limit: 1 });
    assert.equal(first.rows[0]?.citekey, 'ali2021xcit');
    await host.sendRequest(messages.forgetCites, {});
    assert.deepEqual((await host.sendRequest(messages.describePaper, { key: 'x' }))?.citedIn.total, 0);
    await write(host, 'refs.yaml', '- id: roe2020\n  title: In YAML\n', 'csl-yaml');
    await write(host, 'refs.bib', '@misc{moe2020, title = {In BibTeX}}', 'bibtex');
    await write(host, 'cited.bib', asExport('@misc{moe2020, title = {In BibTeX}}', 'biblatex'), 'bibtex');
    await host.sendRequest(messages.settle, {});
    const [inYaml, inBibtex] = [await change('roe2020', 'new'), await change('moe2020', 'new')];
    assert.deepEqual([inYaml.entries, inYaml.keptIn], [[], ['refs.yaml']]);
    assert.deepEqual(
      inBibtex.entries.map(({ file, isCopy }) => [file, isCopy]),
      [
        ['refs.bib', undefined],
        ['cited.bib', true],
      ],
    );
    // Not when another note cites the same paper.
    assert.equal(changes, 2);
    close();
  });
});
