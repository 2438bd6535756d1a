import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const SETTING = 'attentionNotes.checks';

async function open(content: string, language = 'markdown'): Promise<vscode.TextDocument> {
  for (;;) {
    const document = await vscode.workspace.openTextDocument({ language, content });
    // VS Code may give out an untitled document of the same name that is just being closed.
    if (!document.isClosed && document.getText() === content) return document;
  }
}

const codeOf = (code: vscode.Diagnostic['code']): string => (typeof code === 'string' ? code : '');

/** Our problems with citations, each as its code and what its range covers. */
const problemsOf = (document: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, code }) => source === 'Attention Notes' && /^citation\./.test(codeOf(code)));

const described = (document: vscode.TextDocument) =>
  problemsOf(document).map(
    ({ code, range }) => `${codeOf(code).replace('citation.', '')}: ${document.getText(range)}`,
  );

/** Waits until the problems are these, in order of the text. */
async function untilProblems(document: vscode.TextDocument, ...expected: string[]): Promise<void> {
  for (let attempts = 0; attempts < 200; attempts++) {
    if (JSON.stringify(described(document).sort()) === JSON.stringify([...expected].sort())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(described(document).sort(), [...expected].sort());
}

const actionsAt = (document: vscode.TextDocument, range: vscode.Range, kind: vscode.CodeActionKind) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
  );

async function apply(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const action = actions.find((offered) => title.test(offered.title));
  assert.ok(action?.edit, `${title} in ${actions.map((offered) => offered.title).join('; ')}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

const at = (document: vscode.TextDocument, text: string): vscode.Range => {
  const start = document.positionAt(document.getText().indexOf(text));
  return new vscode.Range(start, start);
};

suite('Problems with citations', () => {
  teardown(async () => {
    for (const name of ['unknownKeys', 'separators'])
      await vscode.workspace
        .getConfiguration(SETTING)
        .update(name, undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('stand at exactly what is wrong, in every place that cites', async () => {
    const document = await open(
      [
        '---\nnocite: "@nobody2001"\n---\n',
        'See [@ali2021xcit; see -@nobody2002, p. 3] and [@ali2021xcit, @chen2021crossvit].',
        '| a |\n|---|\n| [@{no/body}] |\n',
        'Text[^1]\n\n[^1]: [@ ali2021xcit]\n',
        '[@ali2021xcit; @ali2021xcit] and @chen2021crossvt say.\n',
        '> [@ali2021xcit; @chen2021crossvit\n',
      ].join('\n'),
    );
    await untilProblems(
      document,
      'unknownKey: @nobody2001',
      'unknownKey: @nobody2002',
      'separator: , ',
      'unknownKey: @{no/body}',
      'space:  ',
      'duplicate: @ali2021xcit',
      'unknownKey: @chen2021crossvt',
      'unclosed: [@ali2021xcit; @chen2021crossvit',
    );
    const messages = problemsOf(document).map(({ message }) => message);
    assert.ok(messages.some((message) => /"chen2021crossvt".*"chen2021crossvit"/.test(message)));
    assert.ok(messages.includes('This group already cites ali2021xcit.'));
  });

  test('are none where nothing is cited, and none in other languages', async () => {
    const silent =
      '@media and npm i @types/node, me@nobody1999.org, `[@nobody1999]` $[@nobody1999]$ <!-- [@nobody1999] -->\n\n' +
      '    [@nobody1999]\n\n```\n[@nobody1999, @nobody2000]\n```\n\n[[@nobody1999]] [[@chen2021crossvt|Text]] [@fig-plot]\n\n[x](<[@nobody1999]>)';
    const note = await open(`${silent}\n\n[@nobody1998]`);
    const other = await open('[@nobody1998]', 'plaintext');
    const own = await open('---\nbibliography: own.bib\n---\n\n[@nobody1998; @chen2021crossvt]');
    await untilProblems(note, 'unknownKey: @nobody1998');
    await untilProblems(own, 'unknownKey: @chen2021crossvt');
    assert.deepEqual(described(other), []);
  });

  test('are none in brackets of other languages, unless a key is one of the library', async () => {
    const silent = await open(
      'R[@1, @5] and Hits [@1, @5, @10] and [0.1, @k, @i] and [@ home] by [@k; @ lunch].\n\n[@nobody1998]',
    );
    await untilProblems(silent, 'unknownKey: @nobody1998');
    const names = await open('[@todo, @fixme] [@ ali2021xcit]\n\n[@todo, @ali2021xcit]');
    await untilProblems(
      names,
      'unknownKey: @todo',
      'unknownKey: @fixme',
      'space:  ',
      'unknownKey: @todo',
      'separator: , ',
    );
    const own = await open('---\nreferences:\n- id: mine\n---\n\n[@mine, @mine]');
    await untilProblems(own, 'separator: , ');
  });

  test('have the levels that the settings give them', async () => {
    const document = await open('[@nobody1998, @ali2021xcit]');
    await untilProblems(document, 'unknownKey: @nobody1998', 'separator: , ');
    const severity = (code: string) =>
      problemsOf(document).find((problem) => problem.code === code)?.severity;
    assert.equal(severity('citation.unknownKey'), vscode.DiagnosticSeverity.Warning);
    const settings = vscode.workspace.getConfiguration(SETTING);
    await settings.update('separators', 'off', vscode.ConfigurationTarget.Global);
    await untilProblems(document, 'unknownKey: @nobody1998');
    await settings.update('unknownKeys', 'error', vscode.ConfigurationTarget.Global);
    while (severity('citation.unknownKey') !== vscode.DiagnosticSeverity.Error)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await settings.update('separators', 'hint', vscode.ConfigurationTarget.Global);
    await untilProblems(document, 'unknownKey: @nobody1998', 'separator: , ');
    assert.equal(severity('citation.separator'), vscode.DiagnosticSeverity.Hint);
  });

  test('follow the note and the library', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const decisions = vscode.Uri.joinPath(folder, 'attention-notes.json');
    const document = await open('[@own1999alias; @ali2021xcit]');
    await untilProblems(document, 'unknownKey: @own1999alias');
    const text = '{ "papers": { "ali2021xcit": { "aliases": ["own1999alias"] } } }';
    await vscode.workspace.fs.writeFile(decisions, new TextEncoder().encode(text));
    await untilProblems(document, 'alias: @own1999alias', 'duplicate: @ali2021xcit');
    assert.equal(problemsOf(document)[0]?.severity, vscode.DiagnosticSeverity.Hint);
    const actions = await actionsAt(document, at(document, 'own'), vscode.CodeActionKind.QuickFix);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [title, isPreferred]),
      [['Replace with ali2021xcit', true]],
    );
    const twice = text.replace(/ } }$/, ', "chen2021crossvit": { "aliases": ["own1999alias"] } } }');
    await vscode.workspace.fs.writeFile(decisions, new TextEncoder().encode(twice));
    await untilProblems(document, 'ambiguousKey: @own1999alias');
    const choices = await actionsAt(document, at(document, 'own'), vscode.CodeActionKind.QuickFix);
    assert.deepEqual(
      choices.map(({ title, isPreferred }) => [title.replace(/ — .*/, ''), isPreferred]),
      [
        ['Replace with ali2021xcit', false],
        ['Replace with chen2021crossvit', false],
      ],
    );
    await vscode.workspace.fs.delete(decisions);
    await untilProblems(document, 'unknownKey: @own1999alias');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 2, 0, 14), 'chen2021crossvit'));
    await untilProblems(document);
  });

  test('wait for the cursor to leave what is being typed', async () => {
    const document = await open('\n\n[@nobody1998]\n');
    const editor = await vscode.window.showTextDocument(document);
    await untilProblems(document, 'unknownKey: @nobody1998');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('type', { text: 'x\n' });
    await vscode.commands.executeCommand('type', { text: '[@nobody1997 more' });
    // The same check that moves the old problem would report the new one.
    while (problemsOf(document)[0]?.range.start.line !== 3)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(described(document), ['unknownKey: @nobody1998']);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    // Where no bracket was closed by itself, that is the problem, and the key is one in running text.
    const isOpen = !document.getText().includes('more]');
    const expected = isOpen
      ? ['unknownKey: @nobody1998', 'unclosed: [@nobody1997']
      : ['unknownKey: @nobody1997', 'unknownKey: @nobody1998'];
    await untilProblems(document, ...expected);
    // Nothing is hidden from who comes to mend it.
    editor.selection = new vscode.Selection(1, 5, 1, 5);
    await vscode.window.showTextDocument(document);
    await untilProblems(document, ...expected);
  });

  test('go with the note', async () => {
    const document = await open('[@nobody1998]');
    await untilProblems(document, 'unknownKey: @nobody1998');
    const changed = await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await untilProblems(changed);
  });
});

suite('Quick fixes of citations', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  /** Applies a fix at the first problem, and undoes it. */
  async function fixed(content: string, title: RegExp, preferred = true): Promise<string> {
    const document = await open(content);
    await vscode.window.showTextDocument(document);
    while (problemsOf(document).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const problem = problemsOf(document)[0];
    assert.ok(problem);
    const actions = await actionsAt(document, problem.range, vscode.CodeActionKind.QuickFix);
    const action = actions.find((offered) => title.test(offered.title));
    assert.equal(action?.isPreferred, preferred, actions.map((offered) => offered.title).join('; '));
    await apply(actions, title);
    const text = document.getText();
    await untilProblems(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), content);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return text;
  }

  test('replace a key by the one that was meant, braces as they were', async () => {
    assert.equal(
      await fixed(
        '[see -@chen2021crossvt, p. 3]',
        /^Replace with chen2021crossvit — CrossViT: .*… \(2021\)$/,
      ),
      '[see -@chen2021crossvit, p. 3]',
    );
    assert.equal(await fixed('[@{crossvit}]', /^Replace with chen2021crossvit/), '[@{chen2021crossvit}]');
  });

  test('mend the form of a group, one or all', async () => {
    assert.equal(
      await fixed('[@ali2021xcit, p. 3, @chen2021crossvit]', /^Separate with semicolons$/),
      '[@ali2021xcit, p. 3; @chen2021crossvit]',
    );
    assert.equal(
      await fixed('[@ali2021xcit, p. 3][@chen2021crossvit]', /^Merge adjacent citations$/),
      '[@ali2021xcit, p. 3; @chen2021crossvit]',
    );
    assert.equal(await fixed('[see @ ali2021xcit]', /space/), '[see @ali2021xcit]');
    assert.equal(await fixed('[@ali2021xcit, p. 3 and', /^Close/), '[@ali2021xcit, p. 3] and');
    assert.equal(await fixed('[@ali2021xcit; @ali2021xcit]', /repetition/), '[@ali2021xcit]');
    assert.equal(
      await fixed(
        '[@ali2021xcit, @hu2022demystify]\n\n[@ali2021xcit @hu2022demystify]',
        /^Separate all citations/,
        false,
      ),
      '[@ali2021xcit; @hu2022demystify]\n\n[@ali2021xcit; @hu2022demystify]',
    );
  });

  test('are none where there is no problem', async () => {
    const document = await open('[@ali2021xcit]\n\n[@chen2021crossvt]');
    await untilProblems(document, 'unknownKey: @chen2021crossvt');
    const fixesAt = (text: string) => actionsAt(document, at(document, text), vscode.CodeActionKind.QuickFix);
    assert.equal((await fixesAt('chen')).length, 1);
    assert.deepEqual(await fixesAt('ali'), []);
  });
});

suite('Refactorings of citations', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  async function rewritten(content: string, where: string, title: RegExp): Promise<string> {
    const document = await open(content);
    await vscode.window.showTextDocument(document);
    const actions = await actionsAt(document, at(document, where), vscode.CodeActionKind.RefactorRewrite);
    await apply(actions, title);
    const text = document.getText();
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), content);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return text;
  }

  test('change how a paper is cited, merge, sort and add pages, each undone at once', async () => {
    const group = 'See [@ali2021xcit, p. 3; @michel2019sixteen].';
    assert.equal(
      await rewritten(group, 'ali', /in the text/),
      'See @ali2021xcit [p. 3; @michel2019sixteen].',
    );
    assert.equal(
      await rewritten(group, 'michel', /without/),
      'See [@ali2021xcit, p. 3; -@michel2019sixteen].',
    );
    assert.equal(
      await rewritten(group, 'michel', /by year/),
      'See [@michel2019sixteen; @ali2021xcit, p. 3].',
    );
    assert.equal(
      await rewritten(group, 'michel', /page/),
      'See [@ali2021xcit, p. 3; @michel2019sixteen, p. ].',
    );
    assert.equal(await rewritten('As @ali2021xcit say', 'ali', /in brackets/), 'As [@ali2021xcit] say');
    assert.equal(
      await rewritten('[@ali2021xcit] [@michel2019sixteen]', 'ali', /^Merge/),
      '[@ali2021xcit; @michel2019sixteen]',
    );
  });

  test('are none beside citations', async () => {
    const document = await open('Text `[@ali2021xcit]` more\n\n[@ali2021xcit]');
    for (const where of ['Text', 'ali', 'more'])
      assert.deepEqual(
        await actionsAt(document, at(document, where), vscode.CodeActionKind.RefactorRewrite),
        [],
      );
  });
});

suite('Cards of keys that cite no paper', () => {
  const hoverAt = async (content: string, where: string) => {
    const document = await open(content);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(document, where).start.translate(0, 2),
    );
    return hovers
      .flatMap(({ contents, range }) => contents.map((part) => ({ part, range })))
      .flatMap(({ part, range }) =>
        part instanceof vscode.MarkdownString ? [{ part, covers: range && document.getText(range) }] : [],
      )
      .map(({ part, covers }) => ({
        text: part.value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
        trusted: part.isTrusted,
        covers,
      }));
  };

  const setLevel = (level: string | undefined) =>
    vscode.workspace
      .getConfiguration(SETTING)
      .update('unknownKeys', level, vscode.ConfigurationTarget.Global);

  teardown(() => setLevel(undefined));

  test('say so, and what may be meant', async () => {
    await setLevel('off');
    const [card, ...others] = await hoverAt('See [-@chen2021crossvt].', '@chen');
    assert.equal(others.length, 0);
    assert.match(
      card?.text ?? '',
      /^No paper .* @chen2021crossvt\..*\n\n- @chen2021crossvit — CrossViT: .*\(Chen.*2021\)$/s,
    );
    assert.equal(card?.covers, '-@chen2021crossvt');
    assert.equal(card.trusted, undefined);
    const texts = async (content: string, where: string) =>
      (await hoverAt(content, where)).map(({ text }) => text);
    assert.deepEqual(await texts('[@nobody1998]', '@nobody'), [
      'No paper of the library has the key @nobody1998.',
    ]);
    assert.equal((await texts('As @chen2021crossvt say', '@chen')).length, 1);
    assert.match((await texts('[@nobody1998; @nobody1999]', ' @nobody1999')).join(''), /^No paper/);
  });

  test('name the papers alone where the problem says the rest', async () => {
    const document = await open('[@chen2021crossvt]\n\n[@nobody1998]');
    await untilProblems(document, 'unknownKey: @chen2021crossvt', 'unknownKey: @nobody1998');
    const textsAt = async (line: number) => {
      const position = new vscode.Position(line, 5);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((part) => (part instanceof vscode.MarkdownString ? part.value : ''));
    };
    assert.match((await textsAt(0)).join(''), /^- &#64;chen2021crossvit — CrossViT/);
    assert.deepEqual(await textsAt(2), []);
  });

  test('are none over words behind an @', async () => {
    for (const content of [
      'See @media now',
      'npm i @types/node',
      '[[@nobody1998]]',
      '[[@chen2021crossvt|Text]]',
      '`[@nobody1998]`',
    ])
      assert.deepEqual(await hoverAt(content, '@'), [], content);
  });
});
