import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { Arrangement } from '../../src/core/arrangement';
import { listFamilies } from '../../src/worker/familyProtocol';
import { LibraryServer, type LibraryServerOptions } from '../../src/worker/libraryServer';
import * as messages from '../../src/worker/protocol';
import * as snapshots from '../../src/worker/snapshotProtocol';
import { connectionPair } from '../support/fakeWorker';

const soon = () => new Promise<void>((resolve) => void setImmediate(resolve));

let writes = 0;

/** A library server in this thread, every step of its work a slice of its own, with what it told. */
class Served {
  readonly #pair = connectionPair();
  readonly host = this.#pair.host;
  readonly close = this.#pair.close;
  readonly logged: string[] = [];
  changes = 0;
  readonly #made: snapshots.MadeSnapshot[] = [];
  #heard: (() => void) | undefined;

  constructor(options: LibraryServerOptions = {}) {
    const { host, worker } = this.#pair;
    let now = 0;
    new LibraryServer(
      worker,
      { now: () => (now += 10), pause: soon },
      { rest: () => 0, ...options },
    ).listen();
    host.onNotification(messages.didLog, ({ message }) => {
      this.logged.push(message);
    });
    host.onNotification(messages.didChange, () => {
      this.changes++;
    });
    host.onNotification(snapshots.didMakeSnapshot, (made) => {
      this.#made.push(made);
      this.#heard?.();
    });
    host.listen();
  }

