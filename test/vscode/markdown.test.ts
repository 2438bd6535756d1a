import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A note that cites, in everything that VS Code's own Markdown features look at. */
const CITING = `# Windows and channels [@ali2021xcit]

See [the second part](#what-remains) and [a file](./reading-list.md), [@chen2021crossvit, pp. 3-5; -@ali2021xcit].

![A picture of @ali2021xcit](./picture.png)

## What remains

- @chen2021crossvit says
  - [see @ali2021xcit for *more*][ref]
- <https://example.org/@chen2021crossvit>

[ref]: https://example.org/ "@ali2021xcit"

### Heads of @chen2021crossvit

\`\`\`md
[@ali2021xcit]
\`\`\`

Last words.
`;
/** The same note without a citation: every \`@\` is a letter, so that all places agree. */
const PLAIN = CITING.replaceAll('@', 'x');
const NAMES = { citing: 'md-citing.md', plain: 'md-plain.md' };

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

async function open(name: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
}

/** What a command of VS Code answers for both notes, as plain data without what names the note. */
async function bothAnswer<T>(
  ask: (document: vscode.TextDocument) => Promise<T> | Thenable<T>,
): Promise<{ citing: string; plain: string }> {
  const answers = [];
  for (const name of [NAMES.citing, NAMES.plain]) {
    const answer = JSON.stringify(await ask(await open(name)), undefined, 1);
    answers.push(answer.replaceAll(name, 'note.md').replaceAll('@', 'x'));
  }
  return { citing: answers[0]!, plain: answers[1]! };
}

const at = (document: vscode.TextDocument, marked: string) => {
  const offset = document.getText().indexOf(marked.replace('‸', ''));
  assert.ok(offset >= 0, marked);
  return document.positionAt(offset + marked.indexOf('‸'));
};
const execute = <T>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...args);

suite("VS Code's own Markdown features", () => {
  suiteSetup(async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), NAMES.citing), bytes(CITING));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), NAMES.plain), bytes(PLAIN));
    await vscode.extensions.getExtension('attention-notes.attention-notes')!.activate();
  });

  suiteTeardown(async () => {
    for (const name of Object.values(NAMES))
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), name));
  });

  test('the outline has exactly the headings and link definitions', async () => {
    const document = await open(NAMES.citing);
    const symbols = await execute<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = (all: readonly vscode.DocumentSymbol[]): string[] =>
      all.flatMap(({ name, children }) => [name, ...names(children)]);
    assert.deepEqual(names(symbols), [
      '# Windows and channels [@ali2021xcit]',
      '## What remains',
      // VS Code's outline has link definitions too.
      '[ref]',
      '### Heads of @chen2021crossvit',
    ]);
  });

  test('renaming a heading edits its links', async () => {
    const document = await open(NAMES.citing);
    const edit = await execute<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...[document.uri, at(document, '## What ‸remains'), 'What is left'],
    );
    const edits = edit.get(document.uri).map(({ range, newText }) => [document.getText(range), newText]);
    assert.deepEqual(edits.sort(), [
      ['What remains', 'What is left'],
      ['what-remains', 'what-is-left'],
    ]);
  });

  test('links are completed by paths and headings, and by nothing of ours', async () => {
    for (const [index, [typed, expected]] of (
      [
        ['[a](./‸', ['reading-list.md', 'vision-backbones.md']],
        ['[a](#‸', ['#what-remains']],
        ['[@ali2021xcit] and [a](#‸', ['#what-remains']],
      ] as const
    ).entries()) {
      const text = typed.replace('‸', '');
      const content = `${text}\n\n## What remains\n`;
      const uri = vscode.Uri.joinPath(folder(), `md-typed-${index}.md`);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
      try {
        const document = await vscode.workspace.openTextDocument(uri);
        const { items } = await execute<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          ...[document.uri, new vscode.Position(0, text.length)],
        );
        const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        for (const label of expected) assert.ok(labels.includes(label), `${typed}: ${labels.join(', ')}`);
        assert.deepEqual(
          items.filter(
            ({ kind, detail }) => kind === vscode.CompletionItemKind.Reference && / · /.test(detail ?? ''),
          ),
          [],
          typed,
        );
      } finally {
        await vscode.workspace.fs.delete(uri);
      }
    }
  });

  test('hovers over links and pictures are not ours', async () => {
    const document = await open(NAMES.citing);
    const ours = async (place: string) => {
      const hovers = execute<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        ...[document.uri, at(document, place)],
      );
      const parts = (await hovers).flatMap(({ contents }) => contents);
      return parts.filter((part) => part instanceof vscode.MarkdownString && part.value.includes('arxiv'));
    };
    assert.equal((await ours('- @chen2021‸crossvit')).length, 1);
    for (const place of [
      '[the sec‸ond part]',
      '(./reading‸-list.md)',
      '![A pic‸ture',
      '(./pic‸ture.png)',
      'org/@chen‸',
    ])
      assert.deepEqual(await ours(place), [], place);
  });

  for (const [what, command, least] of [
    ['outline', 'vscode.executeDocumentSymbolProvider', 1],
    ['folding', 'vscode.executeFoldingRangeProvider', 4],
    ['document links', 'vscode.executeLinkProvider', 4],
  ] as const) {
    test(`${what}: the same as in a note without citations`, async () => {
      const { citing, plain } = await bothAnswer((document) => execute(command, document.uri));
      assert.ok((JSON.parse(plain) as unknown[]).length >= least, plain);
      assert.equal(citing, plain);
    });
  }

  test('references and definitions of a heading are the same as in a note without citations', async () => {
    for (const command of ['vscode.executeReferenceProvider', 'vscode.executeDefinitionProvider']) {
      const { citing, plain } = await bothAnswer((document) =>
        execute(command, document.uri, at(document, '(#what-‸remains)')),
      );
      assert.ok((JSON.parse(plain) as unknown[]).length >= 1, `${command}: ${plain}`);
      assert.equal(citing, plain, command);
    }
  });
});
