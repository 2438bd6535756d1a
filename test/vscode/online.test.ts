import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { ARXIV_ERROR, ERROR_PAGE, arxivFeed, crossrefAnswer } from '../support/onlineAnswers';
import { type StubAnswer, type StubServer, stubServer } from '../support/stubServer';
import { CitationPaste } from '../../src/extension/citationPaste';
import { LibraryClient } from '../../src/extension/libraryClient';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { NotesClient } from '../../src/extension/notesClient';
import { OnlineSources } from '../../src/extension/onlineSources';
import { startInstalled } from './installedWorker';
import { openUntitled } from './untitled';

const PAPER = {
  arxiv: '2001.01234',
  doi: '10.5555/sparse.1',
  title: 'Sparse Heads Attend to Little',
  authors: ['Ada Lovelace', 'Emmy Noether'],
  date: '2020-01-31',
  journal: 'Proceedings of Tests',
};

const execute = <T>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...args);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function api(): Promise<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
  assert.ok(extension);
  return extension.activate();
}

const inFolder = (name: string) =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), name);
const read = async (name: string) =>
  new TextDecoder().decode(
    await vscode.workspace.fs.readFile(inFolder(name)).then(
      (bytes) => bytes,
      () => new Uint8Array(),
    ),
  );
const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));

async function until<T>(ask: () => Thenable<T> | Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    await pause(20);
  }
}

/** Runs something with services that answer so; returns what they were asked. */
async function withServices(
  answer: (address: string) => StubAnswer,
  run: (server: StubServer) => Promise<void>,
): Promise<string[]> {
  const server = await stubServer(answer);
  const settings = vscode.workspace.getConfiguration('attentionNotes.online');
  const { Global } = vscode.ConfigurationTarget;
  try {
    await settings.update('arxiv', `${server.address}/arxiv`, Global);
    await settings.update('crossref', `${server.address}/crossref`, Global);
    await run(server);
  } finally {
    await settings.update('arxiv', undefined, Global);
    await settings.update('crossref', undefined, Global);
    await server.close();
  }
  return server.asked;
}

/** Takes the first row of a pick again and again, until a file has changed. */
async function accepted(name: string): Promise<string> {
  const before = await read(name);
  return until(
    async () => {
      await execute('workbench.action.acceptSelectedQuickOpenItem');
      await pause(100);
      return read(name);
    },
    (text) => text !== before,
  );
}

