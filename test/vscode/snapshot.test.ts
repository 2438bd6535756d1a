import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { LibraryClient } from '../../src/extension/libraryClient';
import { LibrarySnapshot } from '../../src/extension/librarySnapshot';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { type LibraryFile, complete } from '../../src/worker/protocol';
import { startInstalled } from './installedWorker';

/** The files of the installed library, not to be read until they are released. */
class HeldSources extends LibrarySources {
  release: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => (this.release = resolve));

  override async read(file: LibraryFile): Promise<Uint8Array | undefined> {
    await this.#released;
    return super.read(file);
  }
}

suite('The snapshot of the library', () => {
  const log = vscode.window.createOutputChannel('Snapshots', { log: true });
  const extension = vscode.extensions.getExtension('attention-notes.attention-notes');
  const folder = mkdtempSync(path.join(tmpdir(), 'snapshot-'));
  const storage = path.join(folder, 'not there yet');
  const file = path.join(storage, 'library.snapshot');
  const running: { dispose(): void }[] = [];

  /** A library as another window has it. */
  function open() {
    assert.ok(extension);
    const sources = new HeldSources(
      { extensionUri: extension.extensionUri } as vscode.ExtensionContext,
      new MadeFolders(),
    );
    const snapshot = new LibrarySnapshot(vscode.Uri.file(storage), log);
    const library = new LibraryClient(startInstalled, sources, log, snapshot);
    running.push(sources, library);
    const ask = async (typed: string) => {
      const asked = { typed, cited: [], without: [], limit: 3 };
      return (await library.request(complete, asked)).rows[0]?.citekey;
    };
    return { library, sources, ask };
  }

  /** The file, as soon as it is another than that. */
  async function written(before?: Uint8Array): Promise<Buffer> {
    for (let tries = 0; tries < 200; tries++) {
      const bytes = readIfThere(file);
      if (bytes && !(before && bytes.equals(before))) return bytes;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('No snapshot was written');
  }

  teardown(() => {
    for (const one of running.splice(0)) one.dispose();
  });
  suiteTeardown(() => {
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is written when the library rests, by two windows at once too', async () => {
    const windows = [open(), open()];
    for (const { sources } of windows) sources.release();
    for (const { ask } of windows) assert.equal(await ask('cross vit'), 'chen2021crossvit');
    const first = await written();
    assert.ok(first.length > 100_000, String(first.length));
    // Whatever the other one does now, the file is whole at every moment, and nothing is left lying about.
    for (let tries = 0; tries < 20; tries++) {
      const now = readIfThere(file);
      if (now) assert.ok(now.equals(first), 'The file is not whole');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(readdirSync(storage), ['library.snapshot']);
  }).timeout(60_000);

  test('answers at the second start though no file has been read', async () => {
    const { library, sources, ask } = open();
    assert.equal(await ask('cross vit'), 'chen2021crossvit');
    let changes = 0;
    library.onDidChange(() => changes++);
    let isReady = false;
    const ready = library.whenReady().then(() => (isReady = true));
    assert.equal(await ask('xcit'), 'ali2021xcit');
    assert.equal(isReady, false);
    sources.release();
    await ready;
    assert.equal((await library.papers(0, Infinity)).length, 331);
    assert.equal(changes, 0, 'The files say the same');
  });

  test('that is damaged answers nothing, and is made anew', async () => {
    const whole = readFileSync(file);
    const damaged = Buffer.from(whole);
    damaged[damaged.length - 4000] = (damaged[damaged.length - 4000] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    const leftOver = path.join(storage, 'library.abc.writing');
    for (const [name, age] of [
      [leftOver, 2 * 60 * 60],
      [path.join(storage, 'library.new.writing'), 60],
    ] as const) {
      writeFileSync(name, '');
      utimesSync(name, Date.now() / 1000 - age, Date.now() / 1000 - age);
    }
    const { library, sources, ask } = open();
    let isAnswered = false;
    const asked = ask('cross vit').finally(() => (isAnswered = true));
    for (let tries = 0; tries < 200 && library.state !== 'running'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(isAnswered, false);
    sources.release();
    assert.equal(await asked, 'chen2021crossvit');
    assert.ok((await written(damaged)).equals(whole));
    for (let tries = 0; tries < 50 && readdirSync(storage).length > 2; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(readdirSync(storage).sort(), ['library.new.writing', 'library.snapshot']);
  }).timeout(60_000);

  test('is of no use to a worker that is started again', async () => {
    const { library, sources, ask } = open();
    assert.equal(await ask('cross vit'), 'chen2021crossvit');
    let isAnswered = false;
    const restarted = library.restart().then(() => ask('cross vit').finally(() => (isAnswered = true)));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(isAnswered, false);
    sources.release();
    assert.equal(await restarted, 'chen2021crossvit');
  }).timeout(60_000);
});

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
