import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { identify } from '../../src/core/online/identify';
import type { Paper } from '../../src/core/paper';
import { CLOCK } from '../../src/worker/lane';
import { LibraryServer } from '../../src/worker/libraryServer';
import * as online from '../../src/worker/onlineProtocol';
import * as messages from '../../src/worker/protocol';
import { connectionPair } from '../support/fakeWorker';
import { ERROR_PAGE, arxivFeed, crossrefAnswer, crossrefList } from '../support/onlineAnswers';

let writes = 0;

async function write(
  host: MessageConnection,
  name: string,
  kind: messages.LibraryFileKind,
  bytes: Uint8Array,
  origin: 'seed' | 'user' = 'user',
): Promise<void> {
  const file: messages.LibraryFile = { uri: `test:/${name}`, name, kind, origin };
  const write = ++writes;
  for (let offset = 0; offset < bytes.length; offset += messages.SLICE_BYTES) {
    const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
    await host.sendRequest(messages.writeFile, { file, write, size: bytes.length, offset, bytes: slice });
  }
}

const writeText = (host: MessageConnection, name: string, kind: messages.LibraryFileKind, text: string) =>
  write(host, name, kind, new TextEncoder().encode(text));

/** The shipped library and two files of the user's. */
async function library(): Promise<{ host: MessageConnection; close: () => void }> {
  const { host, worker, close } = connectionPair();
  new LibraryServer(worker).listen();
  host.listen();
  for (const name of readdirSync('seeds'))
    await write(
      host,
      name,
      name.endsWith('.json') ? 'csl-json' : 'listing',
      readFileSync(`seeds/${name}`),
      'seed',
    );
  const own = [
    {
      id: 'lovelace2020sparse',
      title: 'Sparse Things',
      author: [{ family: 'Lovelace' }],
      DOI: '10.5555/AB.(1)',
    },
    {
      id: 'geometry',
      title: 'Old Geometry',
      author: [{ family: 'Noether' }],
      URL: 'http://arxiv.org/abs/math.GT/0309136v2',
    },
    {
      id: 'edited',
      title: 'A Handbook That Somebody Edited',
      editor: [{ family: 'Kühnast', given: 'Karl' }],
    },
    { id: 'bare', title: 'A Paper That Nobody Signed', issued: { 'date-parts': [[2020]] } },
  ];
  await writeText(host, 'own.json', 'csl-json', JSON.stringify(own));
  const listing =
    'Heads That Nobody Signed\n\nWe propose an attention of some kind. It works well.\n\n  • 3 authors\n·\nMay 5, 2024\n';
  await writeText(host, 'mine.txt', 'listing', listing);
  await host.sendRequest(messages.openLibrary);
  return { host, close };
}

const identified = async (host: MessageConnection, text: string) => {
  const identifier = identify(text);
  assert.ok(identifier, text);
  return (await host.sendRequest(online.findIdentified, { identifier }))?.citekey;
};

const SPARSE = {
  arxiv: '2001.01234',
  title: 'Sparse Heads',
  authors: ['Ada Lovelace'],
  date: '2020-01-31',
};