suite('Papers from elsewhere', () => {
  suiteSetup(async () => {
    await (await api()).whenReady();
  });

  teardown(async () => {
    await execute('workbench.action.closeQuickOpen');
    await execute('notifications.clearAll');
    await execute('workbench.action.revertAndCloseActiveEditor');
    await execute('workbench.action.closeAllEditors');
    for (const name of ['references.bib', 'attention-notes.json'])
      await vscode.workspace.fs.delete(inFolder(name)).then(undefined, () => undefined);
  });

  test('a paper is looked up at arXiv and written into a new file', async () => {
    const asked = await withServices(
      () => arxivFeed([PAPER]),
      async () => {
        void execute('attentionNotes.addPaper', 'https://arxiv.org/abs/2001.01234v2');
        const text = await accepted('references.bib');
        assert.match(
          text,
          /^@misc\{lovelace2020sparse,\n {2}author = \{Lovelace, Ada and Noether, Emmy\},\n/,
        );
        assert.match(text, /eprint = \{2001\.01234\}/);
      },
    );
    assert.deepEqual(asked, ['/arxiv?id_list=2001.01234&max_results=1']);
  });

  test('a DOI is looked up at Crossref, and written behind what is there, under a key that is free', async () => {
    const before = '% mine\n@book{lovelace2020sparse,\n  title = {Other}\n}\n';
    await write('references.bib', before);
    const asked = await withServices(
      () => crossrefAnswer(PAPER),
      async () => {
        void execute('attentionNotes.addPaper', 'doi:10.5555/SPARSE.1');
        const text = await accepted('references.bib');
        assert.ok(text.startsWith(`${before}\n@inproceedings{lovelace2020sparse-10.5555.sparse.1,\n`), text);
        const document = await vscode.workspace.openTextDocument(inFolder('references.bib'));
        await vscode.window.showTextDocument(document);
        await execute('undo');
        assert.equal(document.getText(), before);
      },
    );
    assert.deepEqual(asked, ['/crossref/works/10.5555/sparse.1']);
  });

  test('nothing is written where the answer is of no use', async () => {
    const answers: readonly StubAnswer[] = [
      arxivFeed([]),
      ARXIV_ERROR,
      ERROR_PAGE,
      arxivFeed([PAPER]).slice(0, 900),
      arxivFeed([{ ...PAPER, arxiv: '2001.09999' }]),
      { status: 429, headers: { 'retry-after': '600' } },
      { status: 500, text: ERROR_PAGE },
      (request) => request.socket.destroy(),
    ];
    for (const answer of answers) {
      const asked = await withServices(
        () => answer,
        async (server) => {
          void execute('attentionNotes.addPaper', '2001.01234');
          await until(
            () => Promise.resolve(server.asked.length),
            (count) => count === 1,
          );
          await pause(300);
          await execute('workbench.action.acceptSelectedQuickOpenItem');
          await pause(100);
        },
      );
      assert.equal(asked.length, 1);
      assert.equal(await read('references.bib'), '');
      await execute('notifications.clearAll');
    }
  });

  test('what the library has is not looked up', async () => {
    const asked = await withServices(
      () => arxivFeed([PAPER]),
      async () => {
        void execute('attentionNotes.addPaper', '2103.14899');
        await pause(500);
      },
    );
    assert.deepEqual(asked, []);
  });

  suite('A paper of the library', () => {
    const own = { kind: 'paper', id: 'family:x/ali2021xcit', citekey: 'ali2021xcit', order: 0 };
    const XCIT = {
      arxiv: '2106.09681',
      title: 'XCiT: Cross-Covariance Image Transformers',
      authors: ['Alaaeldin Ali'],
      date: '2021-06-17',
      doi: '10.5555/xcit',
    };

    /** The facts of the file; what it has besides must stay. */
    const facts = async () => {
      const text = await read('attention-notes.json');
      const all = JSON.parse(text === '' ? '{}' : text) as {
        papers?: Record<string, { aliases?: string[]; facts?: object }>;
      };
      return all.papers?.['ali2021xcit'];
    };

    test('is completed by what it lacks, in the workspace file', async () => {
      await write('attention-notes.json', '{ "papers": { "ali2021xcit": { "aliases": ["xcit"] } } }');
      const asked = await withServices(
        () => arxivFeed([XCIT]),
        async () => {
          void execute('attentionNotes.completePaper', own);
          await accepted('attention-notes.json');
        },
      );
      assert.equal(asked.length, 1);
      assert.deepEqual(await facts(), { aliases: ['xcit'], facts: { DOI: '10.5555/xcit' } });
      const paper = await until(
        async () => (await api()).getPaper('ali2021xcit'),
        (found) => found?.doi !== undefined,
      );
      assert.equal(paper?.doi, '10.5555/xcit');
    });

    test('is not completed by what is doubtful unless that is chosen', async () => {
      await withServices(
        (address) =>
          address.startsWith('/arxiv') ? arxivFeed([{ ...XCIT, title: 'Renamed' }]) : { status: 404 },
        async (server) => {
          const done = execute('attentionNotes.completePaper', own);
          await until(
            () => Promise.resolve(server.asked.length),
            (count) => count === 2,
          );
          await pause(500);
          await execute('workbench.action.acceptSelectedQuickOpenItem');
          await done;
        },
      );
      assert.equal(await facts(), undefined);
    });

    test('is told once of all services that cannot be reached, and of a browser only in one', () => {
      const log = vscode.window.createOutputChannel('Online', { log: true });
      const told = (isPage: boolean) =>
        new OnlineSources({} as vscode.SecretStorage, log, isPage).describe([
          ['arxiv', { why: 'unreachable' }],
          ['openAlex', { why: 'timeout' }],
          ['crossref', { why: 'unreachable' }],
        ]);
      assert.deepEqual(told(false), [
        'arXiv, Crossref cannot be reached. You may be offline.',
        'OpenAlex did not answer in time.',
      ]);
      assert.match(told(true)[0] ?? '', /offline, or no page in a browser/);
      log.dispose();
    });

    test('stays as it is where no service answers', async () => {
      const asked = await withServices(
        () => ({ status: 500, text: ERROR_PAGE }),
        async () => {
          await execute('attentionNotes.completePaper', own);
        },
      );
      assert.equal(asked.length, 2);
      assert.equal(await facts(), undefined);
    });
  });

  suite('A link that is pasted', () => {
    const log = vscode.window.createOutputChannel('Paste', { log: true });
    const installed = vscode.extensions.getExtension('attention-notes.attention-notes');
    const extensionUri = installed?.extensionUri ?? vscode.Uri.file('/');
    const sources = new LibrarySources({ extensionUri } as vscode.ExtensionContext, new MadeFolders());
    const library = new LibraryClient(startInstalled, sources, log);
    const notes = new NotesClient(startInstalled, log, () => undefined);

    suiteTeardown(() => {
      vscode.Disposable.from(library, sources, notes, log).dispose();
    });

    /** What a note is when everything that is offered for a text pasted at `‸` is applied; `undefined` for nothing. */
    async function cited(into: string, text: string): Promise<string | undefined> {
      const at = into.indexOf('‸');
      const document = await openUntitled(into.replace('‸', ''));
      const cursor = document.positionAt(at);
      const data = new vscode.DataTransfer();
      data.set('text/plain', new vscode.DataTransferItem(text));
      const [edit] = await new CitationPaste(notes, library).provideDocumentPasteEdits(
        document,
        [new vscode.Range(cursor, cursor)],
        data,
        { only: undefined, triggerKind: vscode.DocumentPasteTriggerKind.Automatic },
        new vscode.CancellationTokenSource().token,
      );
      if (!edit) return undefined;
      assert.ok(edit.yieldTo?.some(({ value }) => value === vscode.DocumentDropOrPasteEditKind.Text.value));
      const all = edit.additionalEdit ?? new vscode.WorkspaceEdit();
      assert.ok(typeof edit.insertText === 'string');
      if (edit.insertText !== '') all.insert(document.uri, cursor, edit.insertText);
      assert.ok(await vscode.workspace.applyEdit(all));
      return document.getText();
    }

    test('is offered as a citation, also of a group that it is pasted into', async () => {
      assert.equal(
        await cited('As ‸ show', 'https://arxiv.org/pdf/2103.14899v2'),
        'As [@chen2021crossvit] show',
      );
      assert.equal(
        await cited('As [@ali2021xcit‸] show', 'arXiv:2103.14899'),
        'As [@ali2021xcit; @chen2021crossvit] show',
      );
    });

    test('is text alone when the library has no such paper, and when it is more than a link', async () => {
      for (const [into, text] of [
        ['As ‸ show', 'https://arxiv.org/abs/1001.00001'],
        ['As ‸ show', 'see https://arxiv.org/abs/2103.14899'],
      ] as const) {
        assert.equal(await cited(into, text), undefined);
      }
    });

    test('stays a link unless that is chosen', async () => {
      const document = await openUntitled('');
      await vscode.window.showTextDocument(document);
      const link = 'https://arxiv.org/abs/2103.14899';
      await vscode.env.clipboard.writeText(link);
      await execute('editor.action.clipboardPasteAction');
      const text = await until(
        () => Promise.resolve(document.getText()),
        (now) => now !== '',
      );
      assert.ok(text.includes(link) && !text.includes('@'), text);
    });
  });
});
