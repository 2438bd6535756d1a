import assert from 'node:assert/strict';
import { type CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { TextEdit } from '../../src/core/noteText';
import { CLOCK } from '../../src/worker/lane';
import { NotesServer } from '../../src/worker/notesServer';
import * as messages from '../../src/worker/notesProtocol';
import { connectionPair } from '../support/fakeWorker';

/** A notes server in this thread, and the open note `n` as a host tells of it. */
function served(pause = CLOCK.pause) {
  const { host, worker, close } = connectionPair();
  new NotesServer(worker, { ...CLOCK, pause }).listen();
  const begun: number[] = [];
  host.onNotification(messages.didBegin, ({ job }) => {
    begun.push(job);
  });
  host.listen();
  const about = (version: number, change: messages.NoteState['change'], job = 1) => ({
    job,
    note: { uri: 'n', version, change },
  });
  const text = (content: string, version = 1) => about(version, { text: content });
  const edited = (from: number, version: number, edits: readonly TextEdit[]) =>
    about(version, { from, edits });
  const cites = async (params: messages.AboutNote, token?: CancellationToken) => {
    const read = await host.sendRequest(messages.readOpenNote, params, token);
    return read === 'unread' ? read : read.cites.map(({ citekey, line }) => `${citekey}:${line}`);
  };
  return { host, begun, close, text, edited, cites };
}

suite('Notes worker', () => {
  test('names every key of a note with its line, front matter and footnotes included', async () => {
    const { text, cites, close } = served();
    const note = '---\nnocite: "@n"\n---\n\nA [@a; see\n@b] text[^1].\r\n\r\n[^1]: @c\n';
    assert.deepEqual(await cites(text(note)), ['n:2', 'a:5', 'b:6', 'c:8']);
    close();
  });

  test('follows edits, one after the other', async () => {
    const { text, edited, cites, close } = served();
    await cites(text('[@a]'));
    assert.deepEqual(await cites(edited(1, 2, [{ start: 0, end: 0, text: 'x\n\n' }])), ['a:3']);
    const two = [
      { start: 5, end: 6, text: 'bb' },
      { start: 0, end: 3, text: '' },
    ];
    assert.deepEqual(await cites(edited(2, 3, two)), ['bb:1']);
    assert.deepEqual(await cites(edited(3, 3, [])), ['bb:1']);
    close();
  });

  test('knows when edits start from another version than its own', async () => {
    const { text, edited, cites, close } = served();
    assert.equal(await cites(edited(1, 2, [])), 'unread');
    await cites(text('[@a]', 1));
    assert.equal(await cites(edited(2, 3, [])), 'unread');
    assert.deepEqual(await cites(text('[@b]', 5)), ['b:1']);
    close();
  });

  test('takes the edits of a question that is no longer wanted', async () => {
    const { text, edited, cites, close } = served();
    await cites(text('[@a]'));
    const cancel = new CancellationTokenSource();
    const dropped = cites(edited(1, 2, [{ start: 2, end: 3, text: 'b' }]), cancel.token);
    cancel.cancel();
    await assert.rejects(dropped);
    assert.deepEqual(await cites(edited(2, 3, [{ start: 3, end: 3, text: 'c' }])), ['bc:1']);
    close();
  });

  test('does not answer about a version that was edited meanwhile', async () => {
    // Parses begin when both questions have arrived.
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    let arrived = 0;
    const { text, edited, cites, close } = served(() => {
      arrived++;
      if (arrived === 3) release();
      return arrived === 1 ? Promise.resolve() : both;
    });
    await cites(text('[@a]'));
    const older = cites(edited(1, 2, [{ start: 2, end: 3, text: 'b' }]));
    const newer = cites(edited(2, 3, [{ start: 2, end: 3, text: 'c' }]));
    await assert.rejects(older);
    assert.deepEqual(await newer, ['c:1']);
    close();
  });

  test('judges a place by what a letter behind the @ would be', async () => {
    const { host, text, close } = served();
    const judge = (marked: string) => {
      const at = marked.indexOf('‸') - 1;
      return host.sendRequest(messages.judgePlace, { ...text(marked.replace('‸', '')), at });
    };
    assert.deepEqual(await judge('A @‸'), { cited: [], group: [], cites: false });
    assert.deepEqual(await judge('[@a] and @‸'), { cited: ['a'], group: [], cites: true });
    assert.deepEqual(await judge('@a [@b; @‸; @c]'), { cited: ['a', 'b', 'c'], group: [], cites: true });
    assert.deepEqual(await judge('@a. [@b; @‸; @c]'), {
      cited: ['a', 'b', 'c'],
      group: ['b', 'c'],
      cites: true,
    });
    assert.deepEqual(await judge('---\nbibliography: x.bib\n---\n@‸'), { cited: [], group: [], cites: true });
    assert.deepEqual(await judge('---\nnocite: |\n  @‸\n---\n'), { cited: [], group: [], cites: true });
    assert.equal(await judge('---\ntitle: @‸\n---\n'), null);
    assert.equal(await judge('`@‸`'), null);
    close();
  });

  test('names the keys, or those within a range, with the ranges of their keys', async () => {
    const { host, text, close } = served();
    const note =
      '---\nnocite: "@n"\n---\n\n| 𝒜 [see -@{a b}, p. 3; @b] |\n|---|\n| x[^1] |\n\n[^1]: `@x` @c, @ddé\n';
    const cited = await host.sendRequest(messages.readKeys, text(note));
    assert.ok(cited !== 'unread');
    assert.deepEqual(
      cited.map(({ citekey, start, end, keyStart, keyEnd }) => [
        citekey,
        note.slice(start, end),
        note.slice(keyStart, keyEnd),
      ]),
      [
        ['n', '@n', 'n'],
        ['b', '@b', 'b'],
        ['c', '@c', 'c'],
        ['ddé', '@ddé', 'ddé'],
      ],
    );
    const at = note.indexOf('@c');
    const one = await host.sendRequest(messages.readKeys, {
      ...text(note),
      within: { start: at + 1, end: at + 1 },
    });
    assert.deepEqual(one !== 'unread' && one.map(({ citekey }) => citekey), ['c']);
    close();
  });

  test('takes a locator where it is read as one, and leaves the note as it is', async () => {
    const { host, text, edited, cites, close } = served();
    const takes = (marked: string) => {
      const note = text(marked.replaceAll('‸', ''));
      const [start, end] = [marked.indexOf('‸'), marked.lastIndexOf('‸') - 1];
      return host.sendRequest(messages.takesLocator, { ...note, start, end });
    };
    for (const marked of [
      '[@a, ‸‸]',
      '[@a, ‸ch‸',
      '[see @a, ‸p‸ 3; @b]',
      '@a [‸‸]',
      '@a [‸‸',
      '> [@a,\n> ‸‸]',
      '| [@a, ‸‸] |\n|---|',
      'x[^1]\n\n[^1]: [@a, ‸‸]',
      '[@a, ‸‸ 9]',
    ])
      assert.equal(await takes(marked), true, marked);
    for (const marked of [
      '@a, ‸‸',
      '`[@a, ‸‸]`',
      '$[@a, ‸‸]$',
      'me@a, ‸‸',
      '[a](b@c, ‸‸)',
      '```\n[@a, ‸‸]\n```',
    ])
      assert.equal(await takes(marked), false, marked);
    await takes('[@a, ‸p‸]');
    assert.deepEqual(await cites(edited(1, 1, [])), ['a:1']);
    close();
  });

  test('places citations by the citations of the note, which stays as it is', async () => {
    const { host, text, edited, cites, close } = served();
    const ask = (about: messages.AboutNote, offsets: number[], ...citekeys: string[]) =>
      host.sendRequest(messages.placeCitations, { ...about, offsets, citekeys });
    const note = 'See [@a,\r\np. 3; @b] x';
    assert.deepEqual(await ask(text(note), [11, 13, note.length], 'c', 'b'), {
      insertions: [
        { offset: 14, text: '; @c' },
        { offset: note.length, text: ' [@c; @b]' },
      ],
      refused: 0,
    });
    assert.deepEqual(await ask(edited(1, 1, []), [11], 'a'), { insertions: [], refused: 0 });
    assert.deepEqual(await cites(edited(1, 2, [{ start: 0, end: 0, text: 'x' }])), ['a:1', 'b:2']);
    assert.equal(await ask(edited(7, 8, []), [1], 'c'), 'unread');
    close();
  });

  test('names keys with their ranges, all or those at a range', async () => {
    const { host, text, close } = served();
    const note = text('x [@aa; -@{b/c}] @d');
    const kind = { listed: false, certain: true, inWikiLink: false };
    const all = [
      { citekey: 'aa', start: 3, end: 6, keyStart: 4, keyEnd: 6, ...kind },
      { citekey: 'b/c', start: 9, end: 15, keyStart: 11, keyEnd: 14, ...kind },
      { citekey: 'd', start: 17, end: 19, keyStart: 18, keyEnd: 19, ...kind, certain: false },
    ];
    assert.deepEqual(await host.sendRequest(messages.readKeys, note), all);
    const within = { start: 6, end: 9 };
    assert.deepEqual(await host.sendRequest(messages.readKeys, { ...note, within }), all.slice(0, 2));
    close();
  });

  test('checks a note with what the library knows of its keys, and follows edits', async () => {
    const { host, text, edited, close } = served();
    const codes = async (about: messages.AboutNote, ...aliases: [string, string][]) => {
      const found = await host.sendRequest(messages.checkNote, { ...about, aliases });
      return found === 'unread' ? found : found.map(({ code, start }) => `${code}:${start}`);
    };
    assert.deepEqual(await codes(text('[@a, @b]\n\n[@c; @d]')), ['citation.separator:3']);
    assert.deepEqual(await codes(edited(1, 1, []), ['c', 'd']), [
      'citation.separator:3',
      'citation.duplicate:15',
    ]);
    const mended = edited(1, 2, [{ start: 3, end: 4, text: ';' }]);
    assert.deepEqual(await codes(mended, ['c', 'd']), ['citation.duplicate:15']);
    assert.equal(await codes(edited(7, 8, [])), 'unread');
    close();
  });

  test('stops checking a note that is edited meanwhile', async () => {
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    let arrived = 0;
    const { host, text, edited, cites, close } = served(() => {
      arrived++;
      if (arrived === 3) release();
      return arrived === 1 ? Promise.resolve() : both;
    });
    await cites(text('[@a, @b]'));
    const checked = host.sendRequest(messages.checkNote, { ...edited(1, 1, []), aliases: [] });
    const newer = cites(edited(1, 2, [{ start: 2, end: 3, text: 'c' }]));
    await assert.rejects(checked);
    assert.deepEqual(await newer, ['c:1', 'b:1']);
    close();
  });

  test('rewrites the citation at a selection, and sorts it by the years it is given', async () => {
    const { host, text, edited, cites, close } = served();
    const selection = { start: 4, end: 4 };
    const rewritten = await host.sendRequest(messages.rewriteCitation, { ...text('x [@a; @b]'), selection });
    assert.notEqual(rewritten, 'unread');
    if (rewritten === 'unread') return;
    assert.deepEqual(
      rewritten.rewrites.map(({ kind }) => kind),
      ['inText', 'withoutAuthor', 'locator'],
    );
    assert.deepEqual(rewritten.sortable, ['a', 'b']);
    const sort = (...years: [string, number][]) =>
      host.sendRequest(messages.sortCitation, { ...edited(1, 1, []), selection, years });
    assert.deepEqual(await sort(['a', 2], ['b', 1]), {
      kind: 'sort',
      citekey: 'a',
      edits: [
        { start: 3, end: 5, text: '@b' },
        { start: 7, end: 9, text: '@a' },
      ],
    });
    assert.equal(await sort(['a', 1], ['b', 2]), null);
    assert.deepEqual(await cites(edited(1, 1, [])), ['a:1', 'b:1']);
    close();
  });

  test('reads notes that are not open, and announces that it does', async () => {
    const { host, begun, close } = served();
    const notes = ['[@a]', '', '\ufeffx\n@b', '`@c`', 'x\r\ny\r[-@d; 🙂 @{e}]'].map((note) =>
      new TextEncoder().encode(note),
    );
    const read = await host.sendRequest(messages.readNotes, { job: 7, notes });
    assert.deepEqual(
      read.map(({ cites }) => cites.map(({ citekey, line, column }) => `${citekey} ${line}:${column}`)),
      [['a 1:3'], [], ['b 2:2'], [], ['d 3:4', 'e 3:12']],
    );
    assert.ok(begun.length > 0 && begun.every((job) => job === 7));
    close();
  });

  test('forgets a note that is closed', async () => {
    const { host, text, edited, cites, close } = served();
    await cites(text('[@a]'));
    await host.sendRequest(messages.closeNote, { uri: 'n' });
    assert.equal(await cites(edited(1, 2, [])), 'unread');
    close();
  });
});