  async write(name: string, content: string | Uint8Array, kind: messages.LibraryFileKind): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const origin = kind === 'decisions' ? 'user' : 'seed';
    const file: messages.LibraryFile = { uri: `test:/${name}`, name, kind, origin };
    const write = ++writes;
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += messages.SLICE_BYTES) {
      const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
      const all = { file, write, size: bytes.length, offset, bytes: slice };
      await this.host.sendRequest(messages.writeFile, all);
    }
  }

  async read(decisions?: object): Promise<void> {
    for (const name of readdirSync('seeds'))
      await this.write(name, readFileSync(`seeds/${name}`), name.endsWith('.json') ? 'csl-json' : 'listing');
    if (decisions) await this.write('attention-notes.json', JSON.stringify(decisions), 'decisions');
    await this.host.sendRequest(messages.openLibrary);
    await this.settled();
  }

  settled() {
    return this.host.sendRequest(messages.settle, {});
  }

  async restore(file: Uint8Array, build = 'one'): Promise<void> {
    for (let offset = 0; offset === 0 || offset < file.length; offset += messages.SLICE_BYTES) {
      const bytes = file.slice(offset, offset + messages.SLICE_BYTES);
      await this.host.sendRequest(snapshots.restoreSnapshot, { build, size: file.length, offset, bytes });
    }
  }

  /** The next snapshot that is made. */
  async made(): Promise<snapshots.MadeSnapshot> {
    for (;;) {
      const made = this.#made.shift();
      if (made) return made;
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  /** How many snapshots were made that nobody has asked for. */
  get madeSoFar(): number {
    return this.#made.length;
  }

  async fetched(): Promise<Uint8Array> {
    const { id, parts, size } = await this.made();
    const bytes: Uint8Array[] = [];
    for (let part = 0; part < parts; part++) {
      const one = await this.host.sendRequest(snapshots.fetchSnapshot, { id, part });
      assert.ok(one && one.length <= messages.SLICE_BYTES);
      bytes.push(one);
    }
    const file = new Uint8Array(Buffer.concat(bytes));
    assert.equal(file.length, size);
    return file;
  }

  complete(typed: string) {
    const asked = { typed, cited: [], without: [], limit: 5 };
    return this.host.sendRequest(messages.complete, asked).then(({ rows }) => rows);
  }

  paper(key: string) {
    return this.host.sendRequest(messages.getPaper, { key });
  }

  async total() {
    return (await this.host.sendRequest(messages.listPapers, { offset: 0, limit: 1 })).total;
  }

  rows(arrangement: Arrangement) {
    return this.host.sendRequest(messages.treeChildren, { arrangement, id: null });
  }
}

const BY_FAMILY: Arrangement = { groupBy: 'family', sortBy: 'newest', filter: '' };

/** A server with the papers that ship, and the snapshot that it made. */
async function snapshotOf(decisions?: object): Promise<Uint8Array> {
  const served = new Served();
  await served.restore(new Uint8Array(0));
  await served.read(decisions);
  const file = await served.fetched();
  served.close();
  return file;
}

suite('Library worker with a snapshot', () => {
  let file: Uint8Array;
  suiteSetup(async function () {
    this.timeout(120_000);
    file = await snapshotOf();
  });

  test('answers from it though no file is read, but not what only files say', async () => {
    const early = new Served();
    const asked = early.complete('cross vit');
    await early.restore(file);
    assert.equal((await asked)[0]?.citekey, 'chen2021crossvit');
    assert.match((await early.paper('chen2021crossvit'))?.abstract ?? '', /^The recently developed vision/);
    const described = await early.host.sendRequest(messages.describePaper, { key: 'chen2021crossvit' });
    assert.equal(described?.families.length, 1 + (described?.paper.families.secondary.length ?? 0));
    const rows = await early.rows(BY_FAMILY);
    const count = rows.reduce((sum, row) => sum + (row.kind === 'group' ? row.count : 0), 0);
    assert.ok(count >= 331, String(count));
    const [first] = await early.host.sendRequest(listFamilies, {});
    assert.ok((first?.count ?? 0) > 0);
    let told = 0;
    for (const asking of [early.total(), early.settled(), judged(early, 'chen2021crossvit')])
      void asking.then(
        () => told++,
        () => undefined,
      );
    for (let turn = 0; turn < 20; turn++) await early.paper('ali2021xcit');
    assert.equal(told, 0);
    early.close();
  });

  test('says nothing and makes no other one when the files say the same', async () => {
    const served = new Served();
    await served.restore(file);
    const rows = await served.rows(BY_FAMILY);
    await served.read();
    assert.deepEqual(await served.rows(BY_FAMILY), rows);
    assert.equal(served.changes, 0);
    const found = await served.host.sendRequest(messages.searchPapers, { query: 'dilated', limit: 3 });
    assert.equal(found.length, 3);
    // The next one that is made is that of another state.
    await served.write('more.json', '[{"id":"new2026","title":"Brand new"}]', 'csl-json');
    await served.settled();
    assert.equal((await served.complete('brand'))[0]?.citekey, 'new2026');
    const other = new Served();
    await other.restore(await served.fetched());
    assert.equal((await other.complete('brand'))[0]?.citekey, 'new2026');
    assert.equal(served.changes, 1);
    for (const { close } of [served, other]) close();
  }).timeout(60_000);

  test('is right as soon as files are read that changed meanwhile', async () => {
    const before = await snapshotOf({
      papers: { ali2021xcit: { aliases: ['gone'], facts: { title: 'Old words of a title' } } },
      families: { mine: { label: 'Mine', terms: ['cross-covariance'] } },
    });
    const served = new Served();
    await served.restore(before);
    assert.equal((await served.paper('gone'))?.citekey, 'ali2021xcit');
    assert.equal((await served.complete('old words'))[0]?.citekey, 'ali2021xcit');
    await served.read({ papers: { chen2021crossvit: { aliases: ['come'], citekey: 'crossed' } } });
    assert.equal(await served.paper('gone'), null);
    assert.equal((await served.paper('come'))?.citekey, 'chen2021crossvit');
    assert.deepEqual(await served.complete('old words'), []);
    assert.equal((await served.complete('xcit'))[0]?.citekey, 'ali2021xcit');
    const families = await served.host.sendRequest(listFamilies, {});
    assert.ok(families.every(({ id }) => id !== 'mine'));
    assert.equal(served.changes, 1);
    // What it keeps next is what a start without any gives.
    const kept = await served.fetched();
    const again = new Served();
    await again.restore(kept);
    assert.equal((await again.paper('come'))?.citekey, 'chen2021crossvit');
    for (const { close } of [served, again]) close();
  }).timeout(60_000);

  test('forgets papers whose file is gone', async () => {
    const served = new Served();
    await served.restore(file);
    await served.write('one.json', '[{"id":"one","title":"One and only"}]', 'csl-json');
    assert.equal((await served.complete('cross vit'))[0]?.citekey, 'chen2021crossvit');
    await served.host.sendRequest(messages.openLibrary);
    await served.settled();
    assert.equal(await served.total(), 1);
    assert.deepEqual(await served.complete('cross vit'), []);
    assert.equal((await served.complete('one'))[0]?.citekey, 'one');
    assert.equal(served.changes, 1);
    served.close();
  });

  test('does without one that is damaged, of another build, or late, and makes another', async () => {
    const damaged = file.slice();
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 16;
    for (const [useless, build, why] of [
      [damaged, 'one', 'damaged'],
      [file.subarray(0, 100_000), 'one', 'damaged'],
      [new Uint8Array(5), 'one', 'damaged'],
      [file, 'two', 'other build'],
    ] as const) {
      const served = new Served();
      await served.restore(useless, build);
      assert.deepEqual(served.logged, [`The snapshot of the library is not used: ${why}`]);
      await served.write('a.json', '[{"id":"a","title":"One"}]', 'csl-json');
      await served.host.sendRequest(messages.openLibrary);
      assert.equal(await served.total(), 1);
      const again = new Served();
      await again.restore(await served.fetched(), build);
      assert.equal((await again.paper('a'))?.title, 'One');
      for (const { close } of [served, again]) close();
    }
    const late = new Served();
    await late.write('a.json', '[{"id":"a","title":"One"}]', 'csl-json');
    await late.host.sendRequest(messages.openLibrary);
    await late.settled();
    await late.restore(file);
    assert.deepEqual(late.logged, ['The snapshot of the library is not used: too late']);
    assert.equal(await late.paper('chen2021crossvit'), null);
    late.close();
  });

  test('hands none over that a newer state has overtaken', async () => {
    const served = new Served();
    await served.restore(new Uint8Array(0));
    await served.read();
    const { id } = await served.made();
    assert.ok(await served.host.sendRequest(snapshots.fetchSnapshot, { id, part: 0 }));
    await served.write('a.json', '[{"id":"a","title":"One"}]', 'csl-json');
    assert.equal(await served.host.sendRequest(snapshots.fetchSnapshot, { id, part: 1 }), null);
    const again = new Served();
    await again.restore(await served.fetched());
    assert.equal((await again.paper('a'))?.title, 'One');
    for (const { close } of [served, again]) close();
  }).timeout(60_000);
});

suite('Library worker with very many papers', () => {
  const find = async ({ host }: Served, query: string) => {
    const { papers, unsearched } = await host.sendRequest(messages.findPapers, { query, limit: 3 });
    return { found: papers.map(({ citekey }) => citekey), unsearched };
  };

  test('finds them without their abstracts, and says so', async () => {
    const served = new Served({ mostSearched: 330 });
    await served.read();
    const asked = { typed: 'throughput', limit: 3 };
    const named = (await served.host.sendRequest(messages.suggest, asked)).map(({ citekey }) => citekey);
    assert.deepEqual(await find(served, 'throughput'), { found: named, unsearched: 'tooMany' });
    const { found } = await find(served, 'cross vit');
    assert.equal(found[0], 'chen2021crossvit');
    served.close();
  });

  test('does with what is read when somebody stops it, and keeps nothing of that', async () => {
    const served = new Served();
    await served.restore(new Uint8Array(0));
    await served.write('a.json', '[{"id":"a","title":"One","abstract":"swift"}]', 'csl-json');
    await served.host.sendRequest(messages.openLibrary);
    await served.settled();
    assert.deepEqual(await find(served, 'swift'), { found: ['a'], unsearched: null });
    const made = await served.fetched();
    assert.ok(made.length > 0);
    await served.write('b.json', '[{"id":"b","title":"Two","abstract":"swift"}]', 'csl-json');
    await served.host.sendRequest(messages.stopReading, {});
    await served.write('c.json', '[{"id":"c","title":"Three"}]', 'csl-json');
    await served.write('attention-notes.json', '{"papers":{"a":{"aliases":["x"]}}}', 'decisions');
    await served.settled();
    assert.equal(await served.paper('c'), null);
    assert.equal((await served.paper('x'))?.citekey, 'a');
    assert.deepEqual(await find(served, 'swift'), { found: [], unsearched: 'stopped' });
    for (let turn = 0; turn < 50; turn++) await soon();
    await served.settled();
    assert.equal(served.madeSoFar, 0);
    served.close();
  });
});

const judged = ({ host }: Served, key: string) => host.sendRequest(messages.judgeKeys, { keys: [key] });