suite('Papers that are looked up', () => {
  let host: MessageConnection;
  let close: () => void;

  suiteSetup(async () => {
    ({ host, close } = await library());
  });
  suiteTeardown(() => close());

  test('every paper of the library is found by its identifiers, and by no other', async () => {
    const { papers } = await host.sendRequest(messages.listPapers, { offset: 0, limit: 1000 });
    const known = papers.filter(({ arxiv, doi }) => arxiv !== undefined || doi !== undefined);
    assert.ok(known.length > 2, String(known.length));
    const wrong = async ({ citekey, arxiv, doi }: Paper) => {
      for (const id of [arxiv, doi])
        if (id !== undefined && (await identified(host, id)) !== citekey) return [id];
      return [];
    };
    assert.deepEqual((await Promise.all(known.map(wrong))).flat(), []);
    assert.equal(await identified(host, 'https://doi.org/10.5555/ab.(1)'), 'lovelace2020sparse');
    assert.equal(await identified(host, 'https://arxiv.org/pdf/math/0309136v1'), 'geometry');
    assert.equal(await identified(host, '10.5555/ab'), undefined);
    assert.equal(await identified(host, '1001.00001'), undefined);
  });

  test('an answer is read for the paper that was asked for', async () => {
    const identifier = { kind: 'arxiv', id: '2001.01234' } as const;
    const read = (text: string) => host.sendRequest(online.readAnswer, { source: 'arxiv', text, identifier });
    const answer = await read(arxivFeed([{ ...SPARSE, arxiv: '2001.01235' }, SPARSE]));
    assert.ok('items' in answer);
    assert.deepEqual(
      answer.items.map(({ title }) => title),
      ['Sparse Heads'],
    );
    assert.deepEqual(await read(arxivFeed([{ ...SPARSE, arxiv: '2001.01235' }])), { problem: 'other' });
    assert.deepEqual(await read(arxivFeed([])), { items: [] });
    assert.deepEqual(await read(ERROR_PAGE), { problem: 'unexpected' });
  });

  test('an entry has a key of its own', async () => {
    const item = {
      title: 'Sparse Heads',
      author: [{ family: 'Lovelace', given: 'Ada' }],
      issued: { 'date-parts': [[2021]] },
      URL: 'https://arxiv.org/abs/2101.01234',
    };
    const propose = (taken: readonly string[], year = 2021) =>
      host.sendRequest(online.proposeEntry, {
        item: { ...item, issued: { 'date-parts': [[year]] } },
        taken,
      });
    const entry = await propose([]);
    assert.equal(entry.citekey, 'lovelace2021sparse');
    assert.match(entry.bibtex, /^@misc\{lovelace2021sparse,\n {2}author = \{Lovelace, Ada\},\n/);
    assert.match(entry.bibtex, /eprint = \{2101\.01234\}/);
    assert.deepEqual([entry.byline, entry.year, entry.alike], ['Lovelace', 2021, null]);
    assert.equal((await propose([], 2020)).citekey, 'lovelace2020sparse-2101.01234');
    const taken = ['lovelace2021sparse', 'lovelace2021sparse-2101.01234'];
    assert.equal((await propose(taken)).citekey, 'lovelace2021sparse-2101.01234-2');
  });

  test('a paper that the library has under another identifier is named', async () => {
    const item = { title: 'SPARSE things', DOI: '10.5555/other' };
    const { alike } = await host.sendRequest(online.proposeEntry, { item, taken: [] });
    assert.equal(alike?.citekey, 'lovelace2020sparse');
  });

  test('a title that is only alike, or of another year, is doubtful', async () => {
    const ask = async (text: string) => {
      const answer = await host.sendRequest(online.matchAnswer, {
        ...{ source: 'crossref', citekeys: ['bare', 'geometry'] },
        text,
      });
      assert.ok('matches' in answer);
      return answer.matches.map(({ citekey, isSure }) => [citekey, isSure]);
    };
    const title = 'A Paper That Nobody Signed';
    const work = { doi: '10.5555/1', title, authors: ['Ada Lovelace'] };
    assert.deepEqual(await ask(crossrefList([{ ...work, date: '2023' }])), [['bare', false]]);
    assert.deepEqual(await ask(crossrefList([{ ...work, title: `${title} Yet` }])), [['bare', false]]);
    assert.deepEqual(
      await ask(
        crossrefList([
          { ...work, title: `${title} Yet` },
          { ...work, date: '2021' },
        ]),
      ),
      [['bare', true]],
    );
    assert.deepEqual(await ask(crossrefAnswer({ ...work, title: 'Other' })), []);
  });

  test('facts that a file has already stay, and so does a file that cannot be read', async () => {
    const store = (text: string) =>
      host.sendRequest(online.storeFacts, {
        text,
        completions: [{ citekey: 'bare', facts: { DOI: '10.5555/1', author: [{ family: 'A' }] } }],
      });
    const before =
      '{\n  "papers": {\n    "bare": { "aliases": ["b"], "facts": { "DOI": "10.5555/own", "x": 1 }, "y": 2 }\n  }\n}\n';
    const change = await store(before);
    assert.ok(change);
    const after: unknown = JSON.parse(before.slice(0, change.start) + change.text + before.slice(change.end));
    assert.deepEqual(after, {
      papers: {
        bare: { aliases: ['b'], facts: { DOI: '10.5555/own', author: [{ family: 'A' }], x: 1 }, y: 2 },
      },
    });
    assert.equal(await store('{ "papers": '), null);
    assert.equal(await store('{ "papers": { "bare": { "facts": [] } } }'), null);
  });

  test('facts of many papers are stored while other questions are answered', async () => {
    const { host, worker, close } = connectionPair();
    // Every step is a slice.
    let now = 0;
    new LibraryServer(worker, { now: () => (now += 10), pause: CLOCK.pause }).listen();
    host.listen();
    const keys = Array.from({ length: 200 }, (_, number) => `own${String(number).padStart(4, '0')}`);
    const records = keys.map((key) => [key, { facts: { title: `Own ${key}` } }]);
    const text = JSON.stringify({ papers: Object.fromEntries(records) as object });
    const order: string[] = [];
    const completions = keys.map((citekey) => ({ citekey, facts: { DOI: `10.5555/${citekey}` } }));
    const storing = host.sendRequest(online.storeFacts, { text, completions });
    const asking = host.sendRequest(messages.initialize);
    const [change] = await Promise.all([
      storing.finally(() => order.push('stored')),
      asking.finally(() => order.push('answered')),
    ]);
    assert.deepEqual(order, ['answered', 'stored']);
    assert.ok(change);
    const after = text.slice(0, change.start) + change.text + text.slice(change.end);
    const { papers } = JSON.parse(after) as { papers: Record<string, object> };
    assert.deepEqual(papers['own0123'], { facts: { DOI: '10.5555/own0123', title: 'Own own0123' } });
    assert.equal(Object.keys(papers).length, keys.length);
    close();
  });

  test('papers without authors are completed, under the keys that they have', async () => {
    const { papers, total } = await host.sendRequest(online.listIncomplete, { citekeys: null, limit: 1000 });
    assert.equal(papers.length, total);
    assert.ok(papers.some(({ citekey }) => citekey === 'bare'));
    assert.ok(papers.every(({ citekey }) => citekey !== 'geometry'));
    // Its editor stands for it.
    assert.ok(papers.every(({ citekey }) => citekey !== 'edited'));
    for (const query of ['author:kühnast', 'kuhnast handbook', 'karl edited']) {
      const found = await host.sendRequest(messages.findPapers, { query, limit: 5 });
      assert.deepEqual(
        [found.papers[0]?.citekey, found.papers[0]?.byline],
        ['edited', 'Kühnast (ed.)'],
        query,
      );
    }
    const some = ['bare', 'heads2024that'].map((key) => papers.find(({ citekey }) => citekey === key));
    const found = some.flatMap((paper) =>
      paper
        ? {
            ...{ arxiv: '2001.01234', title: paper.title.toUpperCase(), authors: ['Ada Lovelace'] },
            date: `${paper.year ?? ''}-05-05`,
          }
        : [],
    );
    assert.equal(found.length, 2);
    const citekeys = some.flatMap((paper) => paper?.citekey ?? []);
    const text = arxivFeed([...found, SPARSE]);
    const answer = await host.sendRequest(online.matchAnswer, { source: 'arxiv', text, citekeys });
    assert.ok('matches' in answer);
    assert.deepEqual(
      answer.matches.map(({ citekey, isSure, uri }) => [citekey, isSure, uri]),
      citekeys.map((citekey) => [citekey, true, null]),
    );
    const change = await host.sendRequest(online.storeFacts, { text: '', completions: answer.matches });
    assert.ok(change);
    await writeText(host, 'attention-notes.json', 'decisions', change.text);
    await host.sendRequest(messages.settle, {});
    for (const key of citekeys) {
      const paper = await host.sendRequest(messages.getPaper, { key });
      assert.equal(paper?.citekey, key);
      assert.deepEqual(paper.authors, [{ family: 'Lovelace', given: 'Ada' }]);
    }
    const again = await host.sendRequest(online.matchAnswer, { source: 'arxiv', text, citekeys });
    assert.ok('matches' in again);
    assert.deepEqual(again.matches[0]?.facts, {});
    assert.equal(again.matches[0].uri, 'test:/attention-notes.json');
  });
});
